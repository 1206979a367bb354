import { checkInteger, checkOneOf, checkVector } from "../core/checks";
import { conditionalVolatility } from "../volatility/forecasting/conditionalVolatility";
import { fitVolatility } from "../volatility/estimation/fit";
import type { VolatilitySpec } from "../volatility/spec";

/**
 * How much a hybrid may see. `"clean"`: what was known at the close of a day, with parameters of the training rows.
 * `"paper"`: as paper 2 did it, test rows and all.
 */
export type HybridVariant = "clean" | "paper";

export interface GarchFeatureOptions {
  /** The model of the variance. */
  readonly spec: VolatilitySpec;
  /** How many returns belong to the training part: the clean variant estimates from these alone. */
  readonly train: number;
  /** Default "clean". */
  readonly variant?: HybridVariant;
}

/**
 * GARCH volatility as a feature of a network: normal shocks about a constant mean.
 *
 * `"clean"`: entry t is σₜ₊₁, what the model says of tomorrow at the close of t, with parameters and presample variance
 * from the first `train` returns. `"paper"` (mosef2025, section 5.3): entry t is σₜ, from a fit to all returns.
 *
 * @param returns - as fractions, one a day, length n.
 * @returns in units of return, length n.
 * @throws as `fitVolatility`.
 */
export function garchFeature(
  returns: ArrayLike<number>,
  { spec, train, variant = "clean" }: GarchFeatureOptions,
): Float64Array {
  const where = "garchFeature";
  checkVector(where, "returns", returns);
  checkInteger(where, "train", train, 1, returns.length);
  checkOneOf(where, "variant", variant, ["clean", "paper"]);
  const values = Float64Array.from(returns);
  if (variant === "paper")
    return fitVolatility(values, spec, { presample: "backcast" }).estimate.conditionalVolatility;
  const { params, presampleVariance } = fitVolatility(values.subarray(0, train), spec).estimate;
  const andTomorrow = Float64Array.of(...values, 0); // σ of a day does not read the day's own return
  return conditionalVolatility(andTomorrow, spec, params, { presample: presampleVariance }).slice(1);
}
