import gamma from "@stdlib/math-base-special-gamma";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { log, pow } from "../../core/elementary";
import { LARGE, SMALL, symmetric, type Density } from "./density";

const LN_2PI = log(2 * Math.PI);
// Constants of this file: the compiler sees them in the loop, those of another file it looks up.
const LARGEST = LARGE;
const SMALLEST = SMALL;

/** The normal density: ln f = −½·(ln 2π + ln σ² + ε²/σ²). */
export const normal: Density = {
  shapes: [],
  // Two days at a time: one division for both, and a logarithm only when the product of variances leaves the range.
  logLikelihood(residuals, variance, _shape, { dResidual, dVariance }) {
    const n = residuals.length;
    let logs = 0;
    let product = 1;
    let squares = 0;
    let t = 0;
    for (; t + 1 < n; t += 2) {
      const v0 = variance[t];
      const v1 = variance[t + 1];
      const e0 = residuals[t];
      const e1 = residuals[t + 1];
      const both = v0 * v1;
      const inverse = 1 / both;
      const inverse0 = inverse * v1;
      const inverse1 = inverse * v0;
      const ratio0 = e0 * inverse0;
      const ratio1 = e1 * inverse1;
      const square0 = e0 * ratio0;
      const square1 = e1 * ratio1;
      product *= both;
      if (!(product < LARGEST && product > SMALLEST)) {
        logs += log(product / both) + log(both);
        product = 1;
      }
      squares += square0 + square1;
      dResidual[t] = -ratio0;
      dResidual[t + 1] = -ratio1;
      dVariance[t] = (0.5 * square0 - 0.5) * inverse0;
      dVariance[t + 1] = (0.5 * square1 - 0.5) * inverse1;
    }
    if (t < n) {
      const ratio = residuals[t] / variance[t];
      const square = residuals[t] * ratio;
      logs += log(variance[t]);
      squares += square;
      dResidual[t] = -ratio;
      dVariance[t] = (0.5 * square - 0.5) / variance[t];
    }
    return -0.5 * (n * LN_2PI + (logs + log(product)) + squares);
  },
  level(residuals, variance) {
    const n = residuals.length;
    let logs = 0;
    let product = 1;
    let squares = 0;
    let t = 0;
    for (; t + 1 < n; t += 2) {
      const v0 = variance[t];
      const v1 = variance[t + 1];
      const both = v0 * v1;
      product *= both;
      if (!(product < LARGEST && product > SMALLEST)) {
        logs += log(product / both) + log(both);
        product = 1;
      }
      squares += (residuals[t] * residuals[t] * v1 + residuals[t + 1] * residuals[t + 1] * v0) / both;
    }
    if (t < n) {
      logs += log(variance[t]);
      squares += (residuals[t] * residuals[t]) / variance[t];
    }
    return { value: -0.5 * (n * LN_2PI + (logs + log(product)) + squares), squares };
  },
  each: (residuals, variance) =>
    residuals.map((e, t) => -0.5 * (LN_2PI + log(variance[t]) + (e * e) / variance[t])),
  cdf: (x) => normalCdf(x, 0, 1),
  quantile: (p) => normalQuantile(p, 0, 1),
  draw: (rng) => rng.normal(),
  /** 2^{p/2}·Γ((p+1)/2)/√π */
  moment: (power) => symmetric((pow(2, power / 2) * gamma((power + 1) / 2)) / Math.sqrt(Math.PI)),
};
