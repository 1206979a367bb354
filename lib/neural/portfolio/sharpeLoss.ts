import { checkNumber, checkOneOf, checkSameLength, checkVector } from "../../core/checks";
import { pow } from "../../core/elementary";
import { DomainError, ShapeError } from "../../core/errors";
import { dot, times } from "../../math/matrix";
import { varies } from "../../math/varies";

/**
 * Which Sharpe ratio a portfolio network maximises.
 *
 * - `"oneDay"`: of each day by itself, its return over the deviation that Σ gives the day's weights: paper 1, eqs. 17
 *   to 19, with the minus sign that its abstract speaks of and that eq. 17 leaves out. Σ is not specified there: the
 *   covariance of the training days' returns.
 * - `"batch"`: of a batch of days, mean over deviation (ddof 0) of their portfolio returns: Zhang, Zohren and Roberts
 *   (2020), *Journal of Financial Data Science* 2(4), 8–20.
 */
export type SharpeVariant = "oneDay" | "batch";

export interface SharpeLossOptions {
  /** "oneDay": paper 1's eqs. 18 and 19; "batch": the Sharpe ratio of the batch's days. */
  readonly variant: SharpeVariant;
  /** λ, at least 0: how strongly the weights are pulled towards equal ones. Default 0. */
  readonly lambda?: number;
  /** Σ of the assets' returns, n rows of n: for `"oneDay"`, which is refused without. */
  readonly covariance?: readonly ArrayLike<number>[];
}

export interface SharpeLoss {
  readonly loss: number;
  /** ∂L/∂w, a row of n a day. */
  readonly byWeights: readonly Float64Array[];
}

/**
 * The loss of a portfolio network over B days, and its gradient by the weights.
 *
 *     L = −Sharpe + λ/2 · (1/B) Σ_b Σᵢ w²_b,ᵢ                               paper 1 (qfe2025), eqs. 16 and 17
 *
 *     oneDay:  Sharpe = (1/B) Σ_b w_b·r_b / √(w_bᵀ Σ w_b)                   eqs. 18 and 19
 *     batch:   Sharpe = mean(R) / √(mean(R²) − mean(R)²),  R_b = w_b·r_b
 *
 * Eq. 16 begins its sum with the second weight; it is taken over all. The risk-free return is 0, as in the paper.
 *
 * @param weights - w: B rows of n, that sum to one.
 * @param returns - r: B rows of n simple returns of the days that the weights are for, as fractions.
 * @throws {@link DomainError} where the deviation is 0, or `"oneDay"` comes without Σ.
 */
export function sharpeLoss(
  weights: readonly ArrayLike<number>[],
  returns: readonly ArrayLike<number>[],
  { variant, lambda = 0, covariance }: SharpeLossOptions,
): SharpeLoss {
  const where = "sharpeLoss";
  checkOneOf(where, "variant", variant, ["oneDay", "batch"]);
  checkNumber(where, "lambda", lambda, 0);
  checkSameLength(where, "weights", weights, "returns", returns);
  if (weights.length === 0) throw new ShapeError(where, "weights must hold at least 1 row, got 0");
  weights.forEach((row, b) => {
    checkVector(where, `weights[${b}]`, row);
    checkVector(where, `returns[${b}]`, returns[b]);
    checkSameLength(where, `weights[${b}]`, row, `returns[${b}]`, returns[b]);
  });
  const sharpe =
    variant === "batch"
      ? batchSharpe(where, weights, returns)
      : oneDaySharpe(where, weights, returns, covariance);
  const count = weights.length;
  const squares = weights.reduce((sum, w) => sum + dot(w, w), 0);
  return Object.freeze({
    loss: -sharpe.value + ((lambda / 2) * squares) / count,
    byWeights: sharpe.byWeights.map((row, b) => row.map((g, i) => -g + (lambda * weights[b][i]) / count)),
  });
}

interface Sharpe {
  readonly value: number;
  readonly byWeights: readonly Float64Array[];
}

function oneDaySharpe(
  where: string,
  weights: readonly ArrayLike<number>[],
  returns: readonly ArrayLike<number>[],
  covariance: readonly ArrayLike<number>[] | undefined,
): Sharpe {
  const assets = weights[0].length;
  if (covariance?.length !== assets || covariance.some((row) => row.length !== assets))
    throw new DomainError(
      where,
      "covariance",
      covariance,
      `${assets} rows of ${assets} for variant "oneDay"`,
    );
  const count = weights.length;
  let value = 0;
  const byWeights = weights.map((w, b) => {
    const shared = times(covariance, w); //   Σw
    const deviation = Math.sqrt(dot(w, shared));
    if (!(deviation > 0)) throw new DomainError(where, `the deviation on day ${b}`, deviation, "above 0");
    const gain = dot(w, returns[b]);
    value += gain / deviation / count;
    return shared.map((s, i) => (returns[b][i] / deviation - (gain * s) / pow(deviation, 3)) / count);
  });
  return { value, byWeights };
}

function batchSharpe(
  where: string,
  weights: readonly ArrayLike<number>[],
  returns: readonly ArrayLike<number>[],
): Sharpe {
  const count = weights.length;
  const gains = weights.map((w, b) => dot(w, returns[b]));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / count;
  const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / count);
  if (!varies(gains))
    throw new DomainError(
      where,
      "the deviation of the batch",
      deviation,
      "above 0: it takes two days that differ",
    );
  const byWeights = gains.map((gain, b) => {
    const byGain = (1 - (mean * (gain - mean)) / deviation ** 2) / deviation / count;
    return Float64Array.from(returns[b], (r) => byGain * r);
  });
  return { value: mean / deviation, byWeights };
}
