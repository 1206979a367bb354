import { cholesky, choleskySolve } from "./cholesky";
import { dot, times, zeros, type Matrix } from "./matrix";
import { quadraticStep, type LinearInequalities } from "./quadratic";

/** The value at `point`; fills `gradient`. A point at which it can't be had gives −∞ or NaN. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Region {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  readonly inequalities?: LinearInequalities;
}

export interface MaximiseOptions {
  readonly maxIterations?: number;
  /** How much the value may still grow by the quadratic model when the search ends. Default 1e-10. */
  readonly tolerance?: number;
  /**
   * Maxima that are known already: the search ends early, without converging, once value and gradient show that it is on
   * the way to one of them; it does not measure the curvature at its end.
   */
  readonly known?: readonly Maximum[];
  /** Minus the second derivatives near the start, where they are known: they are not measured there. */
  readonly curvature?: Matrix;
}

export interface Maximum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  /** Minus the second derivatives: measured at the point where the search converged, else as followed so far. */
  readonly curvature: Matrix;
  /** What the quadratic model promises still to gain: 0 at a maximum. */
  readonly promised: number;
  /** Empty when the search converged; else why it stopped. */
  readonly stalled: string;
}

/** After so many steps that gain next to nothing the search gives up: the function is not smooth there. */
const IDLE_STEPS = 8;
/** How far below a known maximum, in units of the value, its slope can be told from another hill's. */
const NEAR = 1;
const BACKTRACKS = 30;
const SUFFICIENT = 1e-4; // Armijo

/**
 * A local maximum of a smooth function on a polyhedron: sequential quadratic programming. The curvature starts
 * as finite differences of the gradient, follows by damped BFGS updates (Powell 1978), and is measured anew for the
 * last steps, so that the end is Newton's and a maximum on a bound is found as one.
 *
 * @param start - a point of the region.
 */
export function maximise(
  objective: Objective,
  start: ArrayLike<number>,
  region: Region,
  { maxIterations = 200, tolerance = 1e-10, known, curvature: given }: MaximiseOptions = {},
): Maximum {
  const n = start.length;
  let point = moved(start, new Float64Array(n), 0, region);
  let gradient = new Float64Array(n);
  let value = objective(point, gradient);
  let evaluations = 1;
  let promised = Infinity;
  let curvature: Matrix = [];
  const finish = (iterations: number, stalled: string): Maximum =>
    Object.freeze({ point, value, gradient, iterations, evaluations, curvature, promised, stalled });
  if (!Number.isFinite(value)) return finish(0, "the value at the start is not finite");

  const measure = (): Matrix => {
    evaluations += n;
    return positive(curvatureAt(objective, point, gradient, region));
  };
  let fresh = !given; // the curvature was measured at this very point
  curvature = given ? given.map((row) => Float64Array.from(row)) : measure();

  const newStep = (): Float64Array | undefined => {
    const factor = cholesky(curvature);
    const free = factor && choleskySolve(factor, gradient);
    return free && staysInside(region, point, free) ? free : boundedStep(region, curvature, point, gradient);
  };

  /** A last Newton step: too short for the value to show it in its rounding, but it makes the point exact. */
  const settle = (step: Float64Array): void => {
    const last = moved(point, step, 1, region);
    const lastGradient = new Float64Array(n);
    const lastValue = objective(last, lastGradient);
    evaluations++;
    if (lastValue >= value - 1e-13 * Math.max(1, Math.abs(value)))
      [point, gradient, value] = [last, lastGradient, lastValue];
  };

  let idle = 0;
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (known?.some((other) => onHillOf(other, point, value, gradient)))
      return finish(iteration, "on the hill of a known maximum");
    const step = newStep();
    if (!step) {
      if (fresh) return finish(iteration, "no step inside the constraints");
      curvature = measure(); // the updates have lost its definiteness to rounding
      fresh = true;
      continue;
    }
    const slope = dot(gradient, step);
    promised = slope - 0.5 * dot(step, times(curvature, step));
    if (promised <= tolerance || slope <= 0) {
      if (fresh || known) {
        settle(step);
        const last = newStep();
        if (last) settle(last);
        return finish(iteration, "");
      }
      curvature = measure(); // look twice before leaving
      fresh = true;
      continue;
    }

    let length = 1;
    let risen = false;
    for (let k = 0; k < BACKTRACKS && !risen; k++) {
      const candidate = moved(point, step, length, region);
      const nextGradient = new Float64Array(n);
      const nextValue = objective(candidate, nextGradient);
      evaluations++;
      if (Number.isFinite(nextValue) && nextValue >= value + SUFFICIENT * length * slope) {
        idle = nextValue - value > 1e-9 * Math.max(1, Math.abs(value)) ? 0 : idle + 1;
        const s = difference(candidate, point);
        const y = difference(gradient, nextGradient); // of the negative: its gradient's change
        point = candidate;
        value = nextValue;
        gradient = nextGradient;
        update(curvature, s, y);
        fresh = false;
        risen = true;
      } else {
        const drop = Number.isFinite(nextValue) ? value + length * slope - nextValue : Infinity;
        const minimiser = (0.5 * length * length * slope) / drop; // of the parabola through what is known
        length = Math.min(0.5 * length, Math.max(0.1 * length, minimiser || 0));
      }
    }
    if (idle >= IDLE_STEPS)
      return finish(iteration, "the value hardly rises any more, though its slope says it should");
    if (!risen) {
      const noise = 1e-13 * Math.max(1, Math.abs(value));
      if (fresh)
        return finish(iteration, promised <= Math.max(1e3 * noise, 1e-7) ? "" : "no progress along the step");
      curvature = measure();
      fresh = true;
    }
  }
  return finish(maxIterations, `not done after ${maxIterations} iterations`);
}

/** A distance from a bound that is none but for rounding. */
const NO_DISTANCE = 1e-15;

const MOST_PASSES = 50;

/** point + length · step, brought back into the region where that leads out of it, as rounding in the solver of a step does. */
export function moved(
  point: ArrayLike<number>,
  step: ArrayLike<number>,
  length: number,
  { lower, upper, inequalities }: Region,
): Float64Array {
  const out = new Float64Array(step.length);
  for (let i = 0; i < out.length; i++) out[i] = within(point[i] + length * step[i], lower[i], upper[i]);
  if (!inequalities) return out;
  const { rows, upper: limits } = inequalities;
  for (let pass = 0, outside = true; outside && pass < MOST_PASSES; pass++) {
    outside = false; // what brings a point behind one plane may lead out of another
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      const beyond = dot(row, out) - limits[k];
      if (!(beyond > 0)) continue;
      outside ||= beyond > NO_DISTANCE;
      const share = beyond / dot(row, row); // to the nearest point of the plane
      for (let i = 0; i < out.length; i++) out[i] = within(out[i] - share * row[i], lower[i], upper[i]);
    }
  }
  return out;
}

function within(x: number, lower: number, upper: number): number {
  return x - lower < NO_DISTANCE ? lower : upper - x < NO_DISTANCE ? upper : x;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
  return out;
}

/** Whether point + step is a point of the region. */
function staysInside(
  { lower, upper, inequalities }: Region,
  point: Float64Array,
  step: Float64Array,
): boolean {
  for (let i = 0; i < point.length; i++) {
    const x = point[i] + step[i];
    if (!(x >= lower[i] && x <= upper[i])) return false;
  }
  if (!inequalities) return true;
  const { rows, upper: limits } = inequalities;
  for (let k = 0; k < rows.length; k++)
    if (dot(rows[k], step) > Math.max(0, limits[k] - dot(rows[k], point))) return false;
  return true;
}

/** The step that gains most by the quadratic model without leaving the region; undefined where there is none. */
function boundedStep(
  { lower, upper, inequalities }: Region,
  curvature: Matrix,
  point: Float64Array,
  gradient: Float64Array,
): Float64Array | undefined {
  return quadraticStep(
    curvature,
    gradient.map((g) => -g),
    point.map((x, i) => lower[i] - x),
    point.map((x, i) => upper[i] - x),
    inequalities && {
      rows: inequalities.rows,
      upper: Float64Array.from(inequalities.rows, (row, k) =>
        Math.max(0, inequalities.upper[k] - dot(row, point)),
      ),
    },
  );
}

/**
 * Whether a point lies on the slope of a known maximum: near it, and with the value and the whole gradient that the known
 * maximum's curvature foretells there. A climb from such a point ends at that maximum.
 */
function onHillOf(known: Maximum, point: Float64Array, value: number, gradient: Float64Array): boolean {
  const below = known.value - value;
  if (!(below >= 0 && below < NEAR)) return false;
  const away = difference(point, known.point);
  const bend = times(known.curvature, away);
  const quadratic = 0.5 * dot(away, bend);
  const foretold = quadratic - dot(known.gradient, away);
  if (!(quadratic < NEAR) || Math.abs(foretold - below) > 0.1 * quadratic + 1e-7) return false;
  const off = gradient.map((g, i) => g - (known.gradient[i] - bend[i]));
  const factor = cholesky(known.curvature);
  return factor !== undefined && dot(off, choleskySolve(factor, off)) < 0.04 * 2 * quadratic + 1e-7;
}

/** Minus the second derivatives at `point`, by differences of the gradient, away from the nearer bound. */
export function curvatureAt(
  objective: Objective,
  point: Float64Array,
  gradient: Float64Array,
  { lower, upper, inequalities }: Region,
): Matrix {
  const n = point.length;
  const curvature = zeros(n);
  const shifted = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const other = Float64Array.from(point);
    const size = 1e-5 * Math.max(0.01, Math.abs(point[i]));
    // A sum that is bounded above is the usual inequality: step down where its weight is positive.
    const crowded = inequalities?.rows.some(
      (row, k) => row[i] > 0 && dot(row, point) + row[i] * size > inequalities.upper[k],
    );
    const up = point[i] + size <= upper[i] && !(crowded && point[i] - size >= lower[i]);
    other[i] += up ? size : -size;
    objective(other, shifted);
    const h = other[i] - point[i];
    for (let j = 0; j < n; j++) curvature[i][j] = (gradient[j] - shifted[j]) / h;
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) curvature[i][j] = curvature[j][i] = 0.5 * (curvature[i][j] + curvature[j][i]);
  return curvature;
}

/** The matrix, with its diagonal raised until it is positive definite. */
function positive(matrix: Matrix): Matrix {
  const n = matrix.length;
  const scale = matrix.map((row, i) => Math.max(Math.abs(row[i]), 1e-8));
  const usable = matrix.every((row) => row.every(Number.isFinite));
  for (let shift = 0; shift < 1e12; shift = shift === 0 ? 1e-6 : shift * 10) {
    const raised = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: n }, (_, j) =>
        usable ? matrix[i][j] + (i === j ? shift * scale[i] : 0) : i === j ? 1 : 0,
      ),
    );
    if (cholesky(raised)) return raised;
  }
  return Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (i === j ? scale[i] : 0)),
  );
}

/** Powell's damped BFGS update, in place: the curvature stays positive definite. */
function update(curvature: Matrix, s: Float64Array, y: Float64Array): void {
  const bs = times(curvature, s);
  const sBs = dot(s, bs);
  const sy = dot(s, y);
  if (!(sBs > 0)) return;
  const theta = sy >= 0.2 * sBs ? 1 : (0.8 * sBs) / (sBs - sy);
  const r = y.map((entry, i) => theta * entry + (1 - theta) * bs[i]);
  const sr = dot(s, r);
  if (!(sr > 0)) return;
  const n = s.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) curvature[i][j] += (r[i] * r[j]) / sr - (bs[i] * bs[j]) / sBs;
}
