import { checkInteger, checkNumber, checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";

/** Bollerslev (1986). archLags counts lagged squared shocks, garchLags lagged variances. */
export interface GarchSpec {
  readonly kind: "garch";
  /** Lagged squared shocks, at least 1. */
  readonly archLags: number;
  /** Lagged variances; 0 is ARCH. */
  readonly garchLags: number;
}

/** Glosten, Jagannathan and Runkle (1993): a further weight on the squares of negative shocks. */
export interface GjrSpec {
  readonly kind: "gjr";
  /** Lagged squared shocks, at least 1. */
  readonly archLags: number;
  /** Lags with an asymmetry; 0 is none. */
  readonly leverageLags: number;
  /** Lagged variances. */
  readonly garchLags: number;
}

/** Nelson (1991): the logarithm of the variance, so that no parameter needs a sign. */
export interface EgarchSpec {
  readonly kind: "egarch";
  /** Lagged shocks, at least 1. */
  readonly archLags: number;
  /** Lags with an asymmetry; 0 is none. */
  readonly leverageLags: number;
  /** Lagged logarithms of the variance. */
  readonly garchLags: number;
}

/** Ding, Granger and Engle (1993): the power of the volatility is a parameter. */
export interface AparchSpec {
  readonly kind: "aparch";
  /** Lagged shocks, at least 1. */
  readonly archLags: number;
  /** Lags with an asymmetry, at most `archLags`. */
  readonly leverageLags: number;
  /** Lagged powers of the volatility. */
  readonly garchLags: number;
}

/** Baillie, Bollerslev and Mikkelsen (1996): long memory. archLags (φ) and garchLags (β) are 0 or 1. */
export interface FigarchSpec {
  readonly kind: "figarch";
  /** φ: 1 with it, 0 without. */
  readonly archLags: 0 | 1;
  /** β: 1 with it, 0 without. */
  readonly garchLags: 0 | 1;
  /** How many lags of the infinite sum are kept. Default 1000. */
  readonly truncation?: number;
}

/** RiskMetrics (1996): an exponentially weighted mean of squared shocks. `decay` fixes its β; without, β is estimated. */
export interface EwmaSpec {
  readonly kind: "ewma";
  /** λ, above 0 and below 1: RiskMetrics takes 0.94. Estimated by default. */
  readonly decay?: number;
}

/** A model of the conditional variance. */
export type VolatilitySpec = GarchSpec | GjrSpec | EgarchSpec | AparchSpec | FigarchSpec | EwmaSpec;

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

/** Parameters of a model, in the units of the returns. Those that a model does not have are absent. */
export interface VolatilityParams {
  /** The constant of the mean; 0 in a zero mean. */
  readonly mu: number;
  /** Weights of the lagged returns in an AR mean. */
  readonly ar?: readonly number[];
  /** The constant of the variance; in EGARCH that of its logarithm. */
  readonly omega: number;
  /** Weights of the lagged squared shocks, the last day's first. */
  readonly alpha: readonly number[];
  /** Asymmetry: GJR, EGARCH, APARCH. */
  readonly gamma?: readonly number[];
  /** Weights of the lagged variances, the last day's first. */
  readonly beta: readonly number[];
  /** The power of APARCH. */
  readonly delta?: number;
  /** Short memory of FIGARCH (its φ). */
  readonly phi?: number;
  /** Long memory of FIGARCH (its d). */
  readonly d?: number;
  /** Degrees of freedom (Student t, skewed t) or shape (GED). */
  readonly nu?: number;
  /** Skewness of the skewed t, from −1 to 1. */
  readonly lambda?: number;
}

const MAX_LAGS = 100;
const KINDS = ["garch", "gjr", "egarch", "aparch", "figarch", "ewma"] as const;

/** @throws {@link DomainError} unless the spec names a model and its orders make sense. */
export function checkSpec(where: string, spec: VolatilitySpec): void {
  if (spec == null || typeof spec !== "object")
    throw new DomainError(
      where,
      "spec",
      spec,
      'a record such as { kind: "garch", archLags: 1, garchLags: 1 }',
    );
  checkOneOf(where, "spec.kind", spec.kind, KINDS);
  switch (spec.kind) {
    case "garch":
      checkInteger(where, "archLags", spec.archLags, 1, MAX_LAGS);
      checkInteger(where, "garchLags", spec.garchLags, 0, MAX_LAGS);
      return;
    case "gjr":
    case "egarch":
    case "aparch":
      checkInteger(where, "archLags", spec.archLags, 1, MAX_LAGS);
      checkInteger(
        where,
        "leverageLags",
        spec.leverageLags,
        0,
        spec.kind === "aparch" ? spec.archLags : MAX_LAGS,
      );
      checkInteger(where, "garchLags", spec.garchLags, 0, MAX_LAGS);
      return;
    case "figarch":
      checkInteger(where, "archLags", spec.archLags, 0, 1);
      checkInteger(where, "garchLags", spec.garchLags, 0, 1);
      checkInteger(where, "truncation", spec.truncation ?? 1000, 2, 100_000);
      return;
    case "ewma":
      if (spec.decay !== undefined) checkNumber(where, "decay", spec.decay, 1e-6, 1 - 1e-6);
  }
}

/** How a model is called in a table: "GARCH(1,1)": ARCH lags first, then leverage lags, then GARCH lags. */
export function specName(spec: VolatilitySpec): string {
  switch (spec.kind) {
    case "garch":
      return spec.garchLags === 0 ? `ARCH(${spec.archLags})` : `GARCH(${spec.archLags},${spec.garchLags})`;
    case "gjr":
    case "egarch":
    case "aparch":
      return `${{ gjr: "GJR-GARCH", egarch: "EGARCH", aparch: "APARCH" }[spec.kind]}(${spec.archLags},${spec.leverageLags},${spec.garchLags})`;
    case "figarch":
      return `FIGARCH(${spec.archLags},d,${spec.garchLags})`;
    case "ewma":
      return spec.decay === undefined ? "EWMA" : `EWMA(${spec.decay})`;
  }
}
