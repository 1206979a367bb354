import type { Maximum } from "../../math/maximise";
import type { VolatilityEstimate } from "./estimate";
import { Likelihood } from "./likelihood";
import { prepare, type Units } from "./prepare";
import { searchMaximum, type SearchMemory } from "./search";
import type { VolatilitySpec } from "../spec";

/** A model at its highest maximum, in the units of the search. */
export interface Fitted {
  readonly likelihood: Likelihood;
  readonly maximum: Maximum;
  readonly units: Units;
}

/**
 * The one way to fit a model to a sample: every fit of the library, also those of a rolling run and of a grid of orders,
 * is this search, and nothing but the sample, the spec and the options decides where it ends.
 *
 * @param memory - the maxima of smaller models on the same returns; they are starts among others.
 */
export function fitted(
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: VolatilityEstimate["options"],
  memory?: SearchMemory,
): Fitted {
  const { scaled, units, inner } = prepare(where, returns, spec, options);
  const maximum = searchMaximum(scaled, spec, inner, memory);
  return { likelihood: new Likelihood(scaled, spec, inner), maximum, units };
}
