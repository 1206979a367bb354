import fc from "fast-check";
import { solveQP } from "quadprog";
import { describe, expect, test } from "vitest";
import { dot, product, times, transpose } from "../../lib/math/matrix";
import { quadraticStep, type LinearInequalities } from "../../lib/math/quadratic";

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

/** As `quadraticStep`, by the package `quadprog`, which divides by squares of what is nothing beside 1. */
function byPackage(
  curvature: readonly ArrayLike<number>[],
  gradient: readonly number[],
  bound: number,
  { rows, upper }: LinearInequalities,
): number[] {
  const n = gradient.length;
  const axes = gradient.map((_, i) => gradient.map((_, j) => (i === j ? 1 : 0)));
  const normals = [
    ...axes,
    ...axes.map((axis) => axis.map((x) => -x)),
    ...rows.map((row) => Array.from(row)),
  ];
  const limits = [...new Array<number>(2 * n).fill(bound), ...Array.from(upper)];
  const from1 = (list: readonly number[]): number[] => [0, ...list.map((x) => (Math.abs(x) < 1e-30 ? 0 : x))];
  const { solution, message } = solveQP(
    [[], ...curvature.map((row) => from1(Array.from(row)))],
    from1(gradient.map((g) => -g)),
    [[], ...gradient.map((_, i) => from1(normals.map((normal) => -normal[i])))],
    from1(limits.map((limit) => -limit)),
    0,
  );
  expect(message).toBe("");
  return solution.slice(1);
}

const entry = fc.double({ min: -1, max: 1, noNaN: true });
/** A program with three to six variables, up to four rows, and curvatures of any scale and direction; 0 is inside. */
const program = fc
  .integer({ min: 2, max: 6 })
  .chain((n) => {
    const vector = fc.array(entry, { minLength: n, maxLength: n });
    return fc.record({
      root: fc.array(vector, { minLength: n, maxLength: n }),
      scale: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n, maxLength: n }),
      gradient: vector,
      rows: fc.array(vector, { maxLength: 4 }),
      room: fc.array(fc.constantFrom(0, 0.1, 0.5), { minLength: 4, maxLength: 4 }),
    });
  })
  .map(({ root, scale, gradient, rows, room }) => {
    const unit = scale.map((k) => 10 ** k);
    const b = product(root, transpose(root)).map((row, i) =>
      row.map((x, j) => (x + (i === j ? 1e-3 : 0)) * unit[i] * unit[j]),
    );
    const inequalities = {
      rows: rows.filter((row) => dot(row, row) > 1e-6),
      upper: rows.filter((row) => dot(row, row) > 1e-6).map((_, k) => room[k]),
    };
    return { b, gradient: gradient.map((g, i) => 30 * g * unit[i]), inequalities };
  });

test("no worse than the package quadprog, and inside", () => {
  fc.assert(
    fc.property(program, ({ b, gradient, inequalities }) => {
      const bounds = gradient.map(() => 1);
      const step = quadraticStep(b, gradient, bounds.map((x) => -x), bounds, inequalities)!; // prettier-ignore
      const value = (d: ArrayLike<number>): number => 0.5 * dot(d, times(b, d)) + dot(gradient, d);
      expect(Math.max(...step.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9);
      inequalities.rows.forEach((row, k) =>
        expect(dot(row, step)).toBeLessThanOrEqual(inequalities.upper[k] + 1e-8),
      );
      const other = value(byPackage(b, gradient, 1, inequalities));
      expect(value(step)).toBeLessThanOrEqual(other + 1e-7 * Math.max(1, Math.abs(other)));
    }),
    { numRuns: 1000 },
  );
});
