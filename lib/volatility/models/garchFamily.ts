import { DomainError } from "../../core/errors";
import type { LinearInequalities } from "../../math/quadratic";
import { arrangedLags, positiveLagParameters, shares, type ArrangedLags } from "./lagParameters";
import { longAdjoint, longForward, squaresAdjoint, squaresOf } from "./longLags";
import type { SearchStarts, StartGrid, VarianceModel } from "./model";
import { LARGEST_PERSISTENCE, numbered, SMALLEST_OMEGA } from "../params";
import { SHORT, shortAdjoint, shortForward, singleAdjoint, singleForward } from "./shortLags";

/** A sum of weights that is 0 but for rounding. */
const ROUNDING = 1e-12;

/**
 * The variance that is linear in squared shocks: GARCH, and with leverage lags GJR.
 *
 *     σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σₖ γₖ ε²ₜ₋ₖ·[εₜ₋ₖ < 0] + Σⱼ βⱼ σ²ₜ₋ⱼ
 *
 * Before the first day ε² and σ² are the presample variance, half of it from negative shocks.
 * θ = (ω, α…, γ…, β…).
 */
export function linearModel(archLags: number, leverageLags: number, garchLags: number): VarianceModel {
  const orders = [archLags, leverageLags, garchLags] as const;
  const [p, o, q] = orders;
  const single = p === 1 && q === 1 && o <= 1;
  const short = o === 0 && Math.max(p, q) <= SHORT;
  /** How many first days are written out with the presample. */
  const longest = single || short ? SHORT : Math.max(p, o, q);
  const size = 1 + p + o + q;
  const row = symmetricPersistence(p, o, q);
  const firstGamma = 1 + p;
  const firstBeta = 1 + p + o;
  let squares = new Float64Array(0);
  let dSquares = new Float64Array(0);

  /** Σα + Σβ, and Σγ times the share of the variance that falls on negative shocks. */
  const persistence: VarianceModel["persistence"] = (theta, moment) => {
    const share = o > 0 ? moment(2).below : 0;
    let sum = 0;
    for (let i = 1; i < theta.length; i++)
      sum += i >= firstGamma && i < firstBeta ? share * theta[i] : theta[i];
    return sum;
  };

  const arrange = <T>(values: readonly T[]): ArrangedLags<T> => arrangedLags(orders, values);

  return {
    names: ["omega", ...numbered("alpha", p), ...numbered("gamma", o), ...numbered("beta", q)],
    region: linearRegion(p, o, q),
    inequalities: [
      "persistence",
      ...Array.from({ length: Math.min(o, p) }, (_, k) =>
        Math.max(o, p) === 1 ? "alpha + gamma" : `alpha[${k + 1}] + gamma[${k + 1}]`,
      ),
    ],

    forward(theta, residuals, presample, variance) {
      const n = residuals.length;
      if (squares.length !== n) squares = new Float64Array(n);
      squaresOf(residuals, single ? Math.min(SHORT, n) : n, squares);
      const ahead = Math.min(longest, n);
      for (let t = 0; t < ahead; t++) {
        let next = theta[0];
        for (let i = 1; i <= p; i++) next += theta[i] * (t >= i ? squares[t - i] : presample);
        for (let k = 1; k <= o; k++)
          next += theta[p + k] * (t < k ? 0.5 * presample : residuals[t - k] < 0 ? squares[t - k] : 0);
        for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? variance[t - j] : presample);
        variance[t] = next;
      }
      if (single && n > SHORT) return singleForward(theta, o === 1, residuals, variance);
      if (short && n > SHORT) return shortForward(theta, p, q, squares, variance);
      longForward(theta, orders, longest, residuals, squares, variance);
    },

    adjoint(theta, residuals, presample, variance, dVariance, dTheta, dResidual) {
      const n = residuals.length;
      if (dSquares.length !== n) dSquares = new Float64Array(n);
      else dSquares.fill(0);
      let dPresample = 0;
      if (single && n > SHORT)
        singleAdjoint(theta, o === 1, residuals, variance, dVariance, dSquares, dTheta, dResidual);
      else if (short && n > SHORT)
        shortAdjoint(theta, p, q, residuals, squares, variance, dVariance, dSquares, dTheta, dResidual);
      else longAdjoint(theta, orders, longest, residuals, squares, variance, dVariance, dSquares, dTheta);
      for (let t = Math.min(longest, n) - 1; t >= 0; t--) {
        const d = dVariance[t];
        dTheta[0] += d;
        for (let i = 1; i <= p; i++) {
          dTheta[i] += d * (t >= i ? squares[t - i] : presample);
          if (t >= i) dSquares[t - i] += d * theta[i];
          else dPresample += d * theta[i];
        }
        for (let k = 1; k <= o; k++)
          if (t < k) {
            dTheta[p + k] += d * 0.5 * presample;
            dPresample += d * 0.5 * theta[p + k];
          } else if (residuals[t - k] < 0) {
            dTheta[p + k] += d * squares[t - k];
            dSquares[t - k] += d * theta[p + k];
          }
        for (let j = 1; j <= q; j++) {
          dTheta[p + o + j] += d * (t >= j ? variance[t - j] : presample);
          if (t >= j) dVariance[t - j] += d * theta[p + o + j];
          else dPresample += d * theta[p + o + j];
        }
      }
      squaresAdjoint(residuals, single || short ? Math.min(SHORT, n) : n, dSquares, dResidual);
      return dPresample;
    },

    step(theta, t, residuals, variance, presample) {
      let next = theta[0];
      for (let i = 1; i <= p; i++) next += theta[i] * (t >= i ? residuals[t - i] ** 2 : presample);
      for (let k = 1; k <= o; k++)
        next += theta[p + k] * (t < k ? 0.5 * presample : residuals[t - k] < 0 ? residuals[t - k] ** 2 : 0);
      for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? variance[t - j] : presample);
      return next;
    },

    starts: () => keptStarts(p, o, q),

    stretch(theta, factor) {
      let shocks = 0;
      let memory = 0;
      for (let i = 1; i < size; i++)
        if (i < firstBeta) shocks += row[i] * theta[i];
        else memory += row[i] * theta[i];
      const most = shocks > 0 ? (1 - 1e-4 - memory) / shocks : Infinity;
      const own = most > 0 ? Math.min(factor, most) : 1;
      const out = Float64Array.from(theta);
      for (let i = 0; i < firstBeta; i++) out[i] *= own;
      return { theta: out, factor: own };
    },

    rescale(theta, scale) {
      const out = Float64Array.from(theta);
      out[0] *= scale * scale;
      return out;
    },

    arrange,
    toParams: (theta) => arrange([...theta]),

    fromParams(where, params) {
      const { omega, alpha, gamma, beta } = positiveLagParameters(where, params, orders);
      gamma.forEach((value, k) => {
        if ((alpha[k] ?? 0) + value < -ROUNDING)
          throw new DomainError(where, `params.gamma[${k}]`, value, "no less than −alpha at the same lag");
      });
      return Float64Array.from([omega, ...alpha, ...gamma, ...beta]);
    },

    persistence,

    unconditional(theta, moment) {
      const left = 1 - persistence(theta, moment);
      return left > 0 ? theta[0] / left : Infinity;
    },
  };
}

/** The weights of θ in the persistence under symmetric shocks. */
function symmetricPersistence(p: number, o: number, q: number): Float64Array {
  return Float64Array.from({ length: 1 + p + o + q }, (_, i) =>
    i === 0 ? 0 : i > p && i <= p + o ? 0.5 : 1,
  );
}

/** ω > 0, α and β ≥ 0, α + γ ≥ 0 at each lag, persistence below 1 under symmetric shocks. */
function linearRegion(p: number, o: number, q: number): VarianceModel["region"] {
  const size = 1 + p + o + q;
  const lower = new Float64Array(size);
  const upper = new Float64Array(size).fill(1);
  lower[0] = SMALLEST_OMEGA;
  upper[0] = 100;
  for (let k = 1; k <= o; k++) {
    lower[p + k] = k <= p ? -1 : 0;
    upper[p + k] = 2;
  }
  const rows = [symmetricPersistence(p, o, q)];
  const limits = [LARGEST_PERSISTENCE];
  for (let k = 1; k <= Math.min(o, p); k++) {
    const row = new Float64Array(size);
    row[k] = -1;
    row[p + k] = -1;
    rows.push(row);
    limits.push(0);
  }
  const inequalities: LinearInequalities = { rows, upper: limits };
  return { lower, upper, inequalities };
}

const kept = new Map<string, SearchStarts>();

/** {@link linearStarts}, made once for each order: a model is fitted by the thousand. */
function keptStarts(p: number, o: number, q: number): SearchStarts {
  const key = `${p},${o},${q}`;
  const starts = kept.get(key) ?? linearStarts(p, o, q);
  kept.set(key, starts);
  return starts;
}

/**
 * Grids for each way in which the memory may be shared among the lagged variances, and the shocks among theirs and between
 * good and bad news: there the hills differ. Rows by Σβ; columns by the part of the rest that the shocks have. A last grid
 * is of variances without shocks that tend from their presample value to another level.
 */
function linearStarts(p: number, o: number, q: number): SearchStarts {
  const simple = p + q + o <= 2;
  const memories = simple ? MEMORIES : FEW_MEMORIES;
  const shocks = simple ? SHOCKS : FEW_SHOCKS;
  const everyLag = Array.from({ length: q }, (_, j) => j + 1);
  const point = (omega: number, shock: number, news: number, alpha: number[], beta: number[]): Float64Array =>
    Float64Array.from([
      omega,
      ...alpha.map((share) => shock * share * (1 - news)),
      // good news alone takes away what it gives to both, lag by lag
      ...Array.from({ length: o }, (_, k) => 2 * shock * news * (news < 0 ? (alpha[k] ?? 0) : 1 / o)),
      ...beta,
    ]);
  const grid = (rows: readonly number[], alpha: number[], beta: number[], news: number): StartGrid =>
    rows.map((memory) =>
      shocks.map((part) => {
        const shock = part * (1 - memory);
        const own = beta.map((share) => memory * share);
        return point(part < 1 ? 1 - shock - memory : DRIFT, shock, news, alpha, own);
      }),
    );
  const kinds = (o > 0 ? NEWS : [0]).flatMap((news) => shares(p, [1, p]).map((alpha) => ({ news, alpha })));
  const without = kinds.map(({ news, alpha }) => grid([0], alpha, new Array<number>(q).fill(0), news));
  if (q === 0) return { inside: without, edges: [] };
  const withMemory = shares(q, everyLag).flatMap((beta) =>
    kinds.map(({ news, alpha }) => grid(memories, alpha, beta, news)),
  );
  const fading = FADING.map((memory) =>
    LEVELS.map((level) =>
      point(level * (1 - memory), 0, 0, new Array<number>(p).fill(0), [
        memory,
        ...new Array<number>(q - 1).fill(0),
      ]),
    ),
  );
  return { inside: withMemory, edges: [...without, fading] };
}

const MEMORIES = [0.3, 0.6, 0.8, 0.9, 0.96, 0.99];
const FEW_MEMORIES = [0.3, 0.75, 0.93, 0.99];
const SHOCKS = [0.02, 0.15, 0.4, 0.8, 1];
const FEW_SHOCKS = [0.1, 0.5, 1];
/** ω where nothing is left for it: the persistence is 1. */
const DRIFT = 0.02;
/** Which part of a shock's weight is that of γ: both kinds of news, bad news alone, good news alone. */
const NEWS = [0.4, 1, -1];
const FADING = [0.6, 0.93, 0.99, 0.9999];
const LEVELS = [0.4, 0.9, 1.1, 2.5];
