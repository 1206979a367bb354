import { checkInteger, checkNumber, checkOneOf } from "../core/checks";

export type MeanKind = "constant" | "zero" | "ar";
export type DistributionKind = "normal" | "studentT" | "ged" | "skewT";
export const MEANS: readonly MeanKind[] = ["constant", "zero", "ar"];
export const DISTRIBUTIONS: readonly DistributionKind[] = ["normal", "studentT", "ged", "skewT"];

/**
 * What stands for ε² and σ² before the first day:
 * `"mean"`, the mean of the sample's squared residuals (Fiorentini, Calzolari and Panattoni 1996);
 * `"backcast"`, the first 75 squared residuals about the sample's own mean, weighted by 0.94ⁱ (Python's `arch`);
 * or a variance of your own, in squared units of the returns.
 */
export type Presample = "mean" | "backcast" | number;

/** What surrounds the variance model. */
export interface VolatilityOptions {
  /** Default "constant". */
  readonly mean?: MeanKind;
  /** Lags of the mean "ar". Default 1. */
  readonly arLags?: number;
  /** Default "normal". */
  readonly distribution?: DistributionKind;
  /** Default "mean". */
  readonly presample?: Presample;
}

/** The options with their defaults. @throws DomainError for a name or a number that is none of theirs. */
export function withDefaults(where: string, options: VolatilityOptions = {}): Required<VolatilityOptions> {
  const { mean = "constant", arLags = 1, distribution = "normal", presample = "mean" } = options;
  checkOneOf(where, "mean", mean, MEANS);
  checkOneOf(where, "distribution", distribution, DISTRIBUTIONS);
  checkInteger(where, "arLags", arLags, 1, 100);
  if (typeof presample === "number") checkNumber(where, "presample", presample, Number.MIN_VALUE);
  else checkOneOf(where, "presample", presample, ["mean", "backcast"]);
  return Object.freeze({ mean, arLags, distribution, presample });
}
