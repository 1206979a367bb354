import { checkNumber, checkVector } from "../../core/checks";
import { checkNotNegative, type VolatilityParams } from "../params";

/**
 * Conditional variance of a GARCH process: the formula alone, to read and to work through by hand. Fits have the same
 * equation with its derivative, in `garchFamily.ts`.
 *
 *     σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σⱼ βⱼ σ²ₜ₋ⱼ                  Bollerslev (1986)
 *
 * @param residuals - ε, length T, as fractions (0.01 is one per cent).
 * @param params - ω in squared units of ε; α (archLags of them) and β (garchLags of them) without unit.
 * @param presample - ε² and σ² before the first day. Required: a default taken from `residuals` would read the future.
 * @returns σ², length T. Entry t reads `presample` and ε up to t − 1, nothing later.
 * @throws {@link DomainError} unless ω > 0, no α or β is negative, and the presample variance is above 0.
 * @example
 * const params = { omega: 1e-6, alpha: [0.1], beta: [0.85] };
 * // 1e-6 + 0.1 · 1e-4 + 0.85 · 1e-4 = 9.6e-5;   1e-6 + 0.1 · 0.01² + 0.85 · 9.6e-5 = 9.26e-5
 * v.garchVariance([0.01, -0.02, 0], params, 1e-4); // → [9.6e-5, 9.26e-5, 1.1971e-4]
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
