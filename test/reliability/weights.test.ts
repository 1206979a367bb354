import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criterionEntropies, entropyWeights } from "../../lib/reliability/entropyWeights";
import type { Direction } from "../../lib/reliability/matrix";
import {
  criticWeights,
  equalWeights,
  standardDeviationWeights,
} from "../../lib/reliability/objectiveWeights";
import fixture from "../fixtures/reliability/reliability.json";
import { matrices } from "./matrices";

const directions: readonly Direction[] = ["max", "min", "min", "min"];
const FIXTURE = { rtol: 1e-10, atol: 1e-14 };

describe("by hand", () => {
  // Scaled: 0, 1/2, 1 and 0, 0, 1
  const matrix = [
    [1, 5],
    [2, 5],
    [3, 9],
  ];

  test("entropies: of 1/3 and 2/3 as printed, of 1/2 and 1 undivided; a single 1 has none", () => {
    const e = (Math.log(3) - (2 / 3) * Math.log(2)) / Math.log(3);
    expect(criterionEntropies(matrix)).toBeAllClose([e, 0]);
    const undivided = Math.log(2) / 2 / Math.log(3);
    expect(criterionEntropies(matrix, { variant: "undivided" })).toBeAllClose([undivided, 0]);
  });

  test("weights: what is told, 1 − e, in proportion", () => {
    const e = criterionEntropies(matrix)[0];
    expect(entropyWeights(matrix)).toBeAllClose([(1 - e) / (2 - e), 1 / (2 - e)]);
  });

  test("a criterion to be kept low is scaled downwards if its direction is given", () => {
    // 1, 1, 0: entropy ln 2 / ln 3
    const e = criterionEntropies(matrix, { directions: ["max", "min"] });
    expect([e[1]]).toBeAllClose([Math.log(2) / Math.log(3)]);
  });

  test("equal and standard deviation", () => {
    expect(equalWeights(matrix)).toEqual(Float64Array.of(0.5, 0.5));
    // Scaled deviations 1/2 and √(1/3)
    const [a, b] = [0.5, Math.sqrt(1 / 3)];
    expect(standardDeviationWeights(matrix)).toBeAllClose([a / (a + b), b / (a + b)]);
  });

  test("CRITIC: two criteria that say the same share what a third tells alone", () => {
    const three = [
      [0, 0, 1],
      [1, 1, 0],
      [2, 2, 1],
    ];
    // ρ = 1 between the first two, 0 to the third: C = σ₁·1, σ₁·1, σ₃·2, with σ₁ = 1/2 and σ₃ = √(1/3)
    const total = 1 + 2 * Math.sqrt(1 / 3);
    const all: Direction[] = ["max", "max", "max"];
    expect(criticWeights(three, all)).toBeAllClose([
      0.5 / total,
      0.5 / total,
      (2 * Math.sqrt(1 / 3)) / total,
    ]);
  });
});

describe("agree with pymcdm, scipy and numpy", () => {
  test.each(fixture.cases)("a made-up table", (made) => {
    expect(entropyWeights(made.matrix)).toBeAllClose(made.entropyPrinted, FIXTURE);
    expect(entropyWeights(made.matrix, { directions })).toBeAllClose(made.entropyDirected, FIXTURE);
    const positive = made.matrix.map((row) => row.map(Math.abs));
    expect(entropyWeights(positive, { variant: "raw" })).toBeAllClose(made.entropyRaw, FIXTURE);
    expect(standardDeviationWeights(made.matrix)).toBeAllClose(made.standardDeviation, FIXTURE);
    expect(criticWeights(made.matrix, directions)).toBeAllClose(made.critic, FIXTURE);
  });

  test("pymcdm's own CRITIC, all criteria to be high", () => {
    const { matrix, weights } = fixture.criticPymcdm;
    expect(criticWeights(matrix, ["max", "max", "max", "max"])).toBeAllClose(weights, FIXTURE);
  });
});

describe("properties", () => {
  const weightings = [
    ["printed", (m: number[][]) => entropyWeights(m)],
    ["directed", (m: number[][]) => entropyWeights(m, { directions })],
    ["standard deviation", (m: number[][]) => standardDeviationWeights(m)],
    ["equal", (m: number[][]) => equalWeights(m)],
  ] as const;

  test.each(weightings)(
    "%s: from 0 to 1, with sum 1; neither units nor the order of strategies matter",
    (_, weigh) => {
      fc.assert(
        fc.property(
          matrices(4),
          fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
          (m, units) => {
            const weights = weigh(m);
            expect([weights.reduce((sum, w) => sum + w, 0)]).toBeAllClose([1]);
            weights.forEach((w) => expect(w).toBeGreaterThanOrEqual(0));
            expect(weigh(m.map((row) => row.map((x, j) => x * units[j])))).toBeAllClose(weights, {
              rtol: 1e-6,
              atol: 1e-9,
            });
            expect(weigh([...m].reverse())).toBeAllClose(weights, { rtol: 1e-9, atol: 1e-12 });
          },
        ),
      );
    },
  );
});

describe("what has no weight is refused, with its place", () => {
  test("a criterion that is the same for all, whatever the variant", () => {
    const matrix = [
      [1, 3],
      [2, 3],
    ];
    for (const variant of ["printed", "undivided", "raw"] as const)
      expect(() => entropyWeights(matrix, { variant })).toThrow(
        "entropyWeights: column 1 of matrix must be different for at least two strategies, got 3",
      );
    expect(() => standardDeviationWeights(matrix)).toThrow("column 1 of matrix");
    expect(() => criticWeights(matrix, ["max", "max"])).toThrow("column 1 of matrix");
  });

  test("values below 0 as raw proportions", () => {
    const matrix = [[-1], [2]];
    expect(() => entropyWeights(matrix, { variant: "raw" })).toThrow(
      'at least 0 for the variant "raw", got -1',
    );
    expect(entropyWeights(matrix)).toEqual(Float64Array.of(1));
  });

  test("an undivided entropy above 1", () => {
    // r = 0, 0.4 (four times), 1: 4·0.3665/ln 6 = 0.818; with 40 of them it is far above 1
    const matrix = [[0, 0], ...Array.from({ length: 40 }, (_, i) => [0.4, i]), [1, 50]];
    expect(() => entropyWeights(matrix, { variant: "undivided" })).toThrow(
      "the undivided entropy of column 0 must be at most 1, or its weight is negative, got",
    );
  });

  test("criteria that all say the same, for CRITIC", () => {
    const matrix = [
      [1, 10],
      [2, 20],
    ];
    expect(() => criticWeights(matrix, ["max", "max"])).toThrow("criteria that do not all say the same");
  });

  test("one row, a row too short, NaN", () => {
    expect(() => entropyWeights([[1, 2]])).toThrow("matrix must hold at least 2 rows (strategies), got 1");
    expect(() => entropyWeights([[1, 2], [1]])).toThrow(
      "matrix[0] and matrix[1] must have the same length, got 2 and 1",
    );
    expect(() => entropyWeights([[1], [Number.NaN]])).toThrow(
      "matrix[1][0] must be a finite number, got NaN",
    );
  });
});

test("a criterion that is the same for all but for rounding is refused as an equal one", () => {
  const matrix = [[5, 0.3], [3, 0.1 + 0.2], [1, 0.3]]; // prettier-ignore
  for (const variant of ["printed", "undivided", "raw"] as const)
    expect(() => entropyWeights(matrix, { variant })).toThrow(
      "column 1 of matrix must be different for at least two",
    );
  expect(() => standardDeviationWeights(matrix)).toThrow("column 1 of matrix");
  expect(() => criticWeights(matrix, ["max", "max"])).toThrow("column 1 of matrix");
});

test.each([1e-200, 1e-12, 1e12, 1e200])("weights don't hang on the unit of a criterion: %s", (unit) => {
  const matrix = [[5, 0.3], [3, 0.1], [1, 0.25]]; // prettier-ignore
  const other = matrix.map(([a, b]) => [a, b * unit]);
  for (const variant of ["printed", "raw"] as const)
    expect(entropyWeights(other, { variant })).toBeAllClose(entropyWeights(matrix, { variant }));
  expect(standardDeviationWeights(other)).toBeAllClose(standardDeviationWeights(matrix));
  expect(criticWeights(other, ["max", "min"])).toBeAllClose(criticWeights(matrix, ["max", "min"]));
});
