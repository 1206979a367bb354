import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { exp, log, log1p } from "../../core/elementary";
import { LogSum, symmetric, type Density } from "./density";

/** ln of the constant of Student's t with variance 1: Γ((ν+1)/2) / (Γ(ν/2)·√(π(ν−2))). */
export function logConstant(nu: number): number {
  return gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * log(Math.PI * (nu - 2));
}

/** ∂/∂ν of {@link logConstant}. */
export function logConstantSlope(nu: number): number {
  return 0.5 * (digamma((nu + 1) / 2) - digamma(nu / 2)) - 0.5 / (nu - 2);
}

/** Student's t, scaled to variance σ² (Bollerslev 1987); shape ν above 2. */
export const studentT: Density = {
  shapes: [{ name: "nu", lower: 2.05, upper: 500, starts: [6, 2.3, 40] }],
  logLikelihood(residuals, variance, [nu], { dResidual, dVariance, dShape }) {
    const n = residuals.length;
    const logVariance = new LogSum();
    const logTail = new LogSum();
    let tail = 0;
    for (let t = 0; t < n; t++) {
      const v = variance[t];
      const e = residuals[t];
      const denominator = 1 / ((nu - 2) * v + e * e);
      const share = e * e * denominator; // u/(1+u) with u = ε²/((ν−2)σ²)
      logVariance.add(v);
      logTail.add(1 / (1 - share));
      tail += share;
      dResidual[t] = -(nu + 1) * e * denominator;
      dVariance[t] = (0.5 * ((nu + 1) * share - 1)) / v;
    }
    const logTails = logTail.total();
    dShape[0] = n * logConstantSlope(nu) - 0.5 * logTails + (0.5 * (nu + 1) * tail) / (nu - 2);
    return n * logConstant(nu) - 0.5 * logVariance.total() - 0.5 * (nu + 1) * logTails;
  },
  each(residuals, variance, [nu]) {
    const constant = logConstant(nu);
    return residuals.map(
      (e, t) =>
        constant - 0.5 * log(variance[t]) - 0.5 * (nu + 1) * log1p((e * e) / ((nu - 2) * variance[t])),
    );
  },
  cdf: (x, [nu]) => tCdf(x * Math.sqrt(nu / (nu - 2)), nu),
  quantile: (p, [nu]) => tQuantile(p, nu) * Math.sqrt((nu - 2) / nu),
  draw: (rng, [nu]) => rng.studentT(nu) * Math.sqrt((nu - 2) / nu),
  /** (ν−2)^{p/2}·Γ((p+1)/2)·Γ((ν−p)/2) / (√π·Γ(ν/2)) */
  moment(power, [nu]) {
    if (power >= nu) return symmetric(Infinity);
    const gammas = gammaln((power + 1) / 2) + gammaln((nu - power) / 2) - gammaln(nu / 2);
    return symmetric(exp(0.5 * power * log(nu - 2) + gammas) / Math.sqrt(Math.PI));
  },
};
