import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActiveSet } from "../../lib/math/activeSet";
import { dot, product, times, transpose } from "../../lib/math/matrix";
import { FreeFactor } from "../../lib/math/freeFactor";
import { linearProgram } from "../../lib/math/linearProgram";
import { createRng } from "../../lib/core/random";

const identity = [[1, 0], [0, 1]]; // prettier-ignore
const FAR = { lower: [-100, -100], upper: [100, 100] };

describe("by hand: the point nearest to (3, 1)", () => {
  const nearest = (region: ConstructorParameters<typeof ActiveSet>[1], start: number[]): Float64Array => {
    const search = new ActiveSet(identity, region, start);
    expect(search.minimise([-3, -1])).toBe(true);
    return search.point;
  };

  test("anywhere: (3, 1); in a box: cut", () => {
    expect(nearest({ ...FAR, rows: [] }, [0, 0])).toBeAllClose([3, 1]);
    expect(nearest({ lower: [-2, -2], upper: [2, 0.5], rows: [] }, [-2, -2])).toBeAllClose([2, 0.5]);
  });

  test("on x + y = 2: the foot of the perpendicular, (2, 0); with y ≥ 0.5, (1.5, 0.5)", () => {
    const line = { weights: [1, 1], lower: 2, upper: 2 };
    expect(nearest({ ...FAR, rows: [line] }, [1, 1])).toBeAllClose([2, 0]);
    expect(nearest({ lower: [-9, 0.5], upper: [9, 9], rows: [line] }, [1.5, 0.5])).toBeAllClose([1.5, 0.5]);
  });

  test("an inequality holds only where it is in the way", () => {
    const below = { weights: [1, 1], lower: -Infinity, upper: 2 };
    expect(nearest({ ...FAR, rows: [below] }, [-5, 0])).toBeAllClose([2, 0]);
    expect(nearest({ ...FAR, rows: [{ ...below, upper: 9 }] }, [-5, 0])).toBeAllClose([3, 1]);
  });
});

test("begins where it ended: another c from the same search", () => {
  const search = new ActiveSet(identity, { lower: [0, 0], upper: [2, 2], rows: [] }, [0, 0]);
  search.minimise([-3, -1]);
  expect(search.point).toBeAllClose([2, 1]);
  search.minimise([1, -1.5]);
  expect(search.point).toBeAllClose([0, 1.5]);
});

test("a matrix of zeros: the corner of a linear program", () => {
  const search = new ActiveSet(
    [[0, 0], [0, 0]], // prettier-ignore
    { lower: [0, 0], upper: [1, 1], rows: [{ weights: [1, 1], lower: 1.5, upper: 1.5 }] },
    [0.75, 0.75],
  );
  search.minimise([-1, -2]);
  expect(search.point).toBeAllClose([0.5, 1]);
});

const number = fc.double({ min: -1, max: 1, noNaN: true });
const vector = fc.array(number, { minLength: 4, maxLength: 4 });

test("no point inside is better, for definite and singular matrices", () => {
  fc.assert(
    fc.property(
      fc.array(vector, { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      vector,
      vector,
      fc.array(vector, { minLength: 20, maxLength: 20 }),
      (factors, rank, linear, weights, others) => {
        const root = transpose(factors.slice(0, rank));
        const q = product(root, transpose(root));
        const rows = [{ weights, lower: -0.3, upper: 0.4 }];
        const search = new ActiveSet(q, { lower: [-1, -1, -1, -1], upper: [1, 1, 1, 1], rows }, [0, 0, 0, 0]);
        expect(search.minimise(linear)).toBe(true);
        const value = (x: ArrayLike<number>): number => 0.5 * dot(x, times(q, x)) + dot(linear, x);
        const height = dot(weights, search.point);
        expect(height).toBeGreaterThan(-0.3 - 1e-12);
        expect(height).toBeLessThan(0.4 + 1e-12);
        for (const other of others)
          if (Math.abs(dot(weights, other) - 0.05) <= 0.35)
            expect(value(other)).toBeGreaterThan(value(search.point) - 1e-9);
      },
    ),
  );
});

/** A convex program in 25 variables with so many equations, made up from a seed, and a point inside. */
function madeUp(seed: number, width: number, equations: number, curvature: number) {
  const rng = createRng(seed);
  const normals = (length = 25): Float64Array => Float64Array.from({ length }, () => rng.normal());
  const root = Array.from({ length: 25 }, () => normals(6));
  const q = product(root, transpose(root)).map((row, i) => row.map((x, j) => (i === j ? x + curvature : x)));
  const lower = normals().map((x) => -width * Math.abs(x));
  const upper = normals().map((x) => width * Math.abs(x));
  const inside = lower.map((low, i) => low + rng.uniform() * (upper[i] - low));
  const rows = [new Float64Array(25).fill(1), normals()].slice(0, equations).map((weights) => {
    const at = dot(weights, inside);
    return { weights, lower: at, upper: at };
  });
  return { q, region: { lower, upper, rows }, inside, linears: [normals(), normals().map((x) => 3 * x)] };
}

test.each([1, 2])(
  "25 variables, %i equations: a linear program along the slope finds nothing lower",
  (equations) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(0.05, 0.5, 5),
        fc.constantFrom(0, 1e-4, 0.1),
        (seed, width, curvature) => {
          const { q, region, inside, linears } = madeUp(seed, width, equations, curvature);
          const search = new ActiveSet(q, region, inside);
          for (const linear of linears) {
            expect(search.minimise(linear)).toBe(true);
            const { point } = search;
            const slope = times(q, point).map((x, i) => x + linear[i]);
            const lowest = linearProgram({ cost: slope, ...region });
            if (lowest.status !== "optimal") throw new Error(lowest.status);
            expect(dot(slope, point) - lowest.value).toBeLessThan(1e-9 * (1 + Math.abs(lowest.value)));
            for (const { weights, lower } of region.rows) expect(dot(weights, point)).toBeCloseTo(lower, 9);
            expect(point.every((x, i) => x >= region.lower[i] && x <= region.upper[i])).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  },
);

test("a factor that variables left and joined solves like one made at once", () => {
  const a = product([[2, 1, 0, 1], [0, 1, 1, 1], [1, 0, 3, 1], [1, 1, 1, 2]], [[2, 0, 1, 1], [1, 1, 0, 1], [0, 1, 3, 1], [1, 1, 1, 2]]); // prettier-ignore
  const moved = new FreeFactor(a, 0);
  [0, 1, 2, 3].forEach((i) => moved.add(i));
  moved.removeAt(1);
  moved.removeAt(0);
  moved.add(0);
  expect(moved.free).toEqual([2, 3, 0]);
  const x = moved.solve(Float64Array.of(1, 2, 3));
  const rebuilt = moved.free.map((i) => moved.free.reduce((sum, j, k) => sum + a[i][j] * x[k], 0));
  expect(rebuilt).toBeAllClose([1, 2, 3], { rtol: 1e-9 });
});
