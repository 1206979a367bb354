import { attempt } from "../core/attempt";
import { checkNumber } from "../core/checks";
import {
  partialIntervals,
  type BootstrapInterval,
  type BootstrapIntervalOptions,
} from "../statistics/bootstrapInterval";
import { checkedCriteria, CRITERIA, CRITERIA_DIRECTIONS, criteriaOf, type Criterion } from "./criteria";
import { rankComplete } from "./rankComplete";
import { reliabilityTable, type ReliabilityOptions } from "./reliabilityTable";
import type { StrategyReturns } from "./strategies";

export interface ReliabilityIntervalOptions
  extends ReliabilityOptions, Omit<BootstrapIntervalOptions, "method" | "level"> {
  /** How sure the intervals are; 0.95 by default. `level` is that of CVaR, as in `reliabilityTable`. */
  readonly intervalLevel?: number;
}

/** How sure a strategy's criteria, score and place are. */
export interface ReliabilityInterval extends Readonly<Record<Criterion | "score", BootstrapInterval>> {
  readonly strategy: string;
  /** In which share of the replications that rank the strategy it has rank 1, rank 2, … (equal ranks: all at the lower number). */
  readonly rankShares: Float64Array;
  /** Which criterion the strategy lacks, and why; its interval and that of the score are NaN then. */
  readonly reason?: string;
}

/**
 * Bootstrap intervals of everything in the reliability table: blocks of days are drawn, the same for all strategies, and
 * the whole table is computed again, weights included. A criterion that a strategy has not got in a replication (where it
 * has the same return throughout a window) is left out there, and so are its score and rank; where this happens in most of
 * them, the interval is NaN.
 *
 * @param strategies - as for `reliabilityTable`.
 * @param options - `rng`; the rest as for `reliabilityTable` and `bootstrapInterval` where it is left out.
 * @returns for each strategy intervals of its criteria and its score, and in which share of the replications it has which
 *   rank.
 * @throws as `reliabilityTable` and `bootstrapInterval`.
 * @example
 * const rng = v.createRng(1);
 * const draws = Array.from({ length: 60 }, () => 0.01 * rng.normal());
 * const strategies = { good: draws.map((x) => 0.02 + x), poor: draws.map((x) => -0.005 - 2 * x) };
 * const [good] = v.reliabilityIntervals(strategies, { rng, replications: 20 });
 * good.strategy; // → "good"
 * good.sharpe.lower < good.sharpe.estimate && good.sharpe.estimate < good.sharpe.upper; // → true
 */
export function reliabilityIntervals(
  strategies: StrategyReturns,
  options: ReliabilityIntervalOptions,
): readonly ReliabilityInterval[] {
  const where = "reliabilityIntervals";
  const { names, returns } = checkedCriteria(where, strategies, options);
  const { rows } = reliabilityTable(strategies, options); // says what is wrong, if there is no table
  const { benchmark, intervalLevel = 0.95 } = options;
  checkNumber(where, "intervalLevel", intervalLevel, Number.MIN_VALUE, 1 - Number.EPSILON);
  const series = benchmark ? [...returns, benchmark] : returns;
  const ranksDrawn: (readonly number[])[] = [];
  const table = (drawn: readonly ArrayLike<number>[]): number[] => {
    const own = { ...options, ...(benchmark && { benchmark: drawn[names.length] }) };
    const { values, ranks } = tableOf(drawn.slice(0, names.length), own);
    ranksDrawn.push(ranks);
    return values;
  };
  const intervals = partialIntervals(where, series, table, {
    ...options,
    level: intervalLevel,
  });
  const replicated = ranksDrawn.slice(1); // the first are those of the series as they are
  return Object.freeze(
    names.map((strategy, i) => {
      const own = intervals.slice(i * WIDTH, (i + 1) * WIDTH);
      const named = Object.fromEntries([...CRITERIA, "score"].map((name, j) => [name, own[j]]));
      const placed = replicated.filter((ranks) => !Number.isNaN(ranks[i]));
      const shareOf = (rank: number): number =>
        placed.filter((ranks) => ranks[i] === rank).length / placed.length;
      const rankShares = Float64Array.from(names, (_, place) => shareOf(place + 1));
      return Object.freeze({
        strategy,
        ...(named as Record<Criterion | "score", BootstrapInterval>),
        rankShares,
        ...(rows[i].reason !== undefined && { reason: rows[i].reason }),
      });
    }),
  );
}

const WIDTH = CRITERIA.length + 1;

/** The criteria and scores of one drawing of days, strategy after strategy, and the ranks. */
function tableOf(
  returns: readonly ArrayLike<number>[],
  options: ReliabilityOptions,
): { values: number[]; ranks: readonly number[] } {
  const matrix = returns.map((own) => criteriaOf(own, options).values);
  const ranking = attempt(() => rankComplete("reliabilityIntervals", matrix, CRITERIA_DIRECTIONS, options));
  const { scores, ranks } = ranking.value ?? { scores: [], ranks: matrix.map(() => Number.NaN) };
  return { values: matrix.flatMap((row, i) => [...row, scores[i] ?? Number.NaN]), ranks };
}
