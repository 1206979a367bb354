import { DomainError } from "../../core/errors";
import type { VarianceModel } from "./model";
import { vectorOf } from "../params";

const MEMORIES = [0.3, 0.6, 0.8, 0.9, 0.95, 0.98, 0.995, 0.9995];

/**
 * Exponentially weighted moving average, RiskMetrics (1996):
 *
 *     σ²ₜ = β σ²ₜ₋₁ + (1 − β) ε²ₜ₋₁
 *
 * The first variance is the presample variance. θ = (β), or empty where the decay is given.
 */
export function ewmaModel(decay: number | undefined): VarianceModel {
  const betaOf = (theta: Float64Array): number => decay ?? theta[0];
  const bounds = (value: number): Float64Array => Float64Array.from(decay === undefined ? [value] : []);
  return {
    names: decay === undefined ? ["beta"] : [],
    region: { lower: bounds(1e-6), upper: bounds(1 - 1e-6) },
    inequalities: [],

    forward(theta, residuals, presample, variance) {
      const beta = betaOf(theta);
      let next = presample;
      for (let t = 0; t < residuals.length; t++) {
        variance[t] = next;
        next = beta * next + (1 - beta) * residuals[t] * residuals[t];
      }
    },

    adjoint(theta, residuals, _presample, variance, dVariance, dTheta, dResidual) {
      const beta = betaOf(theta);
      for (let t = residuals.length - 1; t >= 1; t--) {
        const d = dVariance[t];
        const shock = residuals[t - 1];
        dVariance[t - 1] += d * beta;
        dResidual[t - 1] += 2 * d * (1 - beta) * shock;
        if (decay === undefined) dTheta[0] += d * (variance[t - 1] - shock * shock);
      }
      return dVariance[0];
    },

    step(theta, t, residuals, variance, presample) {
      const beta = betaOf(theta);
      return t === 0 ? presample : beta * variance[t - 1] + (1 - beta) * residuals[t - 1] ** 2;
    },

    starts: () => ({ inside: [[(decay === undefined ? MEMORIES : [0]).map(bounds)]], edges: [] }),
    stretch: (theta) => ({ theta, factor: 1 }),
    rescale: (theta) => Float64Array.from(theta),
    /** α is 1 − β: what is said of the one holds for the other. */
    arrange: <T>(values: readonly T[]) =>
      values.length > 0 ? { alpha: [...values], beta: [...values] } : {},
    toParams: (theta) => ({ omega: 0, alpha: [1 - betaOf(theta)], beta: [betaOf(theta)] }),

    fromParams(where, params) {
      const [beta] = vectorOf(where, params, "beta", 1);
      if (!(beta > 0 && beta < 1)) throw new DomainError(where, "params.beta[0]", beta, "between 0 and 1");
      if (decay !== undefined && beta !== decay)
        throw new DomainError(where, "params.beta[0]", beta, `the decay of the spec, ${decay}`);
      return bounds(beta);
    },

    persistence: () => 1,
    unconditional: () => Infinity,
  };
}
