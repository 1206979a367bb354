import { mean } from "../../math/moments";
import { fittableReturns } from "./data";
import type { VolatilityEstimate } from "./estimate";
import type { VolatilityOptions, VolatilitySpec } from "../spec";

/** How a search measures returns: (r − centre)/scale, so that neither their level nor their unit can matter. */
export interface Units {
  /** In units of the returns: their mean, and 0 for a model whose mean is zero. */
  readonly centre: number;
  /** In units of the returns, above 0. */
  readonly scale: number;
}

/** Returns as a search wants them. */
export interface MeasuredReturns {
  /** (r − centre)/scale */
  readonly scaled: Float64Array;
  /** The options, a presample variance among them, in the units of `scaled`. */
  readonly inner: VolatilityOptions;
}

/** Returns, and the options with them, in the units of a search. */
export function measured(
  returns: Float64Array,
  options: VolatilityEstimate["options"],
  { centre, scale }: Units,
): MeasuredReturns {
  const { presample } = options;
  return {
    scaled: returns.map((r) => (r - centre) / scale),
    inner: typeof presample === "number" ? { ...options, presample: presample / scale ** 2 } : options,
  };
}

/** Checks that there are enough returns for the model, and chooses units in which their mean square is 1. */
export function prepare(
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: VolatilityEstimate["options"],
): MeasuredReturns & { readonly units: Units } {
  const lags = options.mean === "ar" ? options.arLags : 0;
  const orders =
    spec.kind === "ewma"
      ? 1
      : spec.archLags + spec.garchLags + ("leverageLags" in spec ? spec.leverageLags : 0);
  const atLeast = Math.max(30, 10 * (2 + orders) + lags);
  const { values, deviation } = fittableReturns(where, returns, atLeast);
  const level = mean(values);
  const units =
    options.mean === "zero"
      ? { centre: 0, scale: Math.sqrt(deviation ** 2 + level ** 2) }
      : { centre: level, scale: deviation };
  return { ...measured(values, options, units), units };
}
