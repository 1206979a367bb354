import { checkInteger, checkNumber, checkOneOf } from "../core/checks";
import type { VolatilityEstimate } from "./estimation/estimate";
import { DISTRIBUTIONS, MEANS, type VolatilityOptions } from "./spec";

/** The options with their defaults. @throws DomainError for a name or a number that is none of theirs. */
export function withDefaults(where: string, options: VolatilityOptions = {}): VolatilityEstimate["options"] {
  const { mean = "constant", arLags = 1, distribution = "normal", presample = "mean" } = options;
  checkOneOf(where, "mean", mean, MEANS);
  checkOneOf(where, "distribution", distribution, DISTRIBUTIONS);
  checkInteger(where, "arLags", arLags, 1, 100);
  if (typeof presample === "number") checkNumber(where, "presample", presample, Number.MIN_VALUE);
  else checkOneOf(where, "presample", presample, ["mean", "backcast"]);
  return Object.freeze({ mean, arLags, distribution, presample });
}
