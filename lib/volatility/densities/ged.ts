import digamma from "@stdlib/math-base-special-digamma";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import gammainc from "@stdlib/math-base-special-gammainc";
import gammaln from "@stdlib/math-base-special-gammaln";
import { exp, log, pow } from "../../core/elementary";
import { quickExp, quickLog } from "../../core/elementary/quick";
import type { Rng } from "../../core/random";
import { LogSum, symmetric, type Density } from "./density";

/** ln of the scale that gives variance 1: ½·(−2/ν·ln 2 + ln Γ(1/ν) − ln Γ(3/ν)). */
function logScale(nu: number): number {
  return 0.5 * ((-2 / nu) * Math.LN2 + gammaln(1 / nu) - gammaln(3 / nu));
}

function logConstant(nu: number): number {
  return log(nu) - logScale(nu) - (1 + 1 / nu) * Math.LN2 - gammaln(1 / nu);
}

/** Gamma with a shape of 1 or more and scale 1: Marsaglia and Tsang (2000). */
function gammaVariate(rng: Rng, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = pow(1 + c * x, 3);
    if (v > 0 && log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

/** The generalised error distribution (Nelson 1991): ln f = c(ν) − ½·ln σ² − ½·|z/λ(ν)|^ν; ν = 2 is the normal. */
export const ged: Density = {
  shapes: [{ name: "nu", lower: 1.01, upper: 50, starts: [1.5, 1.05] }],
  kinked: true,
  logLikelihood(residuals, variance, [nu], { dResidual, dVariance, dShape }) {
    const n = residuals.length;
    const lnScale = logScale(nu);
    const scaleSlope = (2 * Math.LN2 - digamma(1 / nu) + 3 * digamma(3 / nu)) / (2 * nu * nu);
    const logs = new LogSum();
    let powers = 0;
    let shape = 0;
    for (let t = 0; t < n; t++) {
      const v = variance[t];
      const e = residuals[t];
      logs.add(v);
      if (e === 0) {
        dResidual[t] = 0;
        dVariance[t] = -0.5 / v;
        continue;
      }
      const lnRatio = 0.5 * quickLog((e * e) / v) - lnScale;
      const power = quickExp(nu * lnRatio);
      powers += power;
      shape += power * (lnRatio - nu * scaleSlope);
      dResidual[t] = (-0.5 * nu * power) / e;
      dVariance[t] = (0.25 * nu * power - 0.5) / v;
    }
    dShape[0] = n * (1 / nu - scaleSlope + Math.LN2 / (nu * nu) + digamma(1 / nu) / (nu * nu)) - 0.5 * shape;
    return n * logConstant(nu) - 0.5 * logs.total() - 0.5 * powers;
  },
  each(residuals, variance, [nu]) {
    const constant = logConstant(nu);
    const scale = exp(logScale(nu));
    return residuals.map(
      (e, t) =>
        constant - 0.5 * log(variance[t]) - 0.5 * pow(Math.abs(e) / (scale * Math.sqrt(variance[t])), nu),
    );
  },
  cdf(x, [nu]) {
    const power = 0.5 * pow(Math.abs(x) / exp(logScale(nu)), nu);
    const half = 0.5 * gammainc(power, 1 / nu);
    return x < 0 ? 0.5 - half : 0.5 + half;
  },
  quantile(p, [nu]) {
    const power = gammaincinv(Math.abs(2 * p - 1), 1 / nu);
    return Math.sign(p - 0.5) * exp(logScale(nu)) * pow(2 * power, 1 / nu);
  },
  /** ½·|z/λ(ν)|^ν is a gamma variate of shape 1/ν: that of shape 1/ν + 1, times a uniform to the power ν. */
  draw(rng, [nu]) {
    const size = exp(logScale(nu)) * pow(2 * gammaVariate(rng, 1 / nu + 1), 1 / nu) * rng.uniform();
    return rng.uniform() < 0.5 ? -size : size;
  },
  /** λ(ν)ᵖ·2^{p/ν}·Γ((p+1)/ν)/Γ(1/ν) */
  moment(power, [nu]) {
    const gammas = gammaln((power + 1) / nu) - gammaln(1 / nu);
    return symmetric(exp(power * (logScale(nu) + Math.LN2 / nu) + gammas));
  },
};
