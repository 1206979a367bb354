import { printsAs } from "../core/printing";
import {
  CRITERIA,
  reliabilityCriteria,
  type CriteriaOptions,
  type Criterion,
  type MissingCriterion,
} from "./criteria";
import type { RankingOptions } from "./rankByCriteria";
import { rankComplete } from "./rankComplete";
import type { StrategyReturns } from "./strategies";

export interface ReliabilityOptions extends CriteriaOptions, RankingOptions {}

/**
 * A strategy's line in the table: its criteria, its score (the higher the better) and its place. Where it lacks a criterion,
 * that, score and rank are NaN, and the other strategies are ranked without it.
 */
export interface ReliabilityRow extends Readonly<Record<Criterion, number>> {
  readonly strategy: string;
  readonly score: number;
  readonly rank: number;
  /** Which criterion is lacking, and why. */
  readonly reason?: string;
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
 * the strategies' TOPSIS scores. A strategy that was flat for a whole window (in cash, say) has no CV and no place; its
 * line says so.
 *
 * @param strategies - daily returns by name, as fractions: two strategies or more, on the same days.
 * @param options - window 30, level 0.95, an interpolated tail, a two-sided test against 0, entropy weights and vector
 *   normalisation where they are left out.
 * @returns a row for each strategy with its criteria, score (0 to 1) and rank; and the weights of the criteria.
 * @throws {@link DomainError} for a strategy whose returns are the same on all days but for rounding, {@link ShapeError}
 *   where fewer than two strategies have all criteria.
 * @see {@link reliabilityCriteria} for the criteria, `rankByCriteria` for weights and scores.
 * @example
 * const strategies = { steady: [0.01, 0.03, 0.01, 0.03], wild: [0.05, -0.06, 0.02, 0.01] };
 * const { rows, weights } = v.reliabilityTable(strategies, { window: 3 });
 * rows.map(({ strategy, rank }) => strategy + " " + rank); // → ["steady 1", "wild 2"]
 * weights.sharpe + weights.cv + weights.cvar + weights.p; // → 1.000000
 */
export function reliabilityTable(
  strategies: StrategyReturns,
  options: ReliabilityOptions = {},
): ReliabilityTable {
  const criteria = reliabilityCriteria(strategies, options);
  const { strategies: names, matrix, directions, missing, observations } = criteria;
  const { weights, scores, ranks } = rankComplete("reliabilityTable", matrix, directions, options);
  const byCriterion = (values: ArrayLike<number>): Record<Criterion, number> =>
    Object.fromEntries(CRITERIA.map((criterion, j) => [criterion, values[j]])) as Record<Criterion, number>;
  const rows = names.map((strategy, i) => {
    const reason = reasonOf(missing, strategy);
    const row = { strategy, ...byCriterion(matrix[i]), score: scores[i], rank: ranks[i] };
    return Object.freeze(reason === undefined ? row : { ...row, reason });
  });
  const table = { rows: Object.freeze(rows), weights: Object.freeze(byCriterion(weights)), observations };
  return Object.freeze(printsAs(table, () => text(table)));
}

/** Which criteria a strategy lacks, and why; undefined where it has all. */
function reasonOf(missing: readonly MissingCriterion[], strategy: string): string | undefined {
  const own = missing.filter((entry) => entry.strategy === strategy);
  return own.length === 0
    ? undefined
    : own.map(({ criterion, reason }) => `${criterion}: ${reason}`).join("; ");
}

function text({ rows, weights, observations }: ReliabilityTable): string {
  const width = Math.max(8, ...rows.map(({ strategy }) => strategy.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join(" ");
  const numbers = (values: readonly number[]): string[] =>
    values.map((value) => (Number.isNaN(value) ? "–" : value.toFixed(4)));
  const place = ({ rank }: ReliabilityRow): number => (Number.isNaN(rank) ? Infinity : rank);
  const best = [...rows].sort((a, b) => Math.sign(place(a) - place(b)) || 0);
  return [
    `reliability of ${rows.length} strategies over ${observations} days, best first`,
    line("", [...CRITERIA, "score"]),
    ...best.map((row) =>
      line(row.strategy, numbers([...CRITERIA.map((criterion) => row[criterion]), row.score])),
    ),
    line("weights", numbers(CRITERIA.map((criterion) => weights[criterion]))),
    ...best.flatMap(({ strategy, reason }) =>
      reason === undefined ? [] : [`${strategy} has no place: ${reason}`],
    ),
  ].join("\n");
}
