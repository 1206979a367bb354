import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dot, product, times, transpose } from "../../lib/math/matrix";
import { quadraticStep } from "../../lib/math/quadratic";

const FREE = { lower: [-Infinity, -Infinity], upper: [Infinity, Infinity] };
const identity = [[1, 0], [0, 1]]; // prettier-ignore

describe("by hand: the smallest ½·|d|² − 3·d₁ − d₂", () => {
  test("without constraints, the Newton step", () => {
    expect(quadraticStep(identity, [-3, -1], FREE.lower, FREE.upper)).toBeAllClose([3, 1]);
  });

  test("in a box, cut where it leaves it", () => {
    expect(quadraticStep(identity, [-3, -1], [-2, -2], [2, 2])).toBeAllClose([2, 1]);
    expect(quadraticStep(identity, [-3, -1], [-2, -2], [0, 0.5])).toBeAllClose([0, 0.5]);
  });

  test("under d₁ + d₂ ≤ 2, the foot of the perpendicular", () => {
    // (3, 1) lies 2 too far along (1, 1): minus 1 each
    const sum = { rows: [[1, 1]], upper: [2] };
    expect(quadraticStep(identity, [-3, -1], FREE.lower, FREE.upper, sum)).toBeAllClose([2, 0]);
  });

  test("a curvature between two directions", () => {
    // B = [2 1; 1 2], g = (−4, −5): B·d = (4, 5) at d = (1, 2); with d₂ ≤ 1: 2d₁ + 1 = 4
    const b = [[2, 1], [1, 2]]; // prettier-ignore
    expect(quadraticStep(b, [-4, -5], FREE.lower, FREE.upper)).toBeAllClose([1, 2]);
    expect(quadraticStep(b, [-4, -5], FREE.lower, [Infinity, 1])).toBeAllClose([1.5, 1]);
  });
});

test("a constraint without weights says nothing", () => {
  const nothing = { rows: [[0, 0]], upper: [1] };
  expect(quadraticStep(identity, [-3, -1], [-2, -2], [2, 2], nothing)).toBeAllClose([2, 1]);
});

test("no answer where the constraints contradict each other or B is not positive definite", () => {
  expect(quadraticStep(identity, [0, 0], [1, 1], [2, 2], { rows: [[1, 1]], upper: [1] })).toBeUndefined();
  expect(quadraticStep([[1, 2], [2, 1]], [1, 1], [-1, -1], [1, 1])).toBeUndefined(); // prettier-ignore
});

test("curvatures as small, as large and as skew as a likelihood's don't matter", () => {
  // Diagonal, so that the answer is the free one, cut: with entries from 1e-5 to 1e10 in one matrix
  const diagonal = [1e10, 4e7, 1, 1e-5];
  const b = diagonal.map((x, i) => diagonal.map((_, j) => (i === j ? x : 0)));
  const step = quadraticStep(b, [-1e10, 4e5, -1, 1e-5], [-1, -0.001, -9, -0.5], [0.5, 1, 9, 9]);
  expect(step).toBeAllClose([0.5, -0.001, 1, -0.5], { rtol: 1e-9 });
});

test("the answer lies inside, and no point inside is better", () => {
  const number = (size: number): fc.Arbitrary<number> => fc.double({ min: -size, max: size, noNaN: true });
  const vector = (size: number): fc.Arbitrary<number[]> =>
    fc.array(number(size), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(vector(2), { minLength: 3, maxLength: 3 }),
      vector(5),
      fc.array(vector(1), { minLength: 1, maxLength: 3 }),
      fc.array(vector(1), { minLength: 20, maxLength: 20 }),
      (rows, gradient, normals, others) => {
        const b = product(rows, transpose(rows)).map((row, i) => row.map((x, j) => x + (i === j ? 0.5 : 0)));
        const inequalities = { rows: normals, upper: normals.map(() => 0.5) };
        const inside = (d: ArrayLike<number>, slack: number): boolean =>
          Array.from(d).every((x) => Math.abs(x) <= 1 + slack) &&
          normals.every((row) => dot(row, d) <= 0.5 + slack);
        const value = (d: ArrayLike<number>): number => 0.5 * dot(d, times(b, d)) + dot(gradient, d);
        const step = quadraticStep(b, gradient, [-1, -1, -1], [1, 1, 1], inequalities)!;
        expect(inside(step, 1e-9)).toBe(true);
        for (const other of others)
          if (inside(other, 0)) expect(value(other)).toBeGreaterThan(value(step) - 1e-8);
      },
    ),
  );
});
