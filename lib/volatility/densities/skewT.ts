import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { exp, log, log1p, pow } from "../../core/elementary";
import { LogSum, type Density } from "./density";
import { logConstant, logConstantSlope } from "./studentT";

/** Hansen's constants: a and b give mean 0 and variance 1. */
function constants(nu: number, lambda: number): { a: number; b: number; logC: number } {
  const logC = logConstant(nu);
  const a = (4 * lambda * exp(logC) * (nu - 2)) / (nu - 1);
  return { a, b: Math.sqrt(1 + 3 * lambda * lambda - a * a), logC };
}

/**
 * The skewed Student t of Hansen (1994), scaled to variance σ²:
 * ln f = ln b + ln c − ½·ln σ² − (ν+1)/2 · ln(1 + u²/(ν−2)),  u = (b·z + a)/(1 ± λ), + where b·z + a ≥ 0.
 */
export const skewT: Density = {
  shapes: [
    { name: "nu", lower: 2.05, upper: 500, starts: [6, 2.3, 40] },
    { name: "lambda", lower: -0.99, upper: 0.99, starts: [0] },
  ],
  logLikelihood(residuals, variance, [nu, lambda], { dResidual, dVariance, dShape }) {
    const n = residuals.length;
    const { a, b, logC } = constants(nu, lambda);
    const logCSlope = logConstantSlope(nu);
    const aNu = a * (logCSlope + 1 / (nu - 2) - 1 / (nu - 1));
    const bNu = (-a * aNu) / b;
    const aLambda = (4 * exp(logC) * (nu - 2)) / (nu - 1);
    const bLambda = (3 * lambda - a * aLambda) / b;
    const logVariance = new LogSum();
    const logTail = new LogSum();
    let tail = 0;
    let byNu = 0;
    let byLambda = 0;
    for (let t = 0; t < n; t++) {
      const v = variance[t];
      const z = residuals[t] / Math.sqrt(v);
      const side = b * z + a < 0 ? -1 : 1;
      const stretch = 1 / (1 + side * lambda);
      const u = (b * z + a) * stretch;
      const w = u / (nu - 2 + u * u);
      logVariance.add(v);
      logTail.add(1 + (u * u) / (nu - 2));
      tail += u * w;
      const byU = -(nu + 1) * w;
      const byZ = byU * b * stretch;
      dResidual[t] = z === 0 ? byZ / Math.sqrt(v) : (byZ * z) / residuals[t];
      dVariance[t] = (-0.5 * (1 + byZ * z)) / v;
      byNu += byU * (bNu * z + aNu) * stretch;
      byLambda += byU * ((bLambda * z + aLambda) * stretch - side * u * stretch);
    }
    const logTails = logTail.total();
    dShape[0] = n * (bNu / b + logCSlope) - 0.5 * logTails + (0.5 * (nu + 1) * tail) / (nu - 2) + byNu;
    dShape[1] = (n * bLambda) / b + byLambda;
    return n * (log(b) + logC) - 0.5 * logVariance.total() - 0.5 * (nu + 1) * logTails;
  },
  each(residuals, variance, [nu, lambda]) {
    const { a, b, logC } = constants(nu, lambda);
    return residuals.map((e, t) => {
      const shifted = (b * e) / Math.sqrt(variance[t]) + a;
      const u = shifted / (1 + (shifted < 0 ? -lambda : lambda));
      return log(b) + logC - 0.5 * log(variance[t]) - 0.5 * (nu + 1) * log1p((u * u) / (nu - 2));
    });
  },
  cdf(x, [nu, lambda]) {
    const { a, b } = constants(nu, lambda);
    const y = (b * x + a) * Math.sqrt(nu / (nu - 2));
    return y < 0
      ? (1 - lambda) * tCdf(y / (1 - lambda), nu)
      : (1 - lambda) / 2 + (1 + lambda) * (tCdf(y / (1 + lambda), nu) - 0.5);
  },
  quantile(p, [nu, lambda]) {
    const { a, b } = constants(nu, lambda);
    const narrow = Math.sqrt((nu - 2) / nu);
    const u =
      p < (1 - lambda) / 2
        ? (1 - lambda) * tQuantile(p / (1 - lambda), nu)
        : (1 + lambda) * tQuantile(0.5 + (p - (1 - lambda) / 2) / (1 + lambda), nu);
    return (u * narrow - a) / b;
  },
  /** Two halves of a t, the right one stretched by 1 + λ and drawn as often as its share of the whole. */
  draw(rng, [nu, lambda]) {
    const { a, b } = constants(nu, lambda);
    const half = Math.abs(rng.studentT(nu)) * Math.sqrt((nu - 2) / nu);
    const u = rng.uniform() < 0.5 * (1 + lambda) ? (1 + lambda) * half : (lambda - 1) * half;
    return (u - a) / b;
  },
  moment(power, [nu, lambda]) {
    if (power >= nu) return { below: Infinity, above: Infinity };
    const { a, b, logC } = constants(nu, lambda);
    const density = (z: number): number => {
      const u = (b * z + a) / (1 + (b * z + a < 0 ? -lambda : lambda));
      return exp(log(b) + logC - 0.5 * (nu + 1) * log1p((u * u) / (nu - 2)));
    };
    const kink = a === 0 ? 1 : Math.abs(a / b);
    return {
      below: halfMoment((x) => density(-x), power, nu, kink),
      above: halfMoment(density, power, nu, kink),
    };
  },
};

/**
 * ∫ xᵖ·f(x) dx from 0 to ∞ of a density with the tail x^{−ν−1}: the trapezoid rule over ln x, where the integrand
 * falls off at both ends, with the tail beyond e³⁰ added. The halves of the density meet at `kink`, so it is a node.
 */
function halfMoment(f: (x: number) => number, power: number, nu: number, kink: number): number {
  const step = 0.02;
  let sum = 0;
  let last = 0;
  for (let s = log(kink) - step * Math.ceil(40 / (power + 1) / step); s < 30; s += step) {
    const x = exp(s);
    last = pow(x, power + 1) * f(x);
    sum += last;
  }
  return (sum - 0.5 * last) * step + last / (nu - power);
}
