import { VolfolioError } from "../core/errors";
import {
  bootstrapIntervals,
  type BootstrapInterval,
  type BootstrapIntervalOptions,
} from "../statistics/bootstrapInterval";
import { checkedCriteria, CRITERIA, CRITERIA_DIRECTIONS, criteriaOf, type Criterion } from "./criteria";
import { rankByCriteria } from "./rankByCriteria";
import { reliabilityTable, type ReliabilityOptions } from "./reliabilityTable";
import type { StrategyReturns } from "./strategies";

export interface ReliabilityIntervalOptions
  extends ReliabilityOptions, Omit<BootstrapIntervalOptions, "method"> {}

/** How sure a strategy's criteria, score and place are. */
export interface ReliabilityInterval extends Readonly<Record<Criterion | "score", BootstrapInterval>> {
  readonly strategy: string;
  /** In which share of the replications the strategy has rank 1, rank 2, … (equal ranks: all at the lower number). */
  readonly rankShares: Float64Array;
}

/**
 * Bootstrap intervals of everything in the reliability table: blocks of days are drawn, the same for all strategies, and
 * the whole table is computed again, weights included. A replication in which a strategy has no criteria (the same
 * return throughout a window, say) is left out.
 *
 * @param strategies - as for `reliabilityTable`.
 */
export function reliabilityIntervals(
  strategies: StrategyReturns,
  options: ReliabilityIntervalOptions,
): readonly ReliabilityInterval[] {
  const { names, returns } = checkedCriteria("reliabilityIntervals", strategies, options);
  reliabilityTable(strategies, options); // says what is wrong, if there is no table
  const { benchmark } = options;
  const series = benchmark ? [...returns, benchmark] : returns;
  const ranksDrawn: (readonly number[])[] = [];
  const table = (drawn: readonly ArrayLike<number>[]): number[] => {
    const own = { ...options, ...(benchmark && { benchmark: drawn[names.length] }) };
    const found = tableOf(drawn.slice(0, names.length), own);
    if (found) ranksDrawn.push(found.ranks);
    return found?.values ?? new Array<number>(names.length * WIDTH).fill(Number.NaN);
  };
  const intervals = bootstrapIntervals(series, table, options);
  const replicated = ranksDrawn.slice(1); // the first are those of the series as they are
  return Object.freeze(
    names.map((strategy, i) => {
      const own = intervals.slice(i * WIDTH, (i + 1) * WIDTH);
      const named = Object.fromEntries([...CRITERIA, "score"].map((name, j) => [name, own[j]]));
      const shareOf = (rank: number): number =>
        replicated.filter((ranks) => ranks[i] === rank).length / replicated.length;
      const rankShares = Float64Array.from(names, (_, place) => shareOf(place + 1));
      return Object.freeze({
        strategy,
        ...(named as Record<Criterion | "score", BootstrapInterval>),
        rankShares,
      });
    }),
  );
}

const WIDTH = CRITERIA.length + 1;

/** Strategy after strategy, its criteria and its score; nothing where there are none. */
function tableOf(
  returns: readonly ArrayLike<number>[],
  options: ReliabilityOptions,
): { values: number[]; ranks: readonly number[] } | undefined {
  try {
    const matrix = returns.map((own) => criteriaOf(own, options));
    const { scores, ranks } = rankByCriteria(matrix, CRITERIA_DIRECTIONS, options);
    return { values: matrix.flatMap((row, i) => [...row, scores[i]]), ranks };
  } catch (error) {
    if (error instanceof VolfolioError) return undefined;
    throw error;
  }
}
