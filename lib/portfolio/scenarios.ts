import { checkNumber } from "../core/checks";
import { transpose } from "../math/matrix";
import { settled } from "../math/varies";
import { checkReturnRows } from "../measures/checkReturns";
import { checkedTail, tailCountOf, type TailOptions } from "../measures/historicalTail";

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
  { level = 0.95, tail }: TailOptions,
): Scenarios {
  const { returns, count, assets } = flatScenarios(where, scenarios);
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  const tailCount = tailCountOf(where, "scenarios", count, 1 - level, checkedTail(where, tail));
  return { returns, count, assets, tailCount };
}

/**
 * The scenarios as one list; an asset whose returns are the same but for rounding has exactly the same in all.
 *
 * @throws unless `scenarios` are rows of the same length, of finite numbers, and no prices.
 */
export function flatScenarios(
  where: string,
  scenarios: readonly ArrayLike<number>[],
): { returns: Float64Array; count: number; assets: number } {
  const assets = checkReturnRows(where, "scenarios", scenarios, 1);
  const count = scenarios.length;
  const returns = new Float64Array(count * assets);
  transpose(scenarios).forEach((column, i) => {
    settled(column).forEach((r, s) => (returns[s * assets + i] = r));
  });
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
