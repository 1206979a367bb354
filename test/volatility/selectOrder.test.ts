import { describe, expect, test, vi } from "vitest";
import { CancelledError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import {
  selectGarchOrder,
  type InformationCriterion,
  type SelectOrderOptions,
} from "../../lib/volatility/estimation/selectOrder";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { EXAMPLES } from "./examples";

const { returns } = simulateVolatility(EXAMPLES.longGarch.spec, EXAMPLES.longGarch.params, {
  length: 600,
  rng: createRng(91),
});
const grid = { archLags: [1, 2], garchLags: [1, 2, 3] };

interface Row {
  readonly archLags: number;
  readonly garchLags: number;
  readonly mean: "constant" | "zero" | "ar";
  readonly logLikelihood: number;
  readonly parameters: number;
  readonly aic: number;
  readonly bic: number;
  readonly hqic: number;
  readonly persistence: number;
  readonly onBound: string;
  readonly convergence: string;
}
const rowsOf = (options: SelectOrderOptions): Row[] =>
  selectGarchOrder(returns, options).table.objects() as Row[];

describe("the table", () => {
  const rows = rowsOf(grid);

  test("has a row for each order and mean, in the order of the lists", () => {
    expect(rows.map(({ archLags, garchLags, mean }) => [archLags, garchLags, mean])).toEqual(
      ["constant", "zero"].flatMap((mean) => [1, 2].flatMap((a) => [1, 2, 3].map((g) => [a, g, mean]))),
    );
    expect(Object.keys(rows[0])).toEqual([
      ...["archLags", "garchLags", "mean", "logLikelihood", "parameters", "aic", "bic", "hqic"],
      ...["persistence", "onBound", "convergence"],
    ]);
  });

  test("counts parameters and penalises them", () => {
    for (const row of rows) {
      const k = 1 + row.archLags + row.garchLags + (row.mean === "constant" ? 1 : 0);
      expect(row.parameters).toBe(k);
      const lost = -2 * row.logLikelihood;
      expect([row.aic, row.bic, row.hqic]).toBeAllClose([
        lost + 2 * k,
        lost + k * Math.log(600),
        lost + 2 * k * Math.log(Math.log(600)),
      ]);
      expect(["converged", "stalled"]).toContain(row.convergence);
      expect(row.persistence).toBeLessThan(1);
    }
  });

  test("each row is the fit of that model", () => {
    for (const row of rows.filter((_, i) => i % 3 === 0)) {
      const { archLags, garchLags, mean } = row;
      const { estimate } = fitVolatility(returns, { kind: "garch", archLags, garchLags }, { mean });
      expect(row.logLikelihood).toBeCloseTo(estimate.logLikelihood, 8);
      expect(row.onBound).toBe(estimate.onBound.join(", "));
    }
  });

  test("more lags or a mean never lower the log-likelihood", () => {
    const height = (a: number, g: number, mean: string): number =>
      rows.find((row) => row.archLags === a && row.garchLags === g && row.mean === mean)!.logLikelihood +
      1e-7;
    for (const mean of ["constant", "zero"])
      for (const g of [1, 2, 3]) {
        expect(height(2, g, mean)).toBeGreaterThanOrEqual(height(1, g, mean) - 1e-7);
        for (const a of [1, 2])
          if (g < 3) expect(height(a, g + 1, mean)).toBeGreaterThanOrEqual(height(a, g, mean) - 1e-7);
      }
    for (const { archLags, garchLags } of rows)
      expect(height(archLags, garchLags, "constant")).toBeGreaterThanOrEqual(
        height(archLags, garchLags, "zero") - 1e-7,
      );
  });

  test("does not depend on the order of the lists, nor on what else is in the grid", () => {
    const turned = rowsOf({ archLags: [2], garchLags: [3, 1], means: ["zero"] });
    for (const row of turned) {
      const twin = rows.find((r) => r.archLags === 2 && r.garchLags === row.garchLags && r.mean === "zero")!;
      expect(row.logLikelihood).toBeCloseTo(twin.logLikelihood, 8);
    }
  });
});

describe("the best", () => {
  test.each(["aic", "bic", "hqic"] as const)(
    "has the least %s, and its standard errors",
    (criterion: InformationCriterion) => {
      const { table, best, estimates } = selectGarchOrder(returns, { ...grid, criterion });
      const values = (table.objects() as Row[]).map((row) => row[criterion]);
      expect(best.estimate[criterion]).toBeCloseTo(Math.min(...values), 8);
      expect(estimates.map((e) => e[criterion])).toEqual(values);
      expect(best.estimate.standardErrors.robust.omega).toBeGreaterThan(0);
    },
  );

  test("BIC never takes more parameters than AIC", () => {
    const by = (criterion: InformationCriterion): number =>
      selectGarchOrder(returns, { ...grid, criterion }).best.estimate.parameterCount;
    expect(by("bic")).toBeLessThanOrEqual(by("aic"));
  });
});

test("all means explain the same days, so that criteria can be compared", () => {
  const { estimates } = selectGarchOrder(returns, { archLags: [1], garchLags: [1], means: ["zero", "constant", "ar"], arLags: 3 }); // prettier-ignore
  expect(estimates.map(({ observations }) => observations)).toEqual([597, 597, 597]);
  expect(estimates[2].logLikelihood).toBeGreaterThan(estimates[1].logLikelihood - 0.5);
  const alone = fitVolatility(returns.slice(3), { kind: "garch", archLags: 1, garchLags: 1 }).estimate;
  expect(estimates[1].logLikelihood).toBeCloseTo(alone.logLikelihood, 9);
});

describe("long work", () => {
  test("tells how far it is, and with which model", () => {
    const onProgress = vi.fn();
    selectGarchOrder(returns, { archLags: [1, 2], garchLags: [1], means: ["zero"], onProgress });
    expect(onProgress.mock.calls.map(([event]) => event as unknown)).toEqual([
      { stage: "order", done: 1, of: 2, note: "GARCH(1,1), zero mean" },
      { stage: "order", done: 2, of: 2, note: "GARCH(2,1), zero mean" },
    ]);
  });

  test("stops when it is asked to", () => {
    const controller = new AbortController();
    const onProgress = vi.fn(({ done }: { done: number }) => done === 2 && controller.abort());
    expect(() => selectGarchOrder(returns, { ...grid, onProgress, signal: controller.signal })).toThrow(
      CancelledError,
    );
    expect(onProgress).toHaveBeenCalledTimes(2);
  });
});

describe("refuses, in words, before any work", () => {
  test.each([
    [{ archLags: [] }, "selectGarchOrder: archLags must be a list of one or more values, got []"],
    [{ garchLags: 4 }, "garchLags must be a list of one or more values, got 4"],
    [{ means: "zero" }, "means must be a list"],
    [{ means: ["median"] }, "mean must be one of"],
    [{ archLags: [1, 0] }, "archLags must be a whole number from 1 to 100, got 0"],
    [{ garchLags: [1, 1.5] }, "garchLags must be a whole number from 0 to 100, got 1.5"],
    [{ archLags: [1, 90] }, "returns must hold at least"],
    [{ criterion: "r2" }, 'criterion must be one of "aic", "bic", "hqic"'],
  ])("%o", (options, message) => {
    const onProgress = vi.fn();
    const run = (): unknown => selectGarchOrder(returns, { ...(options as object), onProgress });
    expect(run).toThrow(message);
    if (!message.startsWith("returns")) expect(onProgress).not.toHaveBeenCalled();
  });

  test("returns that are none", () => {
    expect(() => selectGarchOrder(undefined as never)).toThrow(
      "selectGarchOrder: returns must be a list of numbers",
    );
  });
});
