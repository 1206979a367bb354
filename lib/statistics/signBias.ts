import { checkSameLength } from "../core/checks";
import { DomainError } from "../core/errors";
import { leastSquares } from "./leastSquares";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail, tTwoSided } from "./tails";
import { checkVaries } from "../math/varies";

export interface SignBiasOptions {
  /** ε, the residuals before they were standardised, as in the paper; the standardised ones by default. */
  readonly shocks?: ArrayLike<number>;
}

/** One coefficient, with its t statistic and two-sided p-value. */
export interface SignBiasEffect extends TestResult {
  readonly coefficient: number;
}

export interface SignBiasResult extends TestResult {
  /** b₁: what a negative shock adds to the next variance, whatever its size. */
  readonly sign: SignBiasEffect;
  /** b₂: how the size of a negative shock matters beyond what the model knows. */
  readonly negativeSize: SignBiasEffect;
  /** b₃: the same for a positive shock. */
  readonly positiveSize: SignBiasEffect;
}

/**
 * Engle and Ng's (1993) sign-bias tests of a fitted volatility model. Null hypothesis: neither sign nor size of
 * yesterday's shock says anything about today's squared standardised residual. `statistic` and `pValue` are those of
 * the joint test, χ² with 3 degrees of freedom.
 *
 *     z²ₜ = a + b₁ S⁻ₜ₋₁ + b₂ S⁻ₜ₋₁ εₜ₋₁ + b₃ (1 − S⁻ₜ₋₁) εₜ₋₁ + uₜ,   joint: (n − 1) R²
 *
 * S⁻ is 1 where ε < 0, else 0. The three effects are t tests within this one regression, as in R's rugarch.
 *
 * @param standardisedResiduals - z = ε/σ, length n ≥ 8, with at least two of each sign.
 * @throws {@link DomainError} where fewer than two values have one of the signs.
 * @throws {@link ShapeError} for fewer than eight values, or lists of different lengths.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const { estimate } = v.fitGarch(returns);
 * const residuals = returns.map((r, t) => (r - estimate.params.mu) / estimate.conditionalVolatility[t]);
 * v.signBias(residuals).pValue > 0.05; // → true
 */
export function signBias(
  standardisedResiduals: ArrayLike<number>,
  { shocks = standardisedResiduals }: SignBiasOptions = {},
): SignBiasResult {
  const where = "signBias";
  checkVaries(where, "standardisedResiduals", standardisedResiduals, 8);
  checkVaries(where, "shocks", shocks, 8);
  checkSameLength(where, "standardisedResiduals", standardisedResiduals, "shocks", shocks);
  const n = standardisedResiduals.length - 1;
  const before = Float64Array.from({ length: n }, (_, t) => shocks[t]);
  const negatives = before.filter((shock) => shock < 0).length;
  if (negatives < 2 || n - negatives < 2)
    throw new DomainError(where, "shocks", shocks, "a list with at least two values of each sign");

  const squares = Float64Array.from({ length: n }, (_, t) => standardisedResiduals[t + 1] ** 2);
  const { coefficients, standardErrors, rSquared, degreesOfFreedom } = leastSquares(
    where,
    squares,
    [
      before.map(() => 1),
      before.map((shock) => (shock < 0 ? 1 : 0)),
      before.map((shock) => Math.min(shock, 0)),
      before.map((shock) => Math.max(shock, 0)),
    ],
    ["the constant", "the sign of shocks", "the size of shocks below 0", "the size of shocks above 0"],
  );
  const effect = (j: number): SignBiasEffect => {
    const statistic = coefficients[j] / standardErrors[j];
    return Object.freeze({
      coefficient: coefficients[j],
      statistic,
      pValue: tTwoSided(statistic, degreesOfFreedom),
    });
  };
  const [sign, negativeSize, positiveSize] = [1, 2, 3].map(effect);
  const statistic = n * rSquared;
  const pValue = chiSquareTail(statistic, 3);
  return report({ statistic, pValue, sign, negativeSize, positiveSize }, () => [
    `sign bias, joint: LM = ${digits(statistic)}, ${pText(pValue)} (χ², 3 degrees of freedom)`,
    `sign: t = ${digits(sign.statistic)}, ${pText(sign.pValue)}; ` +
      `negative size: t = ${digits(negativeSize.statistic)}, ${pText(negativeSize.pValue)}; ` +
      `positive size: t = ${digits(positiveSize.statistic)}, ${pText(positiveSize.pValue)}`,
    "null hypothesis: sign and size of the last shock say nothing more about the next variance",
  ]);
}
