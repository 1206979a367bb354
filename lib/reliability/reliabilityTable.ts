import { printsAs } from "../core/printing";
import { CRITERIA, reliabilityCriteria, type CriteriaOptions, type Criterion } from "./criteria";
import { rankByCriteria, type RankingOptions } from "./rankByCriteria";
import type { StrategyReturns } from "./strategies";

export interface ReliabilityOptions extends CriteriaOptions, RankingOptions {}

/** A strategy's line in the table: its criteria, its score (the higher the better) and its place. */
export interface ReliabilityRow extends Readonly<Record<Criterion, number>> {
  readonly strategy: string;
  readonly score: number;
  readonly rank: number;
}

/** Tables 5 and 6 of paper 1 in one. */
export interface ReliabilityTable {
  /** In the order of the strategies. */
  readonly rows: readonly ReliabilityRow[];
  readonly weights: Readonly<Record<Criterion, number>>;
  /** Days. */
  readonly observations: number;
}

/**
 * The reliability analysis of paper 1 (qfe2025), §3.2e: four criteria for each strategy, weights for the criteria, and
 * the strategies' TOPSIS scores.
 *
 * @param strategies - daily returns by name, as fractions: two strategies or more, on the same days.
 * @see {@link reliabilityCriteria} for the criteria, {@link rankByCriteria} for weights and scores.
 */
export function reliabilityTable(
  strategies: StrategyReturns,
  options: ReliabilityOptions = {},
): ReliabilityTable {
  const { strategies: names, matrix, directions, observations } = reliabilityCriteria(strategies, options);
  const { weights, scores, ranks } = rankByCriteria(matrix, directions, options);
  const byCriterion = (values: ArrayLike<number>): Record<Criterion, number> =>
    Object.fromEntries(CRITERIA.map((criterion, j) => [criterion, values[j]])) as Record<Criterion, number>;
  const rows = names.map((strategy, i) =>
    Object.freeze({ strategy, ...byCriterion(matrix[i]), score: scores[i], rank: ranks[i] }),
  );
  const table = { rows: Object.freeze(rows), weights: Object.freeze(byCriterion(weights)), observations };
  return Object.freeze(printsAs(table, () => text(table)));
}

function text({ rows, weights, observations }: ReliabilityTable): string {
  const width = Math.max(8, ...rows.map(({ strategy }) => strategy.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join(" ");
  const numbers = (values: readonly number[]): string[] => values.map((value) => value.toFixed(4));
  const best = [...rows].sort((a, b) => a.rank - b.rank);
  return [
    `reliability of ${rows.length} strategies over ${observations} days, best first`,
    line("", [...CRITERIA, "score"]),
    ...best.map((row) =>
      line(row.strategy, numbers([...CRITERIA.map((criterion) => row[criterion]), row.score])),
    ),
    line("weights", numbers(CRITERIA.map((criterion) => weights[criterion]))),
  ].join("\n");
}
