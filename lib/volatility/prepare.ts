import { fittableReturns } from "./data";
import type { VolatilityEstimate } from "./estimate";
import type { VolatilityOptions, VolatilitySpec } from "./spec";

/** Returns as a search wants them. */
export interface PreparedReturns {
  /** The returns over their standard deviation. */
  readonly scaled: Float64Array;
  readonly scale: number;
  /** The options, a presample variance among them, in the units of `scaled`. */
  readonly inner: VolatilityOptions;
}

/** Checks that there are enough returns for the model and rescales them, and the options with them. */
export function prepare(
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: VolatilityEstimate["options"],
): PreparedReturns {
  const lags = options.mean === "ar" ? options.arLags : 0;
  const orders =
    spec.kind === "ewma"
      ? 1
      : spec.archLags + spec.garchLags + ("leverageLags" in spec ? spec.leverageLags : 0);
  const atLeast = Math.max(30, 10 * (2 + orders) + lags);
  const { values, deviation: scale } = fittableReturns(where, returns, atLeast);
  const inner =
    typeof options.presample === "number"
      ? { ...options, presample: options.presample / scale ** 2 }
      : options;
  return { scaled: values.map((r) => r / scale), scale, inner };
}
