import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { simpleReturns } from "../../lib/indicators/returns";
import { coefficientOfVariation } from "../../lib/measures/coefficientOfVariation";
import { rollingSharpe, sharpeRatio } from "../../lib/measures/sharpe";
import { reliabilityCriteria } from "../../lib/reliability/criteria";
import { equalWeights } from "../../lib/reliability/objectiveWeights";
import { rankByCriteria } from "../../lib/reliability/rankByCriteria";
import { rankReversal } from "../../lib/reliability/rankReversal";
import { reliabilityIntervals } from "../../lib/reliability/reliabilityIntervals";
import { reliabilityTable } from "../../lib/reliability/reliabilityTable";
import { reliabilityTests } from "../../lib/reliability/reliabilityTests";
import type { StrategyReturns } from "../../lib/reliability/strategies";
import { weightSensitivity } from "../../lib/reliability/weightSensitivity";
import { wilcoxonSignedRank } from "../../lib/statistics/wilcoxonSignedRank";

/** Daily returns of strategies with these mean returns, and 2 % a day around them. */
function strategiesOf(means: Record<string, number>, days = 250, seed = 1): Record<string, Float64Array> {
  const rng = createRng(seed);
  const entries = Object.entries(means).map(([name, mean]) => {
    const own = rng.split(name);
    return [name, Float64Array.from({ length: days }, () => mean + 0.02 * own.normal())] as const;
  });
  return Object.fromEntries(entries);
}

const strategies = strategiesOf({ good: 0.004, fair: 0.002, idle: 0.0005, poor: -0.001 });

describe("criteria and table", () => {
  test("hold what the measures say, in the order of Table 5", () => {
    const { matrix, criteria, directions } = reliabilityCriteria(strategies, { window: 40 });
    const { fair } = strategies;
    const worst = [...fair].sort((a, b) => a - b).slice(0, 13); // of 250 days, the 5 % quantile lies after the 13th
    expect(criteria).toEqual(["sharpe", "cv", "cvar", "p"]);
    expect(directions).toEqual(["max", "min", "min", "min"]);
    expect(matrix[1]).toBeAllClose([
      sharpeRatio(fair),
      coefficientOfVariation(rollingSharpe(fair, { window: 40 })),
      -worst.reduce((sum, r) => sum + r, 0) / 13,
      wilcoxonSignedRank(fair).pValue,
    ]);
  });

  test("the table ranks by the criteria's matrix, and prints itself best first", () => {
    const table = reliabilityTable(strategies);
    const { matrix, directions } = reliabilityCriteria(strategies);
    const { scores, weights } = rankByCriteria(matrix, directions);
    expect(table.rows.map(({ score }) => score)).toEqual([...scores]);
    expect(Object.values(table.weights)).toEqual(Array.from(weights));
    expect(table.rows.map(({ strategy, rank }) => [strategy, rank])).toContainEqual(["good", 1]);
    const lines = inspect(table).split("\n");
    expect(lines[0]).toBe("reliability of 4 strategies over 250 days, best first");
    expect(lines[2]).toMatch(/^good +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +\d\.\d{4} +\d\.\d{4}$/);
    expect(lines.at(-1)).toMatch(/^weights/);
  });

  test("the order of the strategies changes nothing; a twin has the same place", () => {
    const turned = Object.fromEntries(Object.entries(strategies).reverse());
    const scores = (own: StrategyReturns): [string, number][] =>
      reliabilityTable(own).rows.map(({ strategy, score }): [string, number] => [strategy, score]);
    const [plain, back] = [scores(strategies), scores(turned).reverse()];
    expect(back.map(([name]) => name)).toEqual(plain.map(([name]) => name));
    expect(back.map(([, score]) => score)).toBeAllClose(
      plain.map(([, score]) => score),
      { rtol: 1e-12 },
    );
    const { rows } = reliabilityTable({ ...strategies, twin: strategies.good });
    expect(rows[4].score).toBe(rows[0].score);
    expect(rows[4].rank).toBe(rows[0].rank);
  });

  test("against a benchmark, the test is about what a strategy earns above it", () => {
    const benchmark = strategies.idle;
    const { matrix } = reliabilityCriteria(strategies, { benchmark, alternative: "greater" });
    const above = strategies.good.map((r, t) => r - benchmark[t]);
    expect([matrix[0][3]]).toBeAllClose([wilcoxonSignedRank(above, { alternative: "greater" }).pValue]);
  });
});

describe("how sure it is", () => {
  const how = { rng: createRng(3), replications: 60 };
  const intervals = reliabilityIntervals(strategies, { ...how, rng: createRng(3) });

  test("intervals lie around the table's values, and the shares of the places add up", () => {
    const { rows } = reliabilityTable(strategies);
    intervals.forEach((interval, i) => {
      expect(interval.strategy).toBe(rows[i].strategy);
      for (const name of ["sharpe", "cv", "cvar", "p", "score"] as const) {
        expect(interval[name].estimate).toBe(rows[i][name]);
        expect(interval[name].lower).toBeLessThanOrEqual(interval[name].upper);
      }
      expect([interval.rankShares.reduce((sum, share) => sum + share, 0)]).toBeAllClose([1]);
    });
  });

  test("the level of the intervals is not that of CVaR", () => {
    const narrow = reliabilityIntervals(strategies, { ...how, rng: createRng(3), intervalLevel: 0.5 });
    const { rows } = reliabilityTable(strategies, { level: 0.8 });
    const deeper = reliabilityIntervals(strategies, { ...how, rng: createRng(3), level: 0.8 });
    intervals.forEach((interval, i) => {
      expect(narrow[i].cvar.estimate).toBe(interval.cvar.estimate);
      expect(narrow[i].cvar.upper - narrow[i].cvar.lower).toBeLessThan(
        interval.cvar.upper - interval.cvar.lower,
      );
      expect([interval.cvar.level, narrow[i].cvar.level, deeper[i].cvar.level]).toEqual([0.95, 0.5, 0.95]);
      expect(deeper[i].cvar.estimate).toBe(rows[i].cvar);
    });
    expect(() => reliabilityIntervals(strategies, { rng: createRng(3), intervalLevel: 1 })).toThrow(
      "reliabilityIntervals: intervalLevel must be",
    );
  });

  test("the clearly best strategy is mostly first, the clearly worst hardly ever", () => {
    expect(intervals[0].rankShares[0]).toBeGreaterThan(0.5);
    expect(intervals[3].rankShares[0]).toBeLessThan(0.1);
  });

  test("the same seed gives the same intervals; a benchmark is drawn along", () => {
    expect(reliabilityIntervals(strategies, { ...how, rng: createRng(3) })).toEqual(intervals);
    const besides = reliabilityIntervals(strategies, {
      ...how,
      rng: createRng(3),
      benchmark: strategies.good,
    });
    expect(besides[0].sharpe).toEqual(intervals[0].sharpe);
    expect(besides[1].p).not.toEqual(intervals[1].p);
  });
});

describe("reliabilityTests", () => {
  test("a one-sided test tells the winner from the sure loser, whom the paper's p likes as well", () => {
    const two = strategiesOf({ winner: 0.01, loser: -0.01 });
    const { matrix } = reliabilityCriteria(two);
    expect(Math.max(matrix[0][3], matrix[1][3])).toBeLessThan(1e-6);
    const [winner, loser] = reliabilityTests(two);
    expect(winner.pValue).toBeLessThan(1e-6);
    expect(loser.pValue).toBeGreaterThan(0.999);
  });

  test("counting in the number of strategies never makes one look better", () => {
    for (const row of reliabilityTests(strategies)) {
      expect(row.holm).toBeGreaterThanOrEqual(row.benjaminiHochberg);
      expect(row.benjaminiHochberg).toBeGreaterThanOrEqual(row.pValue);
      expect(row.deflatedSharpe).toBeLessThan(row.probabilisticSharpe);
    }
    const [few] = reliabilityTests(strategies);
    const [many] = reliabilityTests(strategies, { trials: 1000 });
    expect(many.deflatedSharpe).toBeLessThan(few.deflatedSharpe);
    expect(() => reliabilityTests(strategies, { trials: 3 })).toThrow(
      "trials must be a whole number, at least 4",
    );
  });
});

describe("rankReversal", () => {
  // Dominance: the first is better than the second in both criteria, and so on
  const ordered = [
    [4, 1],
    [3, 2],
    [2, 3],
    [1, 4],
  ];

  test("where each dominates the next, nothing turns the order", () => {
    const { whole, withoutStrategy, withoutCriterion } = rankReversal(ordered, ["max", "min"]);
    expect(whole.ranks).toEqual([1, 2, 3, 4]);
    expect(withoutStrategy.map(({ ranks }) => ranks)).toEqual([1, 2, 3, 4].map(() => [1, 2, 3]));
    expect([...withoutStrategy, ...withoutCriterion].flatMap(({ reversed }) => reversed)).toEqual([]);
  });

  test("finds the pair that changes places when a criterion goes", () => {
    // By both criteria the first is best; by the second alone the middle one is
    const matrix = [
      [10, 2],
      [1, 1],
      [0, 3],
    ];
    const { whole, withoutCriterion } = rankReversal(matrix, ["max", "min"], { weighting: equalWeights });
    expect(whole.ranks).toEqual([1, 2, 3]);
    expect(withoutCriterion[0]).toMatchObject({ index: 0, ranks: [2, 1, 3], reversed: [[0, 1]] });
    expect(withoutCriterion[1].reversed).toEqual([]);
  });

  test("what can't be ranked any more is a reason, not an exception", () => {
    const matrix = [
      [1, 2],
      [2, 2],
      [3, 5],
    ];
    const { withoutStrategy } = rankReversal(matrix, ["max", "max"]);
    expect(withoutStrategy[2].ranks).toBeUndefined();
    expect(withoutStrategy[2].reason).toContain("column 1 of matrix must be different");
    expect(withoutStrategy[0].ranks).toEqual([2, 1]);
  });

  test("refuses tables from which nothing can be left out", () => {
    expect(() => rankReversal(ordered.slice(0, 2), ["max", "min"])).toThrow(
      "matrix must hold at least 3 strategies and 2 criteria, got 2 and 2",
    );
  });
});

test("weightSensitivity: at weight 1 a criterion decides alone, at its own weight the scores are those of topsis", () => {
  const matrix = [
    [4, 4],
    [3, 1],
  ];
  const [first, second] = weightSensitivity(matrix, {
    weights: [0.25, 0.75],
    directions: ["max", "min"],
    points: 5,
  });
  expect(first.weights).toEqual(Float64Array.of(0, 0.25, 0.5, 0.75, 1));
  expect(first.scores.map((line) => line[4])).toEqual([1, 0]);
  expect(second.scores.map((line) => line[4])).toEqual([0, 1]);
  expect(first.scores[0][1]).toBe(second.scores[0][3]);
});

describe("clear errors", () => {
  const { good, fair } = strategies;
  const dates = Array.from(good, (_, t) => `day ${t}`);

  test("fewer than two strategies, different lengths, NaN, too few days", () => {
    expect(() => reliabilityTable({ good })).toThrow("there must be at least 2 strategies, got 1");
    expect(() => reliabilityTable({ good, fair: fair.subarray(1) })).toThrow(
      "returns of good and returns of fair must have the same length, got 250 and 249",
    );
    expect(() => reliabilityTable({ good, fair: [Number.NaN, ...fair.subarray(1)] })).toThrow(
      "returns of fair[0] must be a finite number, got NaN",
    );
    expect(() => reliabilityTable({ good: good.subarray(0, 20), fair: fair.subarray(0, 20) })).toThrow(
      "returns of good must hold at least 31 values, got 20",
    );
    expect(() => reliabilityTable([good, fair] as never)).toThrow(
      "strategies must be a record of daily returns by name",
    );
  });

  test("returns of different days", () => {
    const shifted = dates.map((date, t) => (t < 3 ? date : `${date}b`));
    const dated = { good: { dates, returns: good }, fair: { dates: shifted, returns: fair } };
    expect(() => reliabilityTable(dated)).toThrow(
      "good and fair must have the same days, got day 3 and day 3b at row 3",
    );
    expect(() => reliabilityTable({ good: { dates, returns: good }, fair })).toThrow(
      "must both have dates, or neither",
    );
    const same = { good: { dates, returns: good }, fair: { dates, returns: fair } };
    expect(reliabilityTable(same).rows).toEqual(reliabilityTable({ good, fair }).rows);
  });

  test("a strategy without criteria is named", () => {
    expect(() => reliabilityTable({ good, still: new Float64Array(250) })).toThrow(
      "reliabilityCriteria: returns of still must be returns that have all four criteria, got 'sharpeRatio: ",
    );
    expect(() => reliabilityIntervals({ good, still: new Float64Array(250) }, { rng: createRng(1) })).toThrow(
      "returns of still must be",
    );
  });

  test("twins alone have nothing that tells them apart", () => {
    expect(() => reliabilityTable({ good, twin: good })).toThrow("column 0 of matrix must be different");
  });
});

describe("a strategy that is flat for a while", () => {
  // In cash for 40 of 250 days: no rolling Sharpe ratio for the windows of 30 days inside
  const { good } = strategies;
  const resting = strategies.fair.map((r, t) => (t >= 100 && t < 140 ? 0 : r));
  const withIt = { ...strategies, resting };

  test("has no CV and no place, and says why; the others have theirs as without it", () => {
    const criteria = reliabilityCriteria(withIt);
    expect(criteria.missing).toEqual([
      {
        strategy: "resting",
        criterion: "cv",
        reason: expect.stringContaining("rollingSharpe: returns[100 to 129]") as string,
      },
    ]);
    expect(criteria.matrix[4][1]).toBeNaN();
    expect(criteria.matrix[4][0]).toBe(sharpeRatio(resting));

    const table = reliabilityTable(withIt);
    const [row] = table.rows.filter(({ strategy }) => strategy === "resting");
    expect(row.reason).toMatch(
      /^cv: rollingSharpe: returns\[100 to 129\] must be values that are not all the same/,
    );
    expect([row.cv, row.score, row.rank]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const others = table.rows.filter(({ strategy }) => strategy !== "resting");
    expect(others).toEqual(reliabilityTable(strategies).rows);
    expect(others.every(({ reason }) => reason === undefined)).toBe(true);
    expect(inspect(table)).toContain("resting has no place: cv: rollingSharpe");
  });

  test("has intervals of what it has; those of the others are as sure as before", () => {
    const options = { replications: 100, rng: createRng(3) };
    const found = reliabilityIntervals(withIt, options);
    const own = found.find(({ strategy }) => strategy === "resting")!;
    expect(own.reason).toContain("cv: rollingSharpe");
    expect(own.sharpe.lower).toBeLessThan(own.sharpe.upper);
    expect([own.cv.lower, own.score.upper]).toEqual([Number.NaN, Number.NaN]);
    const good = found.find(({ strategy }) => strategy === "good")!;
    expect(good.score.replications).toBe(100);
    expect(good.rankShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test("nothing is compared where only one strategy has all criteria", () => {
    expect(() => reliabilityTable({ good, resting })).toThrow(
      "reliabilityTable: at least 2 strategies must have all criteria to be compared, got 1",
    );
  });
});

describe("a strategy of a fixed yield", () => {
  const path = Array.from({ length: 251 }, (_, t) => 100 * 1.001 ** t);
  const fixed = simpleReturns(path); // 0.001, but for rounding
  const withIt = { ...strategies, fixed };

  test("is refused by the table as 0.001, 0.001, … is", () => {
    for (const own of [fixed, new Float64Array(250).fill(0.001)])
      expect(() => reliabilityTable({ ...strategies, fixed: own })).toThrow(
        "reliabilityCriteria: returns of fixed must be returns that have all four criteria, got 'sharpeRatio: ",
      );
  });

  test("has no Sharpe ratio in the tests, which say why; the others are deflated by theirs", () => {
    const found = reliabilityTests(withIt);
    const own = found.find(({ strategy }) => strategy === "fixed")!;
    expect([own.sharpe, own.probabilisticSharpe, own.deflatedSharpe]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(own.reason).toContain("sharpeRatio: returns[0 to 249] must be values that are not all the same");
    const without = reliabilityTests(strategies, { trials: 5 });
    expect(found.slice(0, 4).map((test) => test.deflatedSharpe)).toEqual(
      without.map((test) => test.deflatedSharpe),
    );
    expect(() => reliabilityTests({ fixed, still: new Float64Array(250) })).toThrow(
      "strategies must be at least two whose returns vary",
    );
  });
});

test("levels are no returns", () => {
  let level = Math.log(0.5);
  const logs = strategies.fair.map((r) => (level += r));
  expect(() => reliabilityTable({ ...strategies, logs })).toThrow(
    "reliabilityCriteria: returns of logs must be changes from period to period, not prices or their logarithms",
  );
});
