import type { VolatilityParams } from "../../lib/volatility/params";
import type { VolatilitySpec } from "../../lib/volatility/models/models";

/** A model and parameters of it, for returns in per cent; its variance is near 4. */
export interface Example {
  readonly spec: VolatilitySpec;
  readonly params: VolatilityParams;
}

/** One of each kind, and some with more lags. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  garch: {
    spec: { kind: "garch", archLags: 1, garchLags: 1 },
    params: { mu: 0.1, omega: 0.2, alpha: [0.1], beta: [0.85] },
  },
  arch: {
    spec: { kind: "garch", archLags: 2, garchLags: 0 },
    params: { mu: 0, omega: 2, alpha: [0.3, 0.2], beta: [] },
  },
  longGarch: {
    spec: { kind: "garch", archLags: 2, garchLags: 3 },
    params: { mu: 0.1, omega: 0.3, alpha: [0.05, 0.06], beta: [0.3, 0.2, 0.3] },
  },
  longestGarch: {
    spec: { kind: "garch", archLags: 6, garchLags: 5 },
    params: {
      mu: 0,
      omega: 0.4,
      alpha: [0.02, 0.03, 0.04, 0.03, 0.02, 0.05],
      beta: [0.2, 0.1, 0.15, 0.1, 0.15],
    },
  },
  gjr: {
    spec: { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 },
    params: { mu: 0.1, omega: 0.2, alpha: [0.04], gamma: [0.12], beta: [0.85] },
  },
  longGjr: {
    spec: { kind: "gjr", archLags: 2, leverageLags: 3, garchLags: 1 },
    params: { mu: 0, omega: 0.3, alpha: [0.05, 0.03], gamma: [0.04, -0.02, 0.05], beta: [0.8] },
  },
  egarch: {
    spec: { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 },
    params: { mu: 0.1, omega: 0.07, alpha: [0.2], gamma: [-0.08], beta: [0.95] },
  },
  longEgarch: {
    spec: { kind: "egarch", archLags: 2, leverageLags: 1, garchLags: 2 },
    params: { mu: 0, omega: 0.1, alpha: [0.1, 0.08], gamma: [-0.05], beta: [0.6, 0.33] },
  },
  aparch: {
    spec: { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 },
    params: { mu: 0.1, omega: 0.12, alpha: [0.1], gamma: [0.4], beta: [0.85], delta: 1.3 },
  },
  longAparch: {
    spec: { kind: "aparch", archLags: 2, leverageLags: 1, garchLags: 2 },
    params: { mu: 0, omega: 0.15, alpha: [0.06, 0.05], gamma: [-0.3], beta: [0.5, 0.32], delta: 1.7 },
  },
  figarch: {
    spec: { kind: "figarch", archLags: 1, garchLags: 1 },
    params: { mu: 0.1, omega: 0.3, alpha: [], phi: 0.2, d: 0.45, beta: [0.5] },
  },
  shortFigarch: {
    spec: { kind: "figarch", archLags: 0, garchLags: 1, truncation: 40 },
    params: { mu: 0, omega: 0.5, alpha: [], d: 0.4, beta: [0.3] },
  },
  ewma: {
    spec: { kind: "ewma" },
    params: { mu: 0.1, omega: 0, alpha: [0.06], beta: [0.94] },
  },
  fixedEwma: {
    spec: { kind: "ewma", decay: 0.9 },
    params: { mu: 0, omega: 0, alpha: [0.1], beta: [0.9] },
  },
};

type OmegaOf = (params: VolatilityParams, scale: number) => number;

/** ω of the same process for returns `scale` times as large, where it is no variance. */
const OMEGA: Partial<Readonly<Record<VolatilitySpec["kind"], OmegaOf>>> = {
  egarch: ({ omega, beta }, scale) => omega + 2 * Math.log(scale) * (1 - beta.reduce((a, b) => a + b, 0)),
  aparch: ({ omega, delta }, scale) => omega * scale ** delta!,
};
const asVariance: OmegaOf = ({ omega }, scale) => omega * scale ** 2;

/** The parameters of the same process for returns `scale` times as large. */
export function inUnits(
  params: VolatilityParams,
  kind: VolatilitySpec["kind"],
  scale: number,
): VolatilityParams {
  const omega = (OMEGA[kind] ?? asVariance)(params, scale);
  return { ...params, mu: params.mu * scale, omega };
}

/** An example for each kind of model: a new member of the union does not compile until it has one here. */
const BY_KIND: Readonly<Record<VolatilitySpec["kind"], Example>> = {
  garch: EXAMPLES.garch,
  gjr: EXAMPLES.gjr,
  egarch: EXAMPLES.egarch,
  aparch: EXAMPLES.aparch,
  figarch: EXAMPLES.figarch,
  ewma: EXAMPLES.ewma,
};
export const ONE_OF_EACH_KIND: readonly Example[] = Object.values(BY_KIND);
