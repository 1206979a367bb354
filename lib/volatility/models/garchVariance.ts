import { checkNumber, checkVector } from "../../core/checks";
import { checkNotNegative } from "../params";
import type { VolatilityParams } from "../spec";

/**
 * Conditional variance of a GARCH process.
 *
 *     σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σⱼ βⱼ σ²ₜ₋ⱼ                  Bollerslev (1986)
 *
 * @param residuals - ε, length T, as fractions (0.01 is one per cent).
 * @param params - ω in squared units of ε; α (archLags of them) and β (garchLags of them) without unit.
 * @param presample - ε² and σ² before the first day. Required: a default taken from `residuals` would read the future.
 * @returns σ², length T. Entry t reads `presample` and ε up to t − 1, nothing later.
 * @throws {@link DomainError} unless ω > 0, no α or β is negative, and the presample variance is above 0.
 */
export function garchVariance(
  residuals: ArrayLike<number>,
  params: Pick<VolatilityParams, "omega" | "alpha" | "beta">,
  presample: number,
): Float64Array {
  const where = "garchVariance";
  const { omega, alpha, beta } = params;
  checkVector(where, "residuals", residuals, 0);
  checkNumber(where, "params.omega", omega, Number.MIN_VALUE);
  checkVector(where, "params.alpha", alpha, 0);
  checkVector(where, "params.beta", beta, 0);
  checkNotNegative(where, "alpha", alpha);
  checkNotNegative(where, "beta", beta);
  checkNumber(where, "presample", presample, Number.MIN_VALUE);

  const variance = new Float64Array(residuals.length);
  for (let t = 0; t < variance.length; t++) {
    let next = omega;
    for (let i = 1; i <= alpha.length; i++)
      next += alpha[i - 1] * (t >= i ? residuals[t - i] ** 2 : presample);
    for (let j = 1; j <= beta.length; j++) next += beta[j - 1] * (t >= j ? variance[t - j] : presample);
    variance[t] = next;
  }
  return variance;
}
