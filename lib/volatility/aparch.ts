import { DomainError } from "../core/errors";
import { normal } from "./densities/normal";
import type { Arranged, MomentOf, VarianceModel } from "./model";
import {
  checkNotNegative,
  LARGEST_PERSISTENCE,
  numbered,
  scalarOf,
  SMALLEST_OMEGA,
  vectorOf,
} from "./params";

/**
 * APARCH, Ding, Granger and Engle (1993):
 *
 *     σᵟₜ = ω + Σᵢ αᵢ (|εₜ₋ᵢ| − γᵢ εₜ₋ᵢ)ᵟ + Σⱼ βⱼ σᵟₜ₋ⱼ
 *
 * Before the first day |ε| and σ are the root of the presample variance, without asymmetry.
 * δ = 2 is GJR, δ = 1 the model of Zakoian (1994). θ = (ω, α…, γ…, β…, δ).
 */
export function aparchModel(archLags: number, leverageLags: number, garchLags: number): VarianceModel {
  const [p, o, q] = [archLags, leverageLags, garchLags];
  const size = 2 + p + o + q;
  const firstGamma = 1 + p;
  const firstBeta = 1 + p + o;
  const atDelta = size - 1;
  let powers = new Float64Array(0); // σᵟ
  let logPowers = new Float64Array(0);
  let dPowers = new Float64Array(0);
  // (|ε| − γᵢε)ᵟ and ln(|ε| − γᵢε) for each distinct γ: lags without leverage share the last row
  let shocks: Float64Array[] = [];
  let logSizes: Float64Array[] = [];
  let dShocks: Float64Array[] = [];
  const rowOf = (lag: number): number => (lag <= o ? lag - 1 : o);
  const rows = o + (p > o ? 1 : 0);

  // Σ αᵢ E(|z| − γᵢz)ᵟ + Σβ, of σᵟ
  const persistence = (theta: Float64Array, moment: MomentOf): number => {
    const delta = theta[atDelta];
    const { below, above } = moment(delta);
    let sum = 0;
    for (let i = 1; i <= p; i++) {
      const g = i <= o ? theta[p + i] : 0;
      sum += theta[i] * (below * (1 + g) ** delta + above * (1 - g) ** delta);
    }
    for (let j = firstBeta; j < atDelta; j++) sum += theta[j];
    return sum;
  };

  const underNormal: MomentOf = (power) => normal.moment(power, []);

  const lower = new Float64Array(size);
  const upper = new Float64Array(size).fill(1);
  [lower[0], upper[0]] = [SMALLEST_OMEGA, 100];
  for (let k = 0; k < o; k++) [lower[firstGamma + k], upper[firstGamma + k]] = [-0.9999, 0.9999];
  [lower[atDelta], upper[atDelta]] = [0.1, 5];
  const sums = Float64Array.from({ length: size }, (_, i) => (i >= firstBeta && i < atDelta ? 1 : 0));

  const arrange = <T>(
    values: readonly T[],
  ): Arranged<T> & Required<Pick<Arranged<T>, "omega" | "alpha" | "beta">> => ({
    omega: values[0],
    alpha: values.slice(1, 1 + p),
    ...(o > 0 && { gamma: values.slice(firstGamma, firstBeta) }),
    beta: values.slice(firstBeta, atDelta),
    delta: values[atDelta],
  });

  return {
    names: ["omega", ...numbered("alpha", p), ...numbered("gamma", o), ...numbered("beta", q), "delta"],
    region: { lower, upper, inequalities: { rows: [sums], upper: [LARGEST_PERSISTENCE] } },
    inequalities: ["sum of beta"],

    forward(theta, residuals, presample, variance) {
      const n = residuals.length;
      if (powers.length !== n) {
        const row = (): Float64Array => new Float64Array(n);
        powers = new Float64Array(n);
        logPowers = new Float64Array(n);
        dPowers = new Float64Array(n);
        [shocks, logSizes, dShocks] = [shocks, logSizes, dShocks].map(() =>
          Array.from({ length: rows }, row),
        );
      }
      const delta = theta[atDelta];
      const before = presample ** (delta / 2);
      for (let k = 0; k < rows; k++) {
        const g = k < o ? theta[firstGamma + k] : 0;
        const shock = shocks[k];
        const logSize = logSizes[k];
        for (let t = 0; t < n; t++) {
          const size = Math.abs(residuals[t]) - g * residuals[t];
          const log = size > 0 ? Math.log(size) : 0;
          logSize[t] = log;
          shock[t] = size > 0 ? Math.exp(delta * log) : 0;
        }
      }
      for (let t = 0; t < n; t++) {
        let next = theta[0];
        for (let i = 1; i <= p; i++) next += theta[i] * (t >= i ? shocks[rowOf(i)][t - i] : before);
        for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? powers[t - j] : before);
        const log = Math.log(next);
        powers[t] = next;
        logPowers[t] = log;
        variance[t] = Math.exp((2 / delta) * log);
      }
    },

    adjoint(theta, residuals, presample, variance, dVariance, dTheta, dResidual) {
      const n = residuals.length;
      dPowers.fill(0);
      for (const row of dShocks) row.fill(0);
      const delta = theta[atDelta];
      const before = presample ** (delta / 2);
      let dBefore = 0;
      let dDelta = 0;
      for (let t = n - 1; t >= 0; t--) {
        const byLog = (dVariance[t] * variance[t] * 2) / delta; // ∂L/∂ ln σᵟ through σ²
        dDelta -= byLog * logPowers[t];
        const d = dPowers[t] + byLog / powers[t];
        dTheta[0] += d;
        for (let i = 1; i <= p; i++)
          if (t >= i) {
            const row = rowOf(i);
            dTheta[i] += d * shocks[row][t - i];
            dShocks[row][t - i] += d * theta[i];
          } else {
            dTheta[i] += d * before;
            dBefore += d * theta[i];
          }
        for (let j = 1; j <= q; j++)
          if (t >= j) {
            dTheta[p + o + j] += d * powers[t - j];
            dPowers[t - j] += d * theta[p + o + j];
          } else {
            dTheta[p + o + j] += d * before;
            dBefore += d * theta[p + o + j];
          }
      }
      dTheta[atDelta] += dDelta / delta + 0.5 * dBefore * before * Math.log(presample);
      for (let k = 0; k < rows; k++) {
        const g = k < o ? theta[firstGamma + k] : 0;
        const shock = shocks[k];
        const logSize = logSizes[k];
        const dShock = dShocks[k];
        let byDelta = 0;
        let byGamma = 0;
        for (let t = 0; t < n; t++) {
          if (shock[t] === 0) continue;
          const e = residuals[t];
          const byLog = dShock[t] * shock[t]; // over δ: ∂L/∂ ln(|ε| − γε)
          byDelta += byLog * logSize[t];
          byGamma -= (byLog * e) / (Math.abs(e) - g * e);
          dResidual[t] += (delta * byLog) / e; // the size is proportional to ε on either side of 0
        }
        dTheta[atDelta] += byDelta;
        if (k < o) dTheta[firstGamma + k] += delta * byGamma;
      }
      return (0.5 * delta * dBefore * before) / presample;
    },

    step(theta, t, residuals, variance, presample) {
      const delta = theta[atDelta];
      const before = presample ** (delta / 2);
      let next = theta[0];
      for (let i = 1; i <= p; i++) {
        const g = i <= o ? theta[p + i] : 0;
        const e = residuals[t - i];
        next += theta[i] * (t >= i ? (Math.abs(e) - g * e) ** delta : before);
      }
      for (let j = 1; j <= q; j++)
        next += theta[p + o + j] * (t >= j ? variance[t - j] ** (delta / 2) : before);
      return next ** (2 / delta);
    },

    starts() {
      const levels = q === 0 ? [[0.3, 0]] : [[0.07, 0.9], [0.12, 0.83], [0.1, 0.6]]; // prettier-ignore
      return [2, 1].map((delta) =>
        levels.map(([shock, memory]) => {
          const theta = new Float64Array(size);
          theta.fill(shock / p, 1, firstGamma);
          theta.fill(0.1, firstGamma, firstBeta);
          if (q > 0) theta[firstBeta] = memory;
          theta[atDelta] = delta;
          theta[0] = Math.max(0.005, 1 - persistence(theta, underNormal));
          return theta;
        }),
      );
    },

    rescale(theta, scale) {
      const out = Float64Array.from(theta);
      out[0] *= scale ** theta[atDelta];
      return out;
    },

    arrange,
    toParams: (theta) => arrange([...theta]),

    fromParams(where, params) {
      const omega = scalarOf(where, params, "omega");
      if (omega <= 0) throw new DomainError(where, "params.omega", omega, "above 0");
      const alpha = vectorOf(where, params, "alpha", p);
      const gammas = vectorOf(where, params, "gamma", o);
      const beta = vectorOf(where, params, "beta", q);
      checkNotNegative(where, "alpha", alpha);
      checkNotNegative(where, "beta", beta);
      gammas.forEach((value, k) => {
        if (!(Math.abs(value) < 1))
          throw new DomainError(where, `params.gamma[${k}]`, value, "between −1 and 1");
      });
      return Float64Array.from([
        omega,
        ...alpha,
        ...gammas,
        ...beta,
        scalarOf(where, params, "delta", 0.01, 20),
      ]);
    },

    persistence,

    /** The 2/δ-th power of the mean of σᵟ: the mean of σ² itself has no closed form. */
    unconditional(theta, moment) {
      const left = 1 - persistence(theta, moment);
      return left > 0 ? (theta[0] / left) ** (2 / theta[atDelta]) : Infinity;
    },
  };
}
