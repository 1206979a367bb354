import { exp, log } from "../../core/elementary";
import { LARGE, SMALL } from "../densities/density";
import { quickExp } from "../../core/elementary/quick";
import { arrangedLags, lagParameters, shares, type ArrangedLags, type LagOrders } from "./lagParameters";
import { checkLeverageOrders, inBrackets, withoutLastLag } from "./lagOrders";
import type { ModelKind, VarianceModel } from "./model";
import { LARGEST_PERSISTENCE, numbered } from "../params";
import { isStationary } from "./stationary";

/** Nelson (1991): the logarithm of the variance, so that no parameter needs a sign. */
export interface EgarchSpec {
  readonly kind: "egarch";
  /** Lagged shocks, at least 1. */
  readonly archLags: number;
  /** Lags with an asymmetry; 0 is none. */
  readonly leverageLags: number;
  /** Lagged logarithms of the variance. */
  readonly garchLags: number;
}

export const egarch: ModelKind<EgarchSpec> = {
  name: (spec) => `EGARCH${inBrackets(spec)}`,
  check: checkLeverageOrders,
  model: ({ archLags, leverageLags, garchLags }) => egarchModel(archLags, leverageLags, garchLags),
  /** Not without the only lag of a kind: there is no bound, and its own starts reach as high. */
  nested: (spec) => [
    ...withoutLastLag(spec, "archLags", 1),
    ...withoutLastLag(spec, "leverageLags", 1),
    ...withoutLastLag(spec, "garchLags", 1),
  ],
};

/** E|z| of the standard normal: the mean that EGARCH subtracts, whatever the density. */
const MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);
/** Further than this from its presample value, ln σ² is none of a variance any more. */
const LARGEST_LOG = 60;
/** Where a simulated path of |ln σ²| ends: far beyond any variance, and still a number. */
const LARGEST_EXPONENT = 600;

const MEMORIES = [-0.97, -0.7, 0, 0.5, 0.85, 0.96, 0.995];
const SHOCKS = [-0.3, -0.08, 0.03, 0.15, 0.45];
const SIGNS = [-0.12, 0, 0.12];
/** Variances without shocks that tend from their presample value to another level, e to the power of these. */
const FADING = [0.6, 0.93, 0.99, 0.999];
const LEVELS = [-1, -0.15, 0.15, 1];

// Constants of this file: the compiler sees them in the loop, those of another file it looks up.
const [LEAST, MOST] = [SMALL, LARGE];
/** How steeply ln L is lowered beyond Λ = 0. */
const STEEPNESS = 10;

/**
 * EGARCH, Nelson (1991), written as in Python's `arch`:
 *
 *     ln σ²ₜ = ω + Σᵢ αᵢ (|zₜ₋ᵢ| − √(2/π)) + Σₖ γₖ zₜ₋ₖ + Σⱼ βⱼ ln σ²ₜ₋ⱼ,   z = ε/σ
 *
 * Before the first day z adds nothing and σ² is the presample variance. θ = (ω, α…, γ…, β…).
 *
 * A path must forget where it began, else no data could tell its parameters, and its forecasts would hang on rounding: with
 * Λ = Σₜ ln|mₜ|, mₜ = Σβ − ½(Σα·|zₜ| + Σγ·zₜ), by which an error in ln σ² grows to the sample's end, Λ ≤ 0 (Wintenberger 2013,
 * Blasques et al. 2018). Beyond it a search sees ln L − 5Λ².
 */
export function egarchModel(archLags: number, leverageLags: number, garchLags: number): VarianceModel {
  const orders = [archLags, leverageLags, garchLags] as const;
  const [p, o, q] = orders;
  const size = 1 + p + o + q;
  const firstBeta = 1 + p + o;
  const longest = Math.max(p, o, q);
  const single = p === 1 && o <= 1 && q === 1;
  let workspace = workspaceFor(0, longest);
  let memory = 0; // Λ of the last path

  const persistence = (theta: Float64Array): number => {
    let sum = 0;
    for (let j = firstBeta; j < size; j++) sum += theta[j];
    return sum;
  };

  const lower = new Float64Array(size).fill(-10);
  const upper = new Float64Array(size).fill(10);
  for (let j = firstBeta; j < size; j++) [lower[j], upper[j]] = [-1, 1];
  const sumOfBeta = Float64Array.from({ length: size }, (_, i) => (i >= firstBeta ? 1 : 0));

  const arrange = <T>(values: readonly T[]): ArrangedLags<T> => arrangedLags(orders, values);

  return {
    names: ["omega", ...numbered("alpha", p), ...numbered("gamma", o), ...numbered("beta", q)],
    kinked: true,
    region: { lower, upper, inequalities: { rows: [sumOfBeta], upper: [LARGEST_PERSISTENCE] } },
    inequalities: ["persistence"],

    forward(theta, residuals, presample, variance) {
      if (workspace.logs.length !== residuals.length) workspace = workspaceFor(residuals.length, longest);
      const before = log(presample);
      memory = single
        ? singleForward(theta, o === 1, residuals, before, workspace, variance)
        : egarchForward(theta, orders, residuals, before, workspace, variance);
    },

    penalty: () => 0.5 * STEEPNESS * Math.max(0, memory) ** 2,

    adjoint(theta, _residuals, presample, variance, dVariance, dTheta, dResidual) {
      const pressure = -STEEPNESS * Math.max(0, memory);
      if (single) singleAdjoint(theta, o === 1, workspace, variance, dVariance, dTheta, dResidual, pressure);
      else egarchAdjoint(theta, orders, workspace, variance, dVariance, dTheta, dResidual, pressure);
      const before = log(presample);
      const { dLogs } = workspace;
      let dBefore = 0;
      for (let j = 1; j <= q; j++)
        for (let t = 0; t < Math.min(j, variance.length); t++) {
          dTheta[p + o + j] += dLogs[t] * before;
          dBefore += dLogs[t] * theta[p + o + j];
        }
      return dBefore / presample;
    },

    step(theta, t, residuals, variance, presample) {
      let next = theta[0];
      const shock = (lag: number): number => residuals[t - lag] / Math.sqrt(variance[t - lag]);
      for (let i = 1; i <= p && i <= t; i++) next += theta[i] * (Math.abs(shock(i)) - MEAN_ABSOLUTE);
      for (let k = 1; k <= o && k <= t; k++) next += theta[p + k] * shock(k);
      for (let j = 1; j <= q; j++) next += theta[p + o + j] * log(t >= j ? variance[t - j] : presample);
      return exp(Math.max(-LARGEST_EXPONENT, Math.min(next, LARGEST_EXPONENT)));
    },

    starts() {
      const everyLag = Array.from({ length: q }, (_, j) => j + 1);
      const point = (omega: number, shock: number, sign: number, beta: readonly number[]): Float64Array =>
        Float64Array.from([
          omega,
          ...new Array<number>(p).fill(shock / p),
          ...new Array<number>(o).fill(sign / Math.max(1, o)),
          ...beta,
        ]);
      const signs = o === 0 ? [0] : SIGNS;
      const memories = q === 0 ? [0] : MEMORIES;
      const inside = shares(q, everyLag).flatMap((beta) => [
        ...signs.map((sign) =>
          memories.map((memory) =>
            SHOCKS.map((shock) =>
              point(
                0,
                shock,
                sign,
                beta.map((share) => memory * share),
              ),
            ),
          ),
        ),
        ...(q === 0
          ? []
          : [
              FADING.map((memory) =>
                LEVELS.map((level) =>
                  point(
                    level * (1 - memory),
                    0,
                    0,
                    beta.map((share) => memory * share),
                  ),
                ),
              ),
            ]),
      ]);
      return { inside, edges: [] };
    },

    /** σ²·c has z/√c: α and γ times √c leave the path as it is, but for what α subtracts on average. */
    stretch(theta, factor) {
      const root = Math.sqrt(factor);
      const out = theta.map((x, i) => (i > 0 && i < firstBeta ? x * root : x));
      out[0] += (1 - persistence(theta)) * log(factor);
      for (let i = 1; i <= p; i++) out[0] += MEAN_ABSOLUTE * theta[i] * (root - 1);
      return { theta: out, factor };
    },

    rescale(theta, scale) {
      const out = Float64Array.from(theta);
      out[0] += 2 * log(scale) * (1 - persistence(theta));
      return out;
    },

    arrange,
    toParams: (theta) => arrange([...theta]),

    fromParams(where, params) {
      const { omega, alpha, gamma, beta } = lagParameters(where, params, orders);
      return Float64Array.from([omega, ...alpha, ...gamma, ...beta]);
    },

    persistence,

    /** The exponential of the mean of ln σ²: the mean of σ² itself has no closed form, and under Student's t none at all. */
    unconditional(theta, moment) {
      if (!isStationary(theta.subarray(firstBeta))) return Infinity;
      const { below, above } = moment(1);
      let mean = theta[0];
      for (let i = 1; i <= p; i++) mean += theta[i] * (below + above - MEAN_ABSOLUTE);
      return exp(mean / (1 - persistence(theta)));
    },
  };
}

/** Work space for one length of the sample. */
interface Workspace {
  /** ln σ² */
  readonly logs: Float64Array;
  /** 1/σ */
  readonly precisions: Float64Array;
  /** z */
  readonly shocks: Float64Array;
  /** ∂L/∂ ln σ², with zeros for as many days after the last as lags reach. */
  readonly dLogs: Float64Array;
}

function workspaceFor(days: number, longest: number): Workspace {
  return {
    logs: new Float64Array(days),
    precisions: new Float64Array(days),
    shocks: new Float64Array(days),
    dLogs: new Float64Array(days + longest),
  };
}

// The passes over the days are functions of their own, outside of the model, for the reason that `longLags.ts` gives.

/** @returns Λ */
function egarchForward(
  theta: Float64Array,
  [p, o, q]: LagOrders,
  residuals: Float64Array,
  before: number,
  { logs, precisions, shocks }: Workspace,
  variance: Float64Array,
): number {
  const [alpha, gamma, beta] = sums(theta, [p, o, q]);
  let sum = 0;
  let product = 1;
  for (let t = 0; t < variance.length; t++) {
    let next = theta[0];
    for (let i = 1; i <= p && i <= t; i++) next += theta[i] * (Math.abs(shocks[t - i]) - MEAN_ABSOLUTE);
    for (let k = 1; k <= o && k <= t; k++) next += theta[p + k] * shocks[t - k];
    for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? logs[t - j] : before);
    if (!(Math.abs(next - before) < LARGEST_LOG)) {
      variance.fill(Number.NaN, t); // the recursion left the numbers: the likelihood says so
      return Infinity;
    }
    const precision = quickExp(-0.5 * next);
    const z = residuals[t] * precision;
    logs[t] = next;
    precisions[t] = precision;
    variance[t] = 1 / (precision * precision);
    shocks[t] = z;
    const factor = beta - 0.5 * (alpha * Math.abs(z) + gamma * z);
    product *= (factor * factor + FLOOR) * (1 / (1 + FLOOR));
    if (!(product > LEAST && product < MOST)) {
      sum += log(product);
      product = 1;
    }
  }
  return 0.5 * (sum + log(product));
}

/**
 * {@link egarchForward} of the model that is fitted most, one lag of each kind. Each day waits for the one before: so it goes
 * from −½ ln σ² to the next by as few operations after another as can be, with z·(α·sign z + γ) as (α·|ε| + γ·ε)/σ.
 */
function singleForward(
  theta: Float64Array,
  leverage: boolean,
  residuals: Float64Array,
  before: number,
  { logs, precisions, shocks }: Workspace,
  variance: Float64Array,
): number {
  const alpha = theta[1];
  const gamma = leverage ? theta[2] : 0;
  const beta = leverage ? theta[3] : theta[2];
  const level = -0.5 * (theta[0] - alpha * MEAN_ABSOLUTE);
  const lowest = -0.5 * (before + LARGEST_LOG);
  const highest = -0.5 * (before - LARGEST_LOG);
  let sum = 0;
  let product = 1;
  let half = -0.5 * (theta[0] + beta * before); // −½ ln σ²
  for (let t = 0; t < variance.length; t++) {
    if (!(half > lowest && half < highest)) {
      variance.fill(Number.NaN, t);
      return Infinity;
    }
    const precision = quickExp(half);
    const residual = residuals[t];
    const news = -0.5 * (alpha * Math.abs(residual) + gamma * residual) * precision;
    logs[t] = -2 * half;
    precisions[t] = precision;
    variance[t] = 1 / (precision * precision);
    shocks[t] = residual * precision;
    half = level + beta * half + news;
    const factor = beta + news;
    product *= (factor * factor + FLOOR) * (1 / (1 + FLOOR));
    if (!(product > LEAST && product < MOST)) {
      sum += log(product);
      product = 1;
    }
  }
  return 0.5 * (sum + log(product));
}

/** The adjoint of {@link singleForward}, as {@link egarchAdjoint}. */
function singleAdjoint(
  theta: Float64Array,
  leverage: boolean,
  { logs, precisions, shocks, dLogs }: Workspace,
  variance: Float64Array,
  dVariance: Float64Array,
  dTheta: Float64Array,
  dResidual: Float64Array,
  pressure: number,
): void {
  const alpha = theta[1];
  const gamma = leverage ? theta[2] : 0;
  const beta = leverage ? theta[3] : theta[2];
  let omega = 0;
  let bySize = 0;
  let bySign = 0;
  let byMemory = 0;
  let d = 0; // by ln σ² of the day after t
  for (let t = variance.length - 1; t >= 0; t--) {
    const z = shocks[t];
    const size = Math.abs(z);
    const news = -0.5 * (alpha * size + gamma * z);
    const factor = beta + news;
    bySize += d * (size - MEAN_ABSOLUTE);
    bySign += d * z;
    byMemory += d * logs[t];
    let byNews = d;
    let own = dVariance[t] * variance[t];
    if (pressure !== 0) {
      const push = pressure * logSlope(factor);
      bySize -= 0.5 * push * size;
      bySign -= 0.5 * push * z;
      byMemory += push;
      byNews -= 0.5 * push;
      own -= 0.5 * push * news;
    }
    dResidual[t] += byNews * (z < 0 ? gamma - alpha : gamma + alpha) * precisions[t];
    d = own + d * factor;
    omega += d;
  }
  dLogs[0] = d; // for the presample
  dTheta[0] += omega;
  dTheta[1] += bySize;
  if (leverage) dTheta[2] += bySign;
  dTheta[leverage ? 3 : 2] += byMemory;
}

/** Σα, Σγ, Σβ */
function sums(theta: Float64Array, [p, o, q]: LagOrders): [number, number, number] {
  const over = (from: number, count: number): number =>
    theta.subarray(from, from + count).reduce((sum, x) => sum + x, 0);
  return [over(1, p), over(1 + p, o), over(1 + p + o, q)];
}

/** What keeps the logarithm of a day's factor from running away where the factor is 0: that a day forgets all is no news. */
const FLOOR = 0.01;

/** The derivative of what a day's factor m adds to Λ, ½ ln((m² + {@link FLOOR}) / (1 + {@link FLOOR})). */
function logSlope(factor: number): number {
  return factor / (factor * factor + FLOOR);
}

/** From the last day down: d is ∂L/∂ ln σ²ₜ in all, gathered from the days that read day t. */
function egarchAdjoint(
  theta: Float64Array,
  [p, o, q]: LagOrders,
  { logs, precisions, shocks, dLogs }: Workspace,
  variance: Float64Array,
  dVariance: Float64Array,
  dTheta: Float64Array,
  dResidual: Float64Array,
  pressure: number,
): void {
  const [alpha, gamma, beta] = sums(theta, [p, o, q]);
  for (let t = variance.length - 1; t >= 0; t--) {
    const z = shocks[t];
    const size = Math.abs(z);
    let bySize = 0;
    for (let i = 1; i <= p; i++) {
      bySize += theta[i] * dLogs[t + i];
      dTheta[i] += dLogs[t + i] * (size - MEAN_ABSOLUTE);
    }
    let bySign = 0;
    for (let k = 1; k <= o; k++) {
      bySign += theta[p + k] * dLogs[t + k];
      dTheta[p + k] += dLogs[t + k] * z;
    }
    let d = dVariance[t] * variance[t];
    if (pressure !== 0) {
      const push = pressure * logSlope(beta - 0.5 * (alpha * size + gamma * z));
      for (let i = 1; i <= p; i++) dTheta[i] -= 0.5 * push * size;
      for (let k = 1; k <= o; k++) dTheta[p + k] -= 0.5 * push * z;
      for (let j = 1; j <= q; j++) dTheta[p + o + j] += push;
      bySize -= 0.5 * push * alpha;
      bySign -= 0.5 * push * gamma;
    }
    for (let j = 1; j <= q; j++) {
      d += theta[p + o + j] * dLogs[t + j];
      dTheta[p + o + j] += dLogs[t + j] * logs[t];
    }
    // z·∂L/∂z has no branch on the sign of z; and ∂z/∂ε = 1/σ
    const byShock = size * bySize + z * bySign;
    d -= 0.5 * byShock;
    dResidual[t] += (z === 0 ? bySize + bySign : byShock / z) * precisions[t];
    dLogs[t] = d;
    dTheta[0] += d;
  }
}
