import { cholesky, choleskySolve } from "./cholesky";
import { dot, type Matrix } from "./matrix";
import { FreeFactor } from "./freeFactor";
import type { LinearRow } from "./linearProgram";

/** lower ≤ x ≤ upper and the rows; rows whose limits are equal must not depend on each other. */
export interface Polyhedron {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  readonly rows: readonly LinearRow[];
}

/** A limit that x stands on: a bound of a variable, or a row at one of its ends. */
interface Block {
  readonly kind: "variable" | "row";
  readonly index: number;
  readonly side: Side;
}
type Side = -1 | 1;

/** Rounds in which many limits change at once, but no fewer than before. */
const LEAP_PATIENCE = 4;
/** Beside the largest diagonal entry: what makes a semidefinite matrix definite, before it is taken out again. */
const RIDGE = 1e-7;
const PROXIMAL_STEPS = 60;

/**
 * Convex quadratic programs ½·xᵀ·Q·x + cᵀ·x on a polyhedron, for one positive semidefinite Q and several c: an active-set
 * method, which begins each search where the last one ended (Nocedal and Wright, chapter 16.5). Where all rows are
 * equations, it first tries to change many limits at once.
 *
 * Inside, Q + δ·I takes the place of Q, and a proximal-point iteration takes δ out again: each round minimises
 * ½·xᵀ·Q·x + cᵀ·x + ½·δ·|x − x_before|², until x stays. So a singular Q is as good as any other.
 */
export class ActiveSet {
  /** Where the search stands: always inside the polyhedron. */
  readonly point: Float64Array;
  private readonly delta: number;
  private factor: FreeFactor;
  /** −1 at the lower bound, 1 at the upper, 0 free. */
  private readonly place: Int8Array;
  private readonly working: { index: number; side: Side; fixed: boolean }[] = [];

  /** @param start - a point of the polyhedron; a variable stands on a bound only where it is equal to it. */
  constructor(
    private readonly quadratic: readonly ArrayLike<number>[],
    private readonly region: Polyhedron,
    start: ArrayLike<number>,
  ) {
    const n = start.length;
    this.point = Float64Array.from(start);
    let largest = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, quadratic[i][i]);
    this.delta = RIDGE * (largest || 1);
    region.rows.forEach(({ lower, upper }, index) => {
      if (lower === upper) this.working.push({ index, side: 1, fixed: true });
    });
    const basic = this.basicVariables();
    this.place = Int8Array.from({ length: n }, (_, i) => {
      if (basic.has(i)) return 0;
      if (start[i] <= region.lower[i]) return -1;
      return start[i] >= region.upper[i] ? 1 : 0;
    });
    this.factor = this.factorOfPlace();
  }

  /** The factor of the variables that are free now. */
  private factorOfPlace(): FreeFactor {
    const factor = new FreeFactor(this.quadratic, this.delta);
    this.place.forEach((place, i) => place === 0 && factor.add(i));
    return factor;
  }

  /** The minimiser for this c, from where the last search ended. False where the search was given up. */
  minimise(linear: ArrayLike<number>): boolean {
    const n = this.point.length;
    const shifted = new Float64Array(n);
    for (let round = 0; round < PROXIMAL_STEPS; round++) {
      const before = Float64Array.from(this.point);
      for (let i = 0; i < n; i++) shifted[i] = linear[i] - this.delta * before[i];
      if (round === 0) this.leap(shifted);
      if (!this.search(shifted)) return false;
      let moved = 0;
      let size = 0;
      for (let i = 0; i < n; i++) {
        moved = Math.max(moved, Math.abs(this.point[i] - before[i]));
        size = Math.max(size, Math.abs(this.point[i]));
      }
      if (!(size < 1e12)) return false; // no minimum: it runs away
      if (moved <= 1e-9 * size) return true;
    }
    return true;
  }

  /** How the minimiser moves per unit of −c, as long as no other limit comes in the way. */
  slope(direction: ArrayLike<number>): Float64Array {
    const { step } = this.equalityStep(
      Float64Array.from(direction, (x) => -x),
      false,
    );
    return step;
  }

  /**
   * Guesses the limits that hold the minimiser, many at once: minimise over the free variables, {@link exchange}, until
   * nothing changes (primal-dual active set; Hintermüller, Ito and Kunisch 2003). A few rounds do where it ends. It may
   * go round in circles: then all is as before. {@link search} has the last word, one limit at a time.
   */
  private leap(linear: Float64Array): void {
    if (this.working.length < this.region.rows.length || !this.working.every(({ fixed }) => fixed)) return;
    const [point, place] = [this.point.slice(), this.place.slice()];
    let [fewest, idle] = [Infinity, 0];
    while (idle <= LEAP_PATIENCE && this.factor.free.length >= this.working.length) {
      const gradient = this.gradientOf(linear);
      const { step, curved, multipliers } = this.equalityStep(gradient, true);
      for (let i = 0; i < step.length; i++) {
        this.point[i] += step[i];
        gradient[i] += curved[i];
      }
      const changed = this.exchange(gradient, multipliers);
      if (changed.length === 0 && this.onRows()) return;
      idle = changed.length < fewest ? 0 : idle + 1;
      fewest = Math.min(fewest, changed.length);
      this.refactor(changed);
    }
    this.point.set(point);
    this.place.set(place);
    this.factor = this.factorOfPlace();
  }

  /** Brings the factor up to date: one by one where few places changed, else from the start. */
  private refactor(changed: readonly number[]): void {
    const { free } = this.factor;
    if (20 * changed.length > free.length) this.factor = this.factorOfPlace();
    else
      for (const i of changed)
        if (this.place[i] === 0) this.factor.add(i);
        else this.factor.removeAt(free.indexOf(i));
  }

  /** Holds all that stand outside of their bounds, frees all held ones that the function would have inside: which ones. */
  private exchange(gradient: Float64Array, multipliers: Float64Array): number[] {
    const { lower, upper } = this.region;
    const { reduced, slack } = this.reducedGradient(gradient, multipliers);
    const changed: number[] = [];
    for (let i = 0; i < this.point.length; i++) {
      const held = this.place[i];
      let next = held;
      if (held === 0) next = this.point[i] < lower[i] ? -1 : this.point[i] > upper[i] ? 1 : 0;
      else if (held * reduced[i] > slack && lower[i] < upper[i]) next = 0;
      if (next !== 0) this.point[i] = next < 0 ? lower[i] : upper[i];
      if (next !== held) changed.push(i);
      this.place[i] = next;
    }
    return changed;
  }

  /** Whether the point stands on the working rows: not where the free variables are too few to bring it there. */
  private onRows(): boolean {
    return this.working.every(({ index }, k) => {
      const size = this.region.rows[index].weights;
      return (
        Math.abs(this.shortOf(k)) <=
        1e-12 * (1 + dot(Float64Array.from(size, Math.abs), this.point.map(Math.abs)))
      );
    });
  }

  /** The minimiser with Q + δ·I. */
  private search(linear: Float64Array): boolean {
    const n = this.point.length;
    const gradient = this.gradientOf(linear);
    const limit = 100 * (n + this.region.rows.length) + 1000;
    let idle = 0;
    for (let iteration = 0; iteration < limit; iteration++) {
      const { step, curved, multipliers } = this.equalityStep(gradient, true);
      const { length, block } = this.stepLength(step);
      if (length > 0)
        for (let i = 0; i < n; i++) {
          if (step[i] !== 0) this.point[i] += length * step[i];
          gradient[i] += length * curved[i];
        }
      if (block) {
        this.hold(block);
        idle = length > 1e-14 ? 0 : idle + 1;
        continue;
      }
      const wrong = this.mostWrong(gradient, multipliers, idle > 50);
      if (!wrong) return true;
      this.release(wrong);
    }
    return false;
  }

  private gradientOf(linear: Float64Array): Float64Array {
    return Float64Array.from(
      linear,
      (c, i) => c + dot(this.quadratic[i], this.point) + this.delta * this.point[i],
    );
  }

  /**
   * The step to the minimum over the free variables on the working rows, H times that step, and the rows' multipliers:
   * H·d = −g + Σ yₖ·aₖ with aₖ·d = what row k is short of.
   */
  private equalityStep(
    gradient: Float64Array,
    repair: boolean,
  ): { step: Float64Array; curved: Float64Array; multipliers: Float64Array } {
    const { free } = this.factor;
    const n = this.point.length;
    const step = new Float64Array(n);
    const curved = new Float64Array(n);
    const { rows } = this.region;
    const normals = this.working.map(({ index }) => Float64Array.from(free, (i) => rows[index].weights[i]));
    const solved = normals.map((normal) => this.factor.solve(normal));
    const solve = this.schurSolver(normals, solved);
    const short = normals.map((_, k) => (repair ? this.shortOf(k) : 0));
    const multipliers = new Float64Array(normals.length);
    // Twice: the second pass knows the multipliers, so that nothing large has to cancel where H is all but singular.
    for (let pass = 0; pass < 2; pass++) {
      const rest = Float64Array.from(free, (i) => gradient[i]);
      normals.forEach((normal, k) => {
        for (let j = 0; j < rest.length; j++) rest[j] -= multipliers[k] * normal[j];
      });
      const down = this.factor.solve(rest);
      const change = solve(normals.map((normal, k) => dot(normal, down) + short[k]));
      for (let j = 0; j < free.length; j++) {
        let move = -down[j];
        let size = Math.abs(move);
        for (let k = 0; k < solved.length; k++) {
          move += change[k] * solved[k][j];
          size += Math.abs(change[k] * solved[k][j]);
        }
        step[free[j]] = Math.abs(move) > 1e-13 * size ? move : 0; // what rounding leaves must not run into a bound
      }
      change.forEach((y, k) => (multipliers[k] += y));
    }
    if (!repair) return { step, curved, multipliers };
    for (const i of free) {
      const row = this.quadratic[i];
      const move = step[i];
      if (move === 0) continue;
      for (let j = 0; j < n; j++) curved[j] += row[j] * move; // H is symmetric
      curved[i] += this.delta * move;
    }
    return { step, curved, multipliers };
  }

  /** What working row k lacks to stand on its limit. */
  private shortOf(k: number): number {
    const { index, side } = this.working[k];
    const { weights, lower, upper } = this.region.rows[index];
    return (side === 1 ? upper : lower) - dot(weights, this.point);
  }

  /** y with (A·H⁻¹·Aᵀ)·y = b, for the working rows A. */
  private schurSolver(
    normals: readonly Float64Array[],
    solved: readonly Float64Array[],
  ): (b: readonly number[]) => Float64Array {
    const schur: Matrix = normals.map((normal) => Float64Array.from(solved, (column) => dot(normal, column)));
    const unit = Float64Array.from(schur, (row, k) => 1 / Math.sqrt(row[k]));
    const scaled = schur.map((row, k) => row.map((x, l) => x * unit[k] * unit[l]));
    for (let ridge = 0; ; ridge = ridge === 0 ? 1e-15 : 10 * ridge) {
      const factor = cholesky(scaled.map((row, k) => row.map((x, l) => (k === l ? x + ridge : x))));
      if (factor) return (b) => choleskySolve(factor, b.map((x, k) => x * unit[k])).map((x, k) => x * unit[k]); // prettier-ignore
      if (!(ridge < 1)) return (b) => new Float64Array(b.length);
    }
  }

  /** How far the step may go, up to 1, and which limit stops it before. */
  private stepLength(step: Float64Array): { length: number; block?: Block } {
    const { lower, upper, rows } = this.region;
    let length = 1;
    let block: Block | undefined;
    for (const index of this.factor.free) {
      const move = step[index];
      if (move === 0) continue;
      const side: Side = move < 0 ? -1 : 1;
      const room = Math.max(0, side * ((side < 0 ? lower[index] : upper[index]) - this.point[index]));
      if (room < length * Math.abs(move)) {
        length = room / Math.abs(move);
        block = { kind: "variable", index, side };
      }
    }
    for (let index = 0; index < rows.length; index++) {
      if (this.working.some((row) => row.index === index)) continue;
      const { weights } = rows[index];
      const move = dot(weights, step);
      const side: Side = move < 0 ? -1 : 1;
      const end = side < 0 ? rows[index].lower : rows[index].upper;
      if (Math.abs(move) < 1e-15 || !Number.isFinite(end)) continue;
      const room = Math.max(0, side * (end - dot(weights, this.point)));
      if (room < length * Math.abs(move)) {
        length = room / Math.abs(move);
        block = { kind: "row", index, side };
      }
    }
    return { length, block };
  }

  private hold({ kind, index, side }: Block): void {
    if (kind === "row") {
      this.working.push({ index, side, fixed: false });
      return;
    }
    const { lower, upper } = this.region;
    this.point[index] = side < 0 ? lower[index] : upper[index];
    this.place[index] = side;
    this.factor.removeAt(this.factor.free.indexOf(index));
  }

  private release({ kind, index }: Block): void {
    if (kind === "row") {
      const at = this.working.findIndex((row) => row.index === index);
      this.working.splice(at, 1);
      return;
    }
    this.place[index] = 0;
    this.factor.add(index);
  }

  /** The limit that holds x back from where the function falls: the worst one, or (against circles) the first. */
  private mostWrong(gradient: Float64Array, multipliers: Float64Array, first: boolean): Block | undefined {
    const { lower, upper } = this.region;
    const n = this.point.length;
    const { reduced, slack } = this.reducedGradient(gradient, multipliers);
    let worst = slack;
    let found: Block | undefined;
    for (let index = 0; index < n; index++) {
      const side = this.place[index];
      const wrong = side * reduced[index]; // at the upper bound the function must still fall
      if (side === 0 || wrong <= worst || lower[index] === upper[index]) continue;
      found = { kind: "variable", index, side: side as Side };
      if (first) return found;
      worst = wrong;
    }
    this.working.forEach(({ index, side, fixed }, k) => {
      const wrong = side * multipliers[k];
      if (fixed || wrong <= worst) return;
      found = { kind: "row", index, side };
      worst = wrong;
    });
    return found;
  }

  /** The gradient without what the working rows hold, and how much of it is rounding. */
  private reducedGradient(
    gradient: Float64Array,
    multipliers: Float64Array,
  ): { reduced: Float64Array; slack: number } {
    const reduced = Float64Array.from(gradient);
    let size = 0;
    for (const g of gradient) size = Math.max(size, Math.abs(g));
    this.working.forEach(({ index }, k) => {
      const { weights } = this.region.rows[index];
      for (let i = 0; i < reduced.length; i++) {
        const held = multipliers[k] * weights[i];
        reduced[i] -= held;
        size = Math.max(size, Math.abs(held));
      }
    });
    return { reduced, slack: 1e-13 * size };
  }

  /** As many variables as there are equalities, which these tell apart: they stay free at the start. */
  private basicVariables(): Set<number> {
    const { lower, upper, rows } = this.region;
    const n = this.point.length;
    const columns = (i: number): Float64Array =>
      Float64Array.from(this.working, ({ index }) => rows[index].weights[i]);
    const room = Float64Array.from({ length: n }, (_, i) =>
      Math.min(this.point[i] - lower[i], upper[i] - this.point[i]),
    );
    const order = Array.from(room.keys()).sort((a, b) => room[b] - room[a]);
    const basic = new Set<number>();
    const directions: Float64Array[] = [];
    for (const i of order) {
      if (directions.length === this.working.length) break;
      const column = columns(i);
      const length = Math.sqrt(dot(column, column));
      for (const direction of directions) {
        const along = dot(direction, column);
        for (let k = 0; k < column.length; k++) column[k] -= along * direction[k];
      }
      const left = Math.sqrt(dot(column, column));
      if (left <= 1e-9 * length || length === 0) continue;
      directions.push(column.map((x) => x / left));
      basic.add(i);
    }
    return basic;
  }
}
