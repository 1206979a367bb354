import { log, pow } from "../../core/elementary";
import { quickExp, quickLog } from "../../core/elementary/quick";
import { DomainError } from "../../core/errors";
import type { MomentOf } from "../densities/density";
import { normal } from "../densities/normal";
import { arrangedLags, positiveLagParameters, type ArrangedLags, type LagOrders } from "./lagParameters";
import { checkLeverageOrders, inBrackets, withoutLastLag } from "./lagOrders";
import type { ModelKind, VarianceModel } from "./model";
import { LARGEST_PERSISTENCE, numbered, scalarOf, SMALLEST_OMEGA } from "../params";

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

export const aparch: ModelKind<AparchSpec> = {
  name: (spec) => `APARCH${inBrackets(spec)}`,
  check: (where, spec) => checkLeverageOrders(where, spec, spec.archLags),
  model: ({ archLags, leverageLags, garchLags }) => aparchModel(archLags, leverageLags, garchLags),
  /** A lag may lose its γ only: dropping an α that has a γ would drop both. And not the only lag of a kind, as in EGARCH. */
  nested: (spec) => [
    ...withoutLastLag(spec, "archLags", Math.max(1, spec.leverageLags)),
    ...withoutLastLag(spec, "leverageLags", 1),
    ...withoutLastLag(spec, "garchLags", 1),
  ],
};

const MEMORIES = [0.1, 0.5, 0.8, 0.93, 0.98];
const SHOCKS = [0.05, 0.3, 0.7, 0.95];
const POWERS = [0.2, 1, 2.2];

/**
 * APARCH, Ding, Granger and Engle (1993):
 *
 *     σᵟₜ = ω + Σᵢ αᵢ (|εₜ₋ᵢ| − γᵢ εₜ₋ᵢ)ᵟ + Σⱼ βⱼ σᵟₜ₋ⱼ
 *
 * Before the first day |ε| and σ are the root of the presample variance, without asymmetry.
 * δ = 2 is GJR, δ = 1 the model of Zakoian (1994). θ = (ω, α…, γ…, β…, δ).
 */
export function aparchModel(archLags: number, leverageLags: number, garchLags: number): VarianceModel {
  const orders = [archLags, leverageLags, garchLags] as const;
  const [p, o, q] = orders;
  const size = 2 + p + o + q;
  const firstGamma = 1 + p;
  const firstBeta = 1 + p + o;
  const atDelta = size - 1;
  const longest = Math.max(p, q);
  let workspace: Workspace | undefined;

  // Σ αᵢ E(|z| − γᵢz)ᵟ + Σβ, of σᵟ
  const persistence = (theta: Float64Array, moment: MomentOf): number => {
    const delta = theta[atDelta];
    const { below, above } = moment(delta);
    let sum = 0;
    for (let i = 1; i <= p; i++) {
      if (theta[i] === 0) continue; // whatever the moments: they may be infinite
      const g = i <= o ? theta[p + i] : 0;
      sum += theta[i] * (below * pow(1 + g, delta) + above * pow(1 - g, delta));
    }
    for (let j = firstBeta; j < atDelta; j++) sum += theta[j];
    return sum;
  };

  const underNormal: MomentOf = (power) => normal.moment(power, []);

  const lower = new Float64Array(size);
  const upper = new Float64Array(size).fill(1);
  [lower[0], upper[0]] = [SMALLEST_OMEGA, 100];
  for (let k = 0; k < o; k++) [lower[firstGamma + k], upper[firstGamma + k]] = [-0.9999, 0.9999];
  [lower[atDelta], upper[atDelta]] = [0.05, 5];
  const sums = Float64Array.from({ length: size }, (_, i) => (i >= firstBeta && i < atDelta ? 1 : 0));

  const arrange = <T>(values: readonly T[]): ArrangedLags<T> => ({
    ...arrangedLags(orders, values),
    delta: values[atDelta],
  });

  return {
    names: ["omega", ...numbered("alpha", p), ...numbered("gamma", o), ...numbered("beta", q), "delta"],
    kinked: true,
    region: { lower, upper, inequalities: { rows: [sums], upper: [LARGEST_PERSISTENCE] } },
    inequalities: ["sum of beta"],

    forward(theta, residuals, presample, variance) {
      if (workspace?.powers.length !== residuals.length) workspace = workspaceFor(residuals.length, orders);
      const { sides } = workspace;
      const delta = theta[atDelta];
      sides.forEach((side, k) => sideForward(k < o ? theta[firstGamma + k] : 0, delta, residuals, side));
      powerForward(theta, orders, workspace, pow(presample, delta / 2), delta, variance);
    },

    adjoint(theta, residuals, presample, variance, dVariance, dTheta, dResidual) {
      const { powers, dPowers, sides } = workspace!;
      dPowers.fill(0);
      for (const { dShocks } of sides) dShocks.fill(0);
      const delta = theta[atDelta];
      const before = pow(presample, delta / 2);
      powerAdjoint(theta, orders, workspace!, delta, variance, dVariance, dTheta);
      let dBefore = 0;
      for (let t = 0; t < Math.min(longest, powers.length); t++) {
        for (let i = t + 1; i <= p; i++) {
          dTheta[i] += dPowers[t] * before;
          dBefore += dPowers[t] * theta[i];
        }
        for (let j = t + 1; j <= q; j++) {
          dTheta[p + o + j] += dPowers[t] * before;
          dBefore += dPowers[t] * theta[p + o + j];
        }
      }
      dTheta[atDelta] += 0.5 * dBefore * before * log(presample);
      sides.forEach((side, k) => {
        const g = k < o ? theta[firstGamma + k] : 0;
        const { byGamma, byDelta } = sideAdjoint(g, delta, residuals, side, dResidual);
        if (k < o) dTheta[firstGamma + k] += byGamma;
        dTheta[atDelta] += byDelta;
      });
      return (0.5 * delta * dBefore * before) / presample;
    },

    step(theta, t, residuals, variance, presample) {
      const delta = theta[atDelta];
      const before = pow(presample, delta / 2);
      let next = theta[0];
      for (let i = 1; i <= p; i++) {
        const g = i <= o ? theta[p + i] : 0;
        const e = residuals[t - i];
        next += theta[i] * (t >= i ? pow(Math.abs(e) - g * e, delta) : before);
      }
      for (let j = 1; j <= q; j++)
        next += theta[p + o + j] * (t >= j ? pow(variance[t - j], delta / 2) : before);
      return pow(next, 2 / delta);
    },

    starts() {
      const inside = POWERS.map((delta) =>
        (q === 0 ? [0] : MEMORIES).map((memory) =>
          SHOCKS.map((part) => {
            const shock = part * (1 - memory);
            const theta = new Float64Array(size);
            theta.fill(shock / p, 1, firstGamma);
            theta.fill(0.1, firstGamma, firstBeta);
            if (q > 0) theta[firstBeta] = memory;
            theta[atDelta] = delta;
            theta[0] = Math.max(0.005, 1 - persistence(theta, underNormal));
            return theta;
          }),
        ),
      );
      return { inside, edges: [] };
    },

    stretch(theta, factor) {
      const power = pow(factor, 0.5 * theta[atDelta]);
      return { theta: theta.map((x, i) => (i < firstGamma ? x * power : x)), factor };
    },

    rescale(theta, scale) {
      const out = Float64Array.from(theta);
      out[0] *= pow(scale, theta[atDelta]);
      return out;
    },

    arrange,
    toParams: (theta) => arrange([...theta]),

    fromParams(where, params) {
      const { omega, alpha, gamma, beta } = positiveLagParameters(where, params, orders);
      gamma.forEach((value, k) => {
        if (!(Math.abs(value) < 1))
          throw new DomainError(where, `params.gamma[${k}]`, value, "between −1 and 1");
      });
      return Float64Array.from([
        omega,
        ...alpha,
        ...gamma,
        ...beta,
        scalarOf(where, params, "delta", 0.01, 20),
      ]);
    },

    persistence,

    /** The 2/δ-th power of the mean of σᵟ: the mean of σ² itself has no closed form. */
    unconditional(theta, moment) {
      const left = 1 - persistence(theta, moment);
      return left > 0 ? pow(theta[0] / left, 2 / theta[atDelta]) : Infinity;
    },
  };
}

/** Shocks as one γ weighs them. */
interface Side {
  /** (|ε| − γε)ᵟ */
  readonly shocks: Float64Array;
  /** ln(|ε| − γε) */
  readonly logSizes: Float64Array;
  /** ∂L/∂shocks */
  readonly dShocks: Float64Array;
}

/** Work space for one length of the sample. */
interface Workspace {
  /** σᵟ */
  readonly powers: Float64Array;
  readonly logPowers: Float64Array;
  /** ∂L/∂σᵟ in all, once the pass has come by. */
  readonly dPowers: Float64Array;
  /** One for each γ; lags without leverage share the last. */
  readonly sides: readonly Side[];
}

function workspaceFor(days: number, [p, o]: LagOrders): Workspace {
  const empty = (): Float64Array => new Float64Array(days);
  const count = o + (p > o ? 1 : 0);
  return {
    powers: empty(),
    logPowers: empty(),
    dPowers: empty(),
    sides: Array.from({ length: count }, () => ({ shocks: empty(), logSizes: empty(), dShocks: empty() })),
  };
}

// The passes over the days are functions of their own, outside of the model, for the reason that `longLags.ts` gives.

function sideForward(
  gamma: number,
  delta: number,
  residuals: Float64Array,
  { shocks, logSizes }: Side,
): void {
  for (let t = 0; t < residuals.length; t++) {
    const size = Math.abs(residuals[t]) - gamma * residuals[t];
    const logSize = size > 0 ? quickLog(size) : 0;
    logSizes[t] = logSize;
    shocks[t] = size > 0 ? quickExp(delta * logSize) : 0;
  }
}

function sideAdjoint(
  gamma: number,
  delta: number,
  residuals: Float64Array,
  { shocks, logSizes, dShocks }: Side,
  dResidual: Float64Array,
): { byGamma: number; byDelta: number } {
  let byGamma = 0;
  let byDelta = 0;
  for (let t = 0; t < residuals.length; t++) {
    const byLog = dShocks[t] * shocks[t]; // over δ: ∂L/∂ ln(|ε| − γε)
    if (byLog === 0) continue;
    const e = residuals[t];
    byDelta += byLog * logSizes[t];
    byGamma -= (byLog * e) / (Math.abs(e) - gamma * e);
    dResidual[t] += (delta * byLog) / e; // on either side of 0 the size is proportional to ε
  }
  return { byGamma: delta * byGamma, byDelta };
}

function powerForward(
  theta: Float64Array,
  [p, o, q]: LagOrders,
  { powers, logPowers, sides }: Workspace,
  before: number,
  delta: number,
  variance: Float64Array,
): void {
  for (let t = 0; t < variance.length; t++) {
    let next = theta[0];
    for (let i = 1; i <= p; i++)
      next += theta[i] * (t >= i ? sides[i <= o ? i - 1 : o].shocks[t - i] : before);
    for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? powers[t - j] : before);
    const logNext = quickLog(next);
    powers[t] = next;
    logPowers[t] = logNext;
    variance[t] = quickExp((2 / delta) * logNext);
  }
}

/** Adds what the days of the sample give; what the days before it give is left to the model. */
function powerAdjoint(
  theta: Float64Array,
  [p, o, q]: LagOrders,
  { powers, logPowers, dPowers, sides }: Workspace,
  delta: number,
  variance: Float64Array,
  dVariance: Float64Array,
  dTheta: Float64Array,
): void {
  let dDelta = 0;
  for (let t = variance.length - 1; t >= 0; t--) {
    const byLog = (dVariance[t] * variance[t] * 2) / delta; // ∂L/∂ ln σᵟ through σ²
    dDelta -= byLog * logPowers[t];
    const d = dPowers[t] + byLog / powers[t];
    dPowers[t] = d;
    dTheta[0] += d;
    for (let i = 1; i <= p && i <= t; i++) {
      const { shocks, dShocks } = sides[i <= o ? i - 1 : o];
      dTheta[i] += d * shocks[t - i];
      dShocks[t - i] += d * theta[i];
    }
    for (let j = 1; j <= q && j <= t; j++) {
      dTheta[p + o + j] += d * powers[t - j];
      dPowers[t - j] += d * theta[p + o + j];
    }
  }
  dTheta[theta.length - 1] += dDelta / delta;
}
