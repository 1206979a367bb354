import { checkInteger, checkNumber, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError, VolfolioError } from "../core/errors";
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

/** What each strategy reaches in each criterion. */
export interface ReliabilityCriteria {
  readonly strategies: readonly string[];
  readonly criteria: readonly Criterion[];
  readonly directions: readonly Direction[];
  /** Strategies in rows, criteria in columns. */
  readonly matrix: readonly Float64Array[];
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
 * @param strategies - daily returns by name, on the same days, more of them than `window`.
 */
export function reliabilityCriteria(
  strategies: StrategyReturns,
  options: CriteriaOptions = {},
): ReliabilityCriteria {
  const where = "reliabilityCriteria";
  const { names, returns } = checkedCriteria(where, strategies, options);
  const matrix = names.map((name, i) => {
    try {
      return criteriaOf(returns[i], options);
    } catch (cause) {
      if (!(cause instanceof VolfolioError)) throw cause;
      throw new DomainError(
        where,
        `returns of ${name}`,
        cause.message,
        "returns that have all four criteria",
      );
    }
  });
  return Object.freeze({
    strategies: names,
    criteria: CRITERIA,
    directions: CRITERIA_DIRECTIONS,
    matrix,
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

/** One row of the matrix. */
export function criteriaOf(
  returns: ArrayLike<number>,
  { window = WINDOW, level = LEVEL, tail, alternative, benchmark }: CriteriaOptions,
): Float64Array {
  const differences = benchmark ? Float64Array.from(returns, (r, t) => r - benchmark[t]) : returns;
  return Float64Array.of(
    sharpeRatio(returns),
    coefficientOfVariation(rollingSharpe(returns, { window })),
    conditionalValueAtRisk(returns, { level, tail }),
    wilcoxonSignedRank(differences, { alternative }).pValue,
  );
}

const WINDOW = 30;
const LEVEL = 0.95;
