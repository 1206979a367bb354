import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Direction } from "../../lib/reliability/matrix";
import { ranksOf, topsis, type Normalisation } from "../../lib/reliability/topsis";
import fixture from "../fixtures/reliability/reliability.json";
import { matrices } from "./matrices";

const directions: readonly Direction[] = ["max", "min", "min", "min"];
const weights = [0.4, 0.1, 0.2, 0.3];
const NORMALISATIONS: readonly Normalisation[] = ["vector", "minMax", "max", "sum"];
const FIXTURE = { rtol: 1e-10, atol: 1e-14 };

test("three strategies by hand", () => {
  // One criterion, to be high: 3, 4, 12 over √(9 + 16 + 144) = 13. D⁺ = 9, 8, 0 thirteenths, D⁻ = 0, 1, 9
  const found = topsis([[3], [4], [12]], { weights: [1], directions: ["max"] });
  expect(found.toIdeal).toBeAllClose([9 / 13, 8 / 13, 0]);
  expect(found.toAntiIdeal).toBeAllClose([0, 1 / 13, 9 / 13]);
  expect(found.scores).toBeAllClose([0, 1 / 9, 1]);
  expect(found.ranks).toEqual([3, 2, 1]);
  expect(topsis([[3], [4], [12]], { weights: [1], directions: ["min"] }).ranks).toEqual([1, 2, 3]);
});

describe("the aircraft of Hwang and Yoon (1981), pp. 133–134", () => {
  const { matrix, weights: importance, scoresPymcdm } = fixture.aircraft;
  const found = topsis(matrix, {
    weights: importance,
    directions: ["max", "max", "max", "min", "max", "max"],
  });

  test("agrees with pymcdm", () => {
    expect(found.scores).toBeAllClose(scoresPymcdm, FIXTURE);
    expect(found.ranks).toEqual([1, 4, 2, 3]);
  });

  test("by hand: the third one", () => {
    // D⁺² = (0.7·0.2)²/18.33 + (700·0.1)²/16 780 000 + 0 + 0 + 0 + (2·0.3)²/180, each over its column's Σx²:
    //     0.0196/18.33 + 4900/16 780 000 + 0.36/180 = 0.00106929 + 0.00029201 + 0.002 = 0.00336130
    // D⁻² = 0 + (500·0.1)²/16 780 000 + (3000·0.1)²/1 565 000 000 + (2·0.1)²/117.75 + (4·0.2)²/108 + (2·0.3)²/180
    //     = 0.00014899 + 0.00005751 + 0.00033970 + 0.00592593 + 0.002 = 0.00847213
    expect(found.toIdeal[2] ** 2).toBeCloseTo(0.0033613, 7);
    expect(found.toAntiIdeal[2] ** 2).toBeCloseTo(0.00847213, 7);
  });

  test("the printed distances, to a unit of their last digit: the book goes on from four digits", () => {
    // Its column of costs is divided by 10.863, not by √117.75 = 10.851: 0.5063, 0.5983, 0.4143, 0.4603
    const PRINTED = { rtol: 0, atol: 1e-4 };
    expect(found.toIdeal).toBeAllClose([0.0545, 0.1197, 0.058, 0.1009], PRINTED);
    expect(found.toAntiIdeal).toBeAllClose([0.0983, 0.0439, 0.092, 0.0458], PRINTED);
  });
});

describe("agrees with numpy and pymcdm", () => {
  test.each(fixture.cases)("a made-up table", (made) => {
    for (const normalisation of NORMALISATIONS) {
      const { scores } = topsis(made.matrix, { weights: made.weights, directions, normalisation });
      expect(scores).toBeAllClose(made.topsis[normalisation as "vector"], FIXTURE);
    }
    const { scores } = topsis(made.matrix, { weights: made.weights, directions, normalisation: "minMax" });
    expect(scores).toBeAllClose(made.topsisMinMaxPymcdm, FIXTURE);
  });
});

describe("properties", () => {
  test.each(NORMALISATIONS)(
    "%s: scores from 0 to 1 that no unit and no scale of the weights moves",
    (normalisation) => {
      const units = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 });
      fc.assert(
        fc.property(matrices(4), units, (m, unit) => {
          const how = { directions, normalisation };
          const { scores } = topsis(m, { weights, ...how });
          scores.forEach((score) => {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          });
          const rescaled = m.map((row) => row.map((x, j) => x * unit[j]));
          expect(topsis(rescaled, { weights, ...how }).scores).toBeAllClose(scores, {
            rtol: 1e-9,
            atol: 1e-12,
          });
          const heavier = weights.map((w) => 7 * w);
          expect(topsis(m, { weights: heavier, ...how }).scores).toBeAllClose(scores, {
            rtol: 1e-9,
            atol: 1e-12,
          });
        }),
      );
    },
  );

  test("the order of the strategies moves no score", () => {
    fc.assert(
      fc.property(matrices(4), (m) => {
        const { scores } = topsis(m, { weights, directions });
        const turned = topsis([...m].reverse(), { weights, directions }).scores;
        expect([...turned].reverse()).toBeAllClose(scores, { rtol: 1e-9, atol: 1e-12 });
      }),
    );
  });

  test("a duplicate has the score of its twin; scaled by min and max it moves nobody else", () => {
    fc.assert(
      fc.property(matrices(4), (m) => {
        const doubled = [...m, m[0]];
        const vector = topsis(doubled, { weights, directions });
        expect(vector.scores[m.length]).toBe(vector.scores[0]);
        expect(vector.ranks[m.length]).toBe(vector.ranks[0]);
        const plain = topsis(m, { weights, directions, normalisation: "minMax" }).scores;
        const more = topsis(doubled, { weights, directions, normalisation: "minMax" }).scores;
        expect(more.subarray(0, m.length)).toBeAllClose(plain, { atol: 1e-12 });
      }),
    );
  });

  test("who is better in every criterion has the higher score", () => {
    fc.assert(
      fc.property(matrices(4), (m) => {
        const better = m[0].map((x, j) => x + (directions[j] === "max" ? 1 : -1));
        const { scores } = topsis([...m, better], { weights, directions });
        expect(scores[m.length]).toBeGreaterThan(scores[0]);
      }),
    );
  });
});

describe("degenerate tables have an answer", () => {
  test("strategies that are all alike are neither near nor far", () => {
    const { scores, ranks } = topsis(
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      { weights: [1, 1], directions: ["max", "min"] },
    );
    expect(scores).toEqual(Float64Array.of(0.5, 0.5, 0.5));
    expect(ranks).toEqual([1, 1, 1]);
  });

  test.each(NORMALISATIONS)(
    "a criterion that is the same for all, or 0 for all, moves nothing (%s)",
    (normalisation) => {
      const alone = topsis([[1], [2], [4]], { weights: [1], directions: ["max"], normalisation });
      for (const same of [0, 3]) {
        const matrix = [
          [1, same],
          [2, same],
          [4, same],
        ];
        const both = topsis(matrix, { weights: [0.5, 0.5], directions: ["max", "min"], normalisation });
        expect(both.scores).toBeAllClose(alone.scores, { atol: 1e-12 });
      }
    },
  );

  test("values below 0 are values like others", () => {
    expect(topsis([[-1], [0], [1]], { weights: [1], directions: ["max"] }).scores).toBeAllClose([0, 0.5, 1]);
  });
});

test("says what is wrong with its arguments", () => {
  const [matrix, weights, ways] = [
    [
      [1, 2],
      [3, 1],
    ],
    [0.5, 0.5],
    ["max", "min"] as Direction[],
  ];
  expect(() => topsis([[1, 2]], { weights, directions: ways })).toThrow(
    "at least 2 rows (strategies), got 1",
  );
  expect(() => topsis(matrix, { weights: [1], directions: ways })).toThrow(
    "weights and matrix[0] must have the same length",
  );
  expect(() => topsis(matrix, { weights: [1, -1], directions: ways })).toThrow(
    "weights[1] must be at least 0, got -1",
  );
  expect(() => topsis(matrix, { weights: [0, 0], directions: ways })).toThrow("weights must be not all 0");
  expect(() => topsis(matrix, { weights, directions: ["max", "low"] as never })).toThrow(
    'directions[1] must be one of "max", "min"',
  );
  expect(() => topsis(matrix, { weights, directions: ["max"] })).toThrow(
    "directions and matrix[0] must have the same length",
  );
  expect(() => topsis(3 as never, { weights, directions: ways })).toThrow("matrix must be a list of rows");
});

describe("any unit", () => {
  const power = fc.integer({ min: -200, max: 200 }).map((exponent) => 10 ** exponent);
  const rows = [[0.3, 5], [0.1, -3], [0.2, 1]]; // prettier-ignore

  test.each(["vector", "minMax", "max", "sum"] as const)(
    "weights and values of 1e-200 to 1e200, %s",
    (normalisation) => {
      const options = { directions: ["max", "min"] as const, normalisation };
      const usual = topsis(rows, { ...options, weights: [0.6, 0.4] });
      fc.assert(
        fc.property(power, power, (unit, scale) => {
          const found = topsis(rows.map(([a, b]) => [a, b * unit]), { ...options, weights: [0.6 * scale, 0.4 * scale] }); // prettier-ignore
          expect(found.scores).toBeAllClose(usual.scores, { rtol: 1e-12 });
          expect(found.ranks).toEqual(usual.ranks);
          expect(found.toIdeal.map((d) => d / scale)).toBeAllClose(usual.toIdeal, { rtol: 1e-12 });
        }),
      );
    },
  );

  test("weights of other criteria can be as far apart as numbers can", () => {
    const { scores } = topsis(rows, { weights: [1e200, 1e-200], directions: ["max", "max"] });
    expect(scores).toBeAllClose([1, 0, 0.5]); // the first criterion alone
  });
});

test("what is the same for all but for rounding moves no score, and equal scores share a rank", () => {
  const matrix = [[0.3, 5], [0.1 + 0.2, 3], [0.3, 1]]; // prettier-ignore
  for (const normalisation of ["vector", "minMax", "max", "sum"] as const) {
    const { scores } = topsis(matrix, { weights: [1, 1], directions: ["max", "max"], normalisation });
    expect(scores).toBeAllClose([1, 0.5, 0]);
    const twins = topsis([[0.3, 1], [0.1 + 0.2, 1]], { weights: [1, 1], directions: ["max", "min"], normalisation }); // prettier-ignore
    expect([...twins.scores]).toEqual([0.5, 0.5]);
  }
  expect(ranksOf([0.5, 0.5 + 1e-15, 0.9])).toEqual([2, 2, 1]);
});
