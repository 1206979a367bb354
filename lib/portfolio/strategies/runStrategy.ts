import { checkInteger, checkPositiveVector, checkSameLength } from "../../core/checks";
import { DomainError, VolfolioError } from "../../core/errors";
import { printsAs } from "../../core/printing";
import { simpleReturns } from "../../indicators/returns";
import type { RowRange } from "../../series/splits";
import { checkedStrategy, type StrategySpec } from "./strategies";
import { equalWeights } from "./strategy";

/** A day on which a strategy could not decide. */
export interface FailedDay {
  /** The row of the day. */
  readonly row: number;
  readonly reason: string;
}

/** What a strategy decided, day by day. It prints itself in a line. */
export interface StrategyRun {
  /** One entry a day of the run: Σ|w| = 1, or null where it does not trade. For `simulateInvestment`. */
  readonly weights: readonly (Float64Array | null)[];
  /** Days on which the strategy failed: what was held before stays (equal weights on the first day). */
  readonly failures: readonly FailedDay[];
}

export interface RunStrategyOptions {
  /** The days to decide about, such as `split.test`. */
  readonly days: RowRange;
}

/**
 * Follows a strategy through some days, each decided from the closes of earlier days alone (walk-forward).
 *
 * @param closes - by coin, in USD, length N, on the same days.
 * @param spec - the strategy and its choices, such as one of `BENCHMARK_STRATEGIES`.
 * @param options - the days to decide about.
 * @returns weights for each of the days, in the order of `closes`, and the days that failed.
 * @throws {@link DomainError} for a choice or a close that can't be, or where fewer days come before the first than the
 *   strategy looks at. A day that can't be solved is in `failures` instead.
 * @example
 * const closes = { BTC: [100, 110, 121, 121, 133], ETH: [50, 50, 50, 55, 50] };
 * const spec = { kind: "dynamic", rule: "momentum", window: 3, rebalanceEvery: 1 } as const;
 * const { weights } = v.runStrategy(closes, spec, { days: { from: 4, to: 5, of: 5 } });
 * weights[0]; // → [0.677419, 0.322581]
 */
export function runStrategy(
  closes: Readonly<Record<string, ArrayLike<number>>>,
  spec: StrategySpec,
  { days }: RunStrategyOptions,
): StrategyRun {
  const where = "runStrategy";
  const coins = Object.keys(closes ?? {});
  const strategy = checkedStrategy(where, "strategy", spec, coins);
  const rows = returnRows(where, closes, days);
  const past = strategy.lookBack(spec);
  if (days.from - past < 1)
    throw new DomainError(
      where,
      "days.from",
      days.from,
      `at least ${past + 1}, so that ${past} returns come before`,
    );
  const every = strategy.rebalanceEvery(spec);
  return followed(days, coins.length, (day) =>
    (day - days.from) % every === 0 ? strategy.decide(spec, rows.slice(day - past, day), coins) : null,
  );
}

/**
 * The returns of some days, a row a day, for `simulateInvestment`.
 *
 * @param closes - by coin, in USD, length N.
 * @param days - from row 1 on: the first row has no day before it.
 * @returns a row a day of simple returns as fractions, one a coin in the order of `closes`.
 * @throws {@link DomainError} for a close of 0 or less, or days that are not there; ShapeError where closes differ in length.
 * @example
 * const closes = { BTC: [100, 110, 99], ETH: [50, 50, 60] };
 * v.returnsOn(closes, { from: 1, to: 3, of: 3 }); // → [[0.1000000, 0], [-0.1000000, 0.2000000]]
 */
export function returnsOn(
  closes: Readonly<Record<string, ArrayLike<number>>>,
  days: RowRange,
): readonly Float64Array[] {
  return returnRows("returnsOn", closes, days).slice(days.from, days.to);
}

/** Asks for each day's weights. A day that fails for a reason that the library knows is recorded, and nothing is traded. */
export function followed(
  days: RowRange,
  assets: number,
  weightsFor: (day: number) => Float64Array | null,
): StrategyRun {
  const failures: FailedDay[] = [];
  const weights = Array.from({ length: days.to - days.from }, (_, k) => {
    const day = days.from + k;
    try {
      const decided = weightsFor(day);
      if (decided?.some((w) => !Number.isFinite(w)))
        throw new DomainError("runStrategy", "weights", decided, "finite numbers");
      return decided;
    } catch (error) {
      if (!(error instanceof VolfolioError)) throw error;
      failures.push(Object.freeze({ row: day, reason: error.message }));
      return k === 0 ? equalWeights(assets) : null;
    }
  });
  const run = { weights: Object.freeze(weights), failures: Object.freeze(failures) };
  const trades = weights.filter((row) => row !== null).length;
  return Object.freeze(
    printsAs(run, () => `${weights.length} days, ${trades} with decided weights, ${failures.length} failed`),
  );
}

/** Row t holds the returns of day t; row 0 is empty. */
function returnRows(
  where: string,
  closes: Readonly<Record<string, ArrayLike<number>>>,
  days: RowRange,
): Float64Array[] {
  const entries = Object.entries(closes ?? {});
  if (entries.length === 0) throw new DomainError(where, "closes", closes, "closes by coin");
  entries.forEach(([name, close]) => {
    checkPositiveVector(where, `close of ${name}`, close, 2);
    checkSameLength(where, `close of ${entries[0][0]}`, entries[0][1], `close of ${name}`, close);
  });
  const rows = entries[0][1].length;
  checkInteger(where, "days.from", days?.from, 1, rows - 1);
  checkInteger(where, "days.to", days?.to, days.from + 1, rows);
  const returns = entries.map(([, close]) => simpleReturns(close));
  return Array.from({ length: rows }, (_, t) =>
    t === 0 ? new Float64Array(0) : Float64Array.from(returns, (column) => column[t - 1]),
  );
}
