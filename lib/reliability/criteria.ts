import { attempt, type Attempt } from "../core/attempt";
import { checkInteger, checkNumber, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { differencesOf } from "../math/varies";
import { coefficientOfVariation } from "../measures/coefficientOfVariation";
import { rollingSharpe, sharpeRatio } from "../measures/sharpe";
import { checkedTail, type TailRule } from "../measures/historicalTail";
import { conditionalValueAtRisk } from "../measures/valueAtRisk";
import { wilcoxonSignedRank, type Alternative } from "../statistics/wilcoxonSignedRank";
import type { Direction } from "./matrix";
import { checkedStrategies, type StrategyReturns } from "./strategies";

/** The paper's four criteria, in the order of Table 5. */
export type Criterion = "sharpe" | "cv" | "cvar" | "p";

export const CRITERIA: readonly Criterion[] = ["sharpe", "cv", "cvar", "p"];

/** The Sharpe ratio is to be high, the others are to be low. */
export const CRITERIA_DIRECTIONS: readonly Direction[] = ["max", "min", "min", "min"];

export interface CriteriaOptions {
  /** Days in a window of the rolling Sharpe ratio; 30 by default: the paper names none. */
  readonly window?: number;
  /** Of CVaR; 0.95 by default, as in the paper. */
  readonly level?: number;
  /** What the tail of CVaR is; "interpolated" by default. */
  readonly tail?: TailRule;
  /** Of the Wilcoxon test; "twoSided" by default, as in eq. 28, "greater" tells winners from losers. */
  readonly alternative?: Alternative;
  /** Xᵢ of eq. 25: daily returns that a strategy is compared with by the Wilcoxon test; 0 by default. */
  readonly benchmark?: ArrayLike<number>;
}

/** A criterion that a strategy has not got: CV where it was flat, say in cash, for a whole window. */
export interface MissingCriterion {
  readonly strategy: string;
  readonly criterion: Criterion;
  readonly reason: string;
}

/** What each strategy reaches in each criterion. */
export interface ReliabilityCriteria {
  readonly strategies: readonly string[];
  readonly criteria: readonly Criterion[];
  readonly directions: readonly Direction[];
  /** Strategies in rows, criteria in columns; NaN where a strategy has not got one. */
  readonly matrix: readonly Float64Array[];
  /** The entries that are NaN, and why; none as a rule. */
  readonly missing: readonly MissingCriterion[];
  /** Days. */
  readonly observations: number;
}

/**
 * The four criteria of Table 5 for several strategies.
 *
 *     Sharpe = μ / σ                                        paper 1 (qfe2025), eq. 22: risk-adjusted return
 *     CV     = σ(rolling Sharpe) / E(rolling Sharpe)        eq. 23: stability
 *     CVaR   = −E(R | R ≤ VaR)                              eq. 24: risk, the mean loss in the worst 5 % of the days
 *     p      = 2 Φ(−|Z|)                                    eqs. 25 to 28: Wilcoxon's test of the returns
 *
 * Read them with care: CV explodes where the mean of the rolling ratio is near 0 and is negative, so "low", for a losing
 * strategy; a two-sided p is low for a sure loser too.
 *
 * @param strategies - daily returns by name, as fractions, on the same days, more of them than `window`.
 * @param options - window 30, level 0.95, an interpolated tail, a two-sided test against 0 where they are left out.
 * @returns a row of four numbers for each strategy: Sharpe ratio, CV and p without unit, CVaR as a fraction of the wealth.
 * @throws {@link DomainError} naming a strategy whose returns are the same on all days but for rounding: without risk it
 *   can't be compared. One that is flat for a while lacks a criterion, and the others keep theirs.
 * @throws ShapeError for fewer than two strategies, or too few days; AlignmentError for strategies on different days.
 * @example
 * const strategies = { steady: [0.01, 0.03, 0.01, 0.03], wild: [0.05, -0.06, 0.02, 0.01] };
 * const { criteria, matrix } = v.reliabilityCriteria(strategies, { window: 3 });
 * criteria; // → ["sharpe", "cv", "cvar", "p"]
 * matrix[0][0]; // → 1.73205
 * matrix[1][2]; // → 0.0600000
 */
export function reliabilityCriteria(
  strategies: StrategyReturns,
  options: CriteriaOptions = {},
): ReliabilityCriteria {
  const where = "reliabilityCriteria";
  const { names, returns } = checkedCriteria(where, strategies, options);
  const found = returns.map((own) => criteriaOf(own, options));
  found.forEach(({ reasons }, i) => {
    if (reasons.sharpe !== undefined)
      throw new DomainError(
        where,
        `returns of ${names[i]}`,
        reasons.sharpe,
        "returns that have all four criteria",
      );
  });
  return Object.freeze({
    strategies: names,
    criteria: CRITERIA,
    directions: CRITERIA_DIRECTIONS,
    matrix: found.map(({ values }) => values),
    missing: Object.freeze(found.flatMap(({ reasons }, i) => missingOf(names[i], reasons))),
    observations: returns[0].length,
  });
}

/** @throws unless strategies and options can have criteria. */
export function checkedCriteria(
  where: string,
  strategies: StrategyReturns,
  { window = WINDOW, level = LEVEL, tail, alternative = "twoSided", benchmark }: CriteriaOptions,
): ReturnType<typeof checkedStrategies> {
  checkInteger(where, "window", window, 2);
  checkNumber(where, "level", level, 0.5, 1 - Number.EPSILON);
  checkedTail(where, tail);
  checkOneOf(where, "alternative", alternative, ["twoSided", "greater", "less"]);
  const checked = checkedStrategies(where, strategies, window + 1);
  if (benchmark !== undefined) {
    checkVector(where, "benchmark", benchmark);
    checkSameLength(where, "benchmark", benchmark, `returns of ${checked.names[0]}`, checked.returns[0]);
  }
  return checked;
}

/** One row of the matrix, NaN where it has no number, and the reasons for that. */
interface StrategyCriteria {
  readonly values: Float64Array;
  readonly reasons: Readonly<Partial<Record<Criterion, string>>>;
}

export function criteriaOf(
  returns: ArrayLike<number>,
  { window = WINDOW, level = LEVEL, tail, alternative, benchmark }: CriteriaOptions,
): StrategyCriteria {
  const differences = benchmark ? differencesOf(returns, benchmark) : returns;
  const attempts: Record<Criterion, Attempt<number>> = {
    sharpe: attempt(() => sharpeRatio(returns)),
    cv: attempt(() => coefficientOfVariation(rollingSharpe(returns, { window }))),
    cvar: attempt(() => conditionalValueAtRisk(returns, { level, tail })),
    p: attempt(() => wilcoxonSignedRank(differences, { alternative }).pValue),
  };
  return {
    values: Float64Array.from(CRITERIA, (criterion) => attempts[criterion].value ?? Number.NaN),
    reasons: Object.fromEntries(CRITERIA.map((criterion) => [criterion, attempts[criterion].reason])),
  };
}

function missingOf(strategy: string, reasons: StrategyCriteria["reasons"]): MissingCriterion[] {
  return CRITERIA.flatMap((criterion) => {
    const reason = reasons[criterion];
    return reason === undefined ? [] : [Object.freeze({ strategy, criterion, reason })];
  });
}

const WINDOW = 30;
const LEVEL = 0.95;
