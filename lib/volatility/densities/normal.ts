import gamma from "@stdlib/math-base-special-gamma";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { LARGE, SMALL, symmetric, type Density } from "./density";

const LN_2PI = Math.log(2 * Math.PI);

/** The normal density: ln f = −½·(ln 2π + ln σ² + ε²/σ²). */
export const normal: Density = {
  shapes: [],
  logLikelihood(residuals, variance, _shape, { dResidual, dVariance }) {
    let logs = 0;
    let product = 1; // of variances, as long as it fits into a double: few logarithms
    let squares = 0;
    for (let t = 0; t < residuals.length; t++) {
      const v = variance[t];
      const inverse = 1 / v;
      const ratio = residuals[t] * inverse;
      const square = residuals[t] * ratio;
      product *= v;
      if (!(product < LARGE && product > SMALL)) {
        logs += Math.log(product / v) + Math.log(v);
        product = 1;
      }
      squares += square;
      dResidual[t] = -ratio;
      dVariance[t] = 0.5 * (square - 1) * inverse;
    }
    return -0.5 * (residuals.length * LN_2PI + (logs + Math.log(product)) + squares);
  },
  each: (residuals, variance) =>
    residuals.map((e, t) => -0.5 * (LN_2PI + Math.log(variance[t]) + (e * e) / variance[t])),
  cdf: (x) => normalCdf(x, 0, 1),
  quantile: (p) => normalQuantile(p, 0, 1),
  /** 2^{p/2}·Γ((p+1)/2)/√π */
  moment: (power) => symmetric((2 ** (power / 2) * gamma((power + 1) / 2)) / Math.sqrt(Math.PI)),
};
