import { checkNumber, checkOneOf, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkReturnRows } from "../measures/checkReturns";

/**
 * Which share of the scenarios is the tail. "exact": (1 − level)·S of them, the last one in part (Rockafellar and Uryasev 2002).
 * "interpolated": those at or below the interpolated (1 − level) quantile, as paper 2 (mosef2025) has it: the
 * ⌊(1 − level)(S − 1)⌋ + 1 worst ones, 2 of 30 at 95 %.
 */
export type TailRule = "exact" | "interpolated";

/** What the functions of the tail accept. */
export interface TailOptions {
  /** Confidence level, above 0 and below 1; 0.95 by default, as in paper 2 (mosef2025). */
  readonly level?: number;
  /** "exact" by default. */
  readonly tail?: TailRule;
}

/** Returns of the assets in S scenarios. */
export interface Scenarios {
  /** S rows of n, one after the other. */
  readonly returns: Float64Array;
  readonly count: number;
  readonly assets: number;
  /** How many scenarios the tail holds; may be fractional. */
  readonly tailCount: number;
}

export function checkScenarios(
  where: string,
  scenarios: readonly ArrayLike<number>[],
  { level = 0.95, tail = "exact" }: TailOptions,
): Scenarios {
  const { returns, count, assets } = flatScenarios(where, scenarios);
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  checkOneOf(where, "tail", tail, ["exact", "interpolated"]);
  const share = 1 - level;
  if (tail === "interpolated")
    return { returns, count, assets, tailCount: Math.floor(share * (count - 1) + 1e-9) + 1 };
  const tailCount = share * count;
  if (tailCount < 1 - 1e-9)
    throw new ShapeError(
      where,
      `the tail at level ${level} needs at least ${Math.ceil(1 / share - 1e-9)} scenarios to hold one of them, got ${count}`,
    );
  return { returns, count, assets, tailCount };
}

/** @throws unless `scenarios` are rows of the same length, of finite numbers, and no prices. */
export function flatScenarios(
  where: string,
  scenarios: readonly ArrayLike<number>[],
): { returns: Float64Array; count: number; assets: number } {
  if ((scenarios as unknown) == null || typeof scenarios !== "object" || !(scenarios.length > 0))
    throw new DomainError(where, "scenarios", scenarios, "a list of rows, one return per asset in each");
  const count = scenarios.length;
  checkVector(where, "scenarios[0]", scenarios[0]);
  const assets = scenarios[0].length;
  const returns = new Float64Array(count * assets);
  for (let s = 0; s < count; s++) {
    const row = scenarios[s];
    checkVector(where, `scenarios[${s}]`, row);
    if (row.length !== assets)
      throw new ShapeError(where, `scenarios must have one return per asset, got ${row.length} in row ${s} and ${assets} in row 0`); // prettier-ignore
    returns.set(row, s * assets);
  }
  checkReturnRows(where, "scenarios", scenarios);
  return { returns, count, assets };
}

/** The mean return of each asset. */
export function scenarioMeans({
  returns,
  count,
  assets,
}: Pick<Scenarios, "returns" | "count" | "assets">): Float64Array {
  const mean = new Float64Array(assets);
  for (let s = 0; s < count; s++) for (let i = 0; i < assets; i++) mean[i] += returns[s * assets + i] / count;
  return mean;
}
