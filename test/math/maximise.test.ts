import { describe, expect, test } from "vitest";
import { curvatureAt, maximise, type Objective, type Region } from "../../lib/math/maximise";

const wide = (n: number): Region => ({
  lower: new Float64Array(n).fill(-100),
  upper: new Float64Array(n).fill(100),
});

/** Minus Rosenbrock's banana: −(1 − x)² − 100·(y − x²)², at most 0 at (1, 1). */
const rosenbrock: Objective = ([x, y], gradient) => {
  gradient[0] = 2 * (1 - x) + 400 * x * (y - x * x);
  gradient[1] = -200 * (y - x * x);
  return -((1 - x) ** 2) - 100 * (y - x * x) ** 2;
};

/** −(x − 2)² − (y + 1)² − (x − 2)(y + 1): at most 0 at (2, −1). */
const hill: Objective = ([x, y], gradient) => {
  const [a, b] = [x - 2, y + 1];
  gradient[0] = -2 * a - b;
  gradient[1] = -2 * b - a;
  return -a * a - b * b - a * b;
};

describe("finds known maxima", () => {
  test("of a parabola, at the first step", () => {
    const { point, value, stalled, iterations, curvature } = maximise(hill, [50, 50], wide(2));
    expect(point).toBeAllClose([2, -1]);
    expect(value).toBeCloseTo(0, 12);
    expect(stalled).toBe("");
    expect(iterations).toBeLessThanOrEqual(3);
    expect(curvature.flatMap((row) => [...row])).toBeAllClose([2, 1, 1, 2], { rtol: 1e-6 });
  });

  test.each([[[-1.2, 1]], [[2, -3]], [[-20, 40]]])("of Rosenbrock's valley from %s", (start) => {
    const { point, stalled } = maximise(rosenbrock, start, wide(2));
    expect(point).toBeAllClose([1, 1], { rtol: 1e-8 });
    expect(stalled).toBe("");
  });

  test("of a function that is no number on one side", () => {
    // ln x − x, at most −1 at x = 1; the first Newton step from 20 leads to negative x
    const cliff: Objective = ([x], gradient) => {
      gradient[0] = 1 / x - 1;
      return x > 0 ? Math.log(x) - x : Number.NaN;
    };
    const { point, stalled } = maximise(cliff, [20], wide(1));
    expect(point).toBeAllClose([1], { rtol: 1e-9 });
    expect(stalled).toBe("");
  });
});

describe("on the edge of the region", () => {
  test("on a bound: the other coordinate makes the best of it", () => {
    // x ≤ 1: the best y of −1 − (y + 1)² + (y + 1) is −½
    const { point, stalled } = maximise(hill, [0, 0], { lower: [-9, -9], upper: [1, 9] });
    expect(point).toBeAllClose([1, -0.5], { rtol: 1e-9 });
    expect(point[0]).toBe(1);
    expect(stalled).toBe("");
  });

  test("in a corner", () => {
    const { point, stalled } = maximise(hill, [0, 0], { lower: [-9, 0.5], upper: [1, 9] });
    expect(point).toEqual(Float64Array.of(1, 0.5));
    expect(stalled).toBe("");
  });

  test("on an inequality", () => {
    // x + y ≤ 0, so y = −x: −(x − 2)² − (1 − x)² − (x − 2)(1 − x) is largest at x = 1.5
    const inequalities = { rows: [[1, 1]], upper: [0] };
    const { point, stalled } = maximise(hill, [-3, 0], { ...wide(2), inequalities });
    expect(point).toBeAllClose([1.5, -1.5], { rtol: 1e-9 });
    expect(stalled).toBe("");
  });

  test("an inequality that does not bind changes nothing", () => {
    const inequalities = { rows: [[1, 1]], upper: [5] };
    expect(maximise(hill, [0, 0], { ...wide(2), inequalities }).point).toBeAllClose([2, -1], { rtol: 1e-9 });
  });

  test("a start outside of the bounds is moved onto them", () => {
    expect(maximise(hill, [500, -500], wide(2)).point).toBeAllClose([2, -1], { rtol: 1e-9 });
  });
});

describe("says how it ended", () => {
  test("no value at the start", () => {
    const nowhere = maximise(() => Number.NaN, [1], wide(1));
    expect(nowhere).toMatchObject({ stalled: "the value at the start is not finite", iterations: 0 });
  });

  test("too few iterations", () => {
    const { stalled, iterations } = maximise(rosenbrock, [-1.2, 1], wide(2), { maxIterations: 3 });
    expect(stalled).toBe("not done after 3 iterations");
    expect(iterations).toBe(3);
  });

  test("a kink: the value hardly rises, though the slope says it should", () => {
    // −|x − 1| − (y − x)²: the slope does not vanish at the maximum
    const kink: Objective = ([x, y], gradient) => {
      gradient[0] = -Math.sign(x - 1) + 2 * (y - x);
      gradient[1] = -2 * (y - x);
      return -Math.abs(x - 1) - (y - x) ** 2;
    };
    const { point, stalled } = maximise(kink, [4, 0], wide(2));
    expect(stalled).not.toBe("");
    expect(point).toBeAllClose([1, 1], { atol: 1e-3 });
  });

  test("nothing to choose: no parameters at all", () => {
    expect(maximise(() => 7, [], wide(0))).toMatchObject({ value: 7, stalled: "" });
  });
});

describe("beside a maximum that is known", () => {
  // cos x + x/10 has a hill at each turn, the further the higher
  const hills: Objective = ([x], gradient) => {
    gradient[0] = -Math.sin(x) + 0.1;
    return Math.cos(x) + 0.1 * x;
  };
  const known = maximise(hills, [0.3], wide(1));

  test("a climb of the same hill ends early", () => {
    const again = maximise(hills, [-0.4], wide(1), { known: [known] });
    expect(again.stalled).toBe("on the hill of a known maximum");
    expect(again.value).toBeLessThan(known.value);
  });

  test("a climb of a higher one goes on", () => {
    const higher = maximise(hills, [5.5], wide(1), { known: [known] });
    expect(higher.stalled).toBe("");
    expect(higher.point).toBeAllClose([known.point[0] + 2 * Math.PI], { rtol: 1e-6 });
  });
});

test("the curvature is measured away from bounds, and is symmetric", () => {
  const gradient = new Float64Array(2);
  const point = Float64Array.of(1, 1);
  rosenbrock(point, gradient);
  for (const region of [wide(2), { lower: [-9, -9], upper: [1, 1] }, { lower: [1, 1], upper: [9, 9] }]) {
    const curvature = curvatureAt(rosenbrock, point, gradient, region);
    // minus the second derivatives at (1, 1): 2 + 800, −400, 200
    expect(curvature.flatMap((row) => [...row])).toBeAllClose([802, -400, -400, 200], { rtol: 1e-4 });
    expect(curvature[0][1]).toBe(curvature[1][0]);
  }
});
