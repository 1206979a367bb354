import gammaln from "@stdlib/math-base-special-gammaln";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { exp, log, log1p, pow } from "../core/elementary";

/** The p-quantile of a distribution of mean 0 and variance 1, and the mean of what lies below it. */
export interface UnitTail {
  readonly quantile: number;
  readonly mean: number;
}

/** E[z | z < z_p] = −φ(z_p)/p */
export function normalTail(p: number): UnitTail {
  const quantile = normalQuantile(p, 0, 1);
  return { quantile, mean: -normalDensity(quantile) / p };
}

/** Student's t scaled to variance 1: E[x | x < t_p] = −f(t_p)/p · (ν + t_p²)/(ν − 1) before scaling. */
export function studentTTail(p: number, nu: number): UnitTail {
  const t = tQuantile(p, nu);
  const logConstant = gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * log(Math.PI * nu);
  const density = exp(logConstant - ((nu + 1) / 2) * log1p((t * t) / nu));
  const scale = Math.sqrt((nu - 2) / nu);
  return { quantile: scale * t, mean: (-scale * (density / p) * (nu + t * t)) / (nu - 1) };
}

/**
 * Cornish and Fisher's (1938) quantile of a distribution with these moments, K the kurtosis less 3:
 *
 *     z + (z² − 1)·S/6 + (z³ − 3z)·K/24 − (2z³ − 5z)·S²/36,   z the normal quantile
 *
 * and the mean of it over the tail, from E[zᵏ | z < z_p]. Far from the normal the expansion does not rise with z, and
 * neither number means anything: `checkCornishFisher` keeps such moments out.
 */
export function cornishFisherTail(p: number, skewness: number, kurtosis: number): UnitTail {
  const excess = kurtosis - 3;
  const expansion = (z: number, z2: number, z3: number): number =>
    z + ((z2 - 1) * skewness) / 6 + ((z3 - 3 * z) * excess) / 24 - ((2 * z3 - 5 * z) * skewness ** 2) / 36;
  const z = normalQuantile(p, 0, 1);
  const height = normalDensity(z) / p;
  return {
    quantile: expansion(z, z * z, pow(z, 3)),
    mean: expansion(-height, 1 - z * height, -(z * z + 2) * height),
  };
}

export function normalDensity(z: number): number {
  return exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** The degrees of freedom, from 2.05 to 500, under which these values of mean 0 and variance 1 are likeliest. */
export function likeliestDegreesOfFreedom(values: Float64Array): number {
  const logLikelihood = (nu: number): number => {
    const constant = gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * log(Math.PI * (nu - 2));
    return values.reduce((sum, z) => sum + constant - ((nu + 1) / 2) * log1p((z * z) / (nu - 2)), 0);
  };
  // Golden section over ln(ν − 2), where the likelihood has one maximum
  const golden = (Math.sqrt(5) - 1) / 2;
  const at = (x: number): number => logLikelihood(2 + exp(x));
  let [low, high] = [log(0.05), log(498)];
  while (high - low > 1e-6) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (at(a) > at(b)) high = b;
    else low = a;
  }
  return 2 + exp(0.5 * (low + high));
}
