import { cholesky, choleskySolve, lowerSolve, transposedSolve, transposedTimes } from "./cholesky";
import { dot, unit, type Matrix } from "./matrix";

/** rows · x ≤ upper, entry by entry. */
export interface LinearInequalities {
  readonly rows: readonly ArrayLike<number>[];
  readonly upper: ArrayLike<number>;
}

/** A limit a·d ≤ b, in the coordinates y = Lᵀ·d in which B is the unit matrix, and of length 1 there. */
interface Limit {
  /** L⁻¹·a / |L⁻¹·a| */
  readonly normal: Float64Array;
  /** b / |L⁻¹·a| */
  readonly at: number;
  /** Of a bound: whose, and where. */
  readonly bound?: { readonly index: number; readonly value: number };
}

/** A limit counts as kept up to this, beside the length of the step. */
const ROUNDING = 1e-13;
/** A normal that others leave less of than this depends on them. */
const DEPENDENT = 1e-9;

/**
 * The step d that minimises ½·dᵀ·B·d + gᵀ·d under lower ≤ d ≤ upper and rows · d ≤ their limits, for a positive definite B
 * with few rows: the dual method of Goldfarb and Idnani (1983). It begins at the minimum without limits, and takes up the
 * limit that is broken most until none is; a limit whose multiplier would turn negative on the way is let go.
 *
 * With B = L·Lᵀ and y = Lᵀ·d this is the shortest way from one point to a polyhedron.
 *
 * @returns undefined where the limits contradict each other or B is not positive definite.
 */
export function quadraticStep(
  curvature: readonly ArrayLike<number>[],
  gradient: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  inequalities?: LinearInequalities,
): Float64Array | undefined {
  const factor = cholesky(curvature);
  if (!factor) return undefined;
  const step = choleskySolve(factor, gradient);
  for (let i = 0; i < step.length; i++) step[i] = -step[i];
  if (isInside(step, lower, upper, inequalities)) return step;

  const limits = limitsFrom(factor, lower, upper, inequalities);
  const held = nearest(transposedTimes(factor, step), limits);
  if (!held) return undefined;
  const out = transposedSolve(factor, held.point);
  for (const { bound } of held.limits) if (bound) out[bound.index] = bound.value; // to the last bit
  return out;
}

function isInside(
  step: Float64Array,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  inequalities: LinearInequalities | undefined,
): boolean {
  for (let i = 0; i < step.length; i++) if (!(step[i] >= lower[i] && step[i] <= upper[i])) return false;
  if (inequalities)
    for (let k = 0; k < inequalities.rows.length; k++)
      if (!(dot(inequalities.rows[k], step) <= inequalities.upper[k])) return false;
  return true;
}

function limitsFrom(
  factor: Matrix,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  inequalities: LinearInequalities | undefined,
): Limit[] {
  const limits: Limit[] = [];
  const add = (row: ArrayLike<number>, limit: number, bound?: Limit["bound"]): void => {
    if (!Number.isFinite(limit)) return;
    const normal = lowerSolve(factor, row);
    const length = Math.sqrt(dot(normal, normal));
    if (length === 0) return; // it says nothing of d
    for (let i = 0; i < normal.length; i++) normal[i] /= length;
    limits.push({ normal, at: limit / length, bound });
  };
  for (let index = 0; index < factor.length; index++) {
    const axis = unit(factor.length, index);
    add(axis, upper[index], { index, value: upper[index] });
    axis[index] = -1;
    add(axis, -lower[index], { index, value: lower[index] });
  }
  if (inequalities)
    for (let k = 0; k < inequalities.rows.length; k++) add(inequalities.rows[k], inequalities.upper[k]);
  return limits;
}

/** The point of a polyhedron nearest to `point`, which moves there, and the limits on which it stands. */
function nearest(
  point: Float64Array,
  limits: readonly Limit[],
): { point: Float64Array; limits: Limit[] } | undefined {
  const slack = ROUNDING * Math.sqrt(dot(point, point));
  const held: Limit[] = [];
  const forces: number[] = []; // the multipliers of those held, all ≥ 0
  for (let changes = 0; changes <= 10 * limits.length;) {
    const broken = mostBroken(point, limits, held, slack);
    if (!broken) return { point, limits: held };
    for (let force = 0; ; changes++) {
      const { shares, rest } = splitAlong(broken.normal, held);
      const squared = dot(rest, rest);
      const beyond = dot(broken.normal, point) - broken.at;
      let length = squared > DEPENDENT * DEPENDENT ? beyond / squared : Infinity;
      let leaving = -1;
      for (let j = 0; j < held.length; j++)
        if (shares[j] > 0 && forces[j] / shares[j] < length) {
          length = forces[j] / shares[j];
          leaving = j;
        }
      if (length === Infinity) return undefined;
      if (squared > DEPENDENT * DEPENDENT)
        for (let i = 0; i < point.length; i++) point[i] -= length * rest[i];
      for (let j = 0; j < held.length; j++) forces[j] -= length * shares[j];
      force += length;
      if (leaving < 0) {
        held.push(broken);
        forces.push(force);
        break;
      }
      held.splice(leaving, 1);
      forces.splice(leaving, 1);
    }
    changes++;
  }
  return undefined;
}

function mostBroken(
  point: Float64Array,
  limits: readonly Limit[],
  held: readonly Limit[],
  slack: number,
): Limit | undefined {
  let worst = slack;
  let broken: Limit | undefined;
  for (const limit of limits) {
    const beyond = dot(limit.normal, point) - limit.at;
    if (!(beyond > worst) || held.includes(limit)) continue;
    worst = beyond;
    broken = limit;
  }
  return broken;
}

/** A vector as Σ shares · normals + a rest at right angles to them (Gram and Schmidt, each twice against rounding). */
function splitAlong(
  vector: Float64Array,
  held: readonly Limit[],
): { shares: Float64Array; rest: Float64Array } {
  const k = held.length;
  const basis: Float64Array[] = [];
  const triangle: Float64Array[] = []; // row j: normal j by the basis
  for (let j = 0; j < k; j++) {
    const { rest, along } = withoutBasis(held[j].normal, basis);
    const length = Math.sqrt(dot(rest, rest));
    for (let i = 0; i < rest.length; i++) rest[i] /= length;
    along[j] = length;
    triangle.push(along);
    basis.push(rest);
  }
  const { rest, along } = withoutBasis(vector, basis);
  const shares = new Float64Array(k);
  for (let j = k - 1; j >= 0; j--) {
    let share = along[j];
    for (let l = j + 1; l < k; l++) share -= triangle[l][j] * shares[l];
    shares[j] = share / triangle[j][j];
  }
  return { shares, rest };
}

function withoutBasis(
  vector: Float64Array,
  basis: readonly Float64Array[],
): { rest: Float64Array; along: Float64Array } {
  const rest = Float64Array.from(vector);
  const along = new Float64Array(basis.length + 1);
  for (let pass = 0; pass < 2; pass++)
    for (let j = 0; j < basis.length; j++) {
      const share = dot(rest, basis[j]);
      along[j] += share;
      for (let i = 0; i < rest.length; i++) rest[i] -= share * basis[j][i];
    }
  return { rest, along };
}
