import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import * as elementary from "../../lib/core/elementary";
import fixture from "../fixtures/core/elementary.json";

const { cos, exp, hypot, log, log10, log1p, pow, sin, tanh } = elementary;

const LEAST = Number.MIN_VALUE;
const HUGE = Number.MAX_VALUE;
const ABOVE_ONE = 1 + Number.EPSILON;

/** A unit in the last place of the double nearest to the true value. */
function unitOf(nearest: number): number {
  const size = Math.abs(nearest);
  return size < 2 ** -1022 ? LEAST : 2 ** (Math.floor(Math.log2(size) + 1e-13) - 52);
}

/** How far `got` is from nearest + left, in units. */
function unitsOff(got: number, nearest: number, left: number): number {
  const unit = unitOf(nearest);
  return Math.abs((got - nearest) / unit - left / unit);
}

describe("within one unit in the last place of 400 bits", () => {
  const names = ["exp", "log", "log1p", "log10", "sin", "cos", "tanh", "pow"] as const;
  test.each(names)("%s", (name) => {
    const f: (...x: number[]) => number = elementary[name];
    const worst = { off: 0, at: [] as number[] };
    for (const row of fixture[name]) {
      const [nearest, left] = row.slice(-2);
      const off = unitsOff(f(...row.slice(0, -2)), nearest, left);
      if (!(off <= worst.off)) Object.assign(worst, { off, at: row });
    }
    expect(fixture[name].length).toBeGreaterThan(300);
    expect(worst.off, `at ${worst.at.join(", ")}`).toBeLessThan(1);
    // The exact digits are told apart from their neighbours: half a unit is reached.
    expect(worst.off).toBeGreaterThan(0.4);
  });
});

describe("where the standard names the value", () => {
  const cases: Record<string, readonly (readonly [number, number])[]> = {
    exp: [
      [0, 1],
      [-0, 1],
      [1, Math.E],
      [Infinity, Infinity],
      [-Infinity, 0],
      [NaN, NaN],
      [709.782712893384, 1.7976931348622732e308],
      [709.7827128933841, Infinity],
      [-745.1332191019411, LEAST],
      [-745.1332191019412, 0],
    ],
    log: [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [-1, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
    ],
    log1p: [
      [0, 0],
      [-0, -0],
      [-1, -Infinity],
      [-1 - Number.EPSILON, NaN],
      [-Infinity, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
      [LEAST, LEAST],
    ],
    log10: [
      [1, 0],
      [0, -Infinity],
      [-0, -Infinity],
      [-1, NaN],
      [Infinity, Infinity],
      [NaN, NaN],
    ],
    sin: [
      [0, 0],
      [-0, -0],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
      [LEAST, LEAST],
    ],
    cos: [
      [0, 1],
      [-0, 1],
      [Infinity, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
    ],
    tanh: [
      [0, 0],
      [-0, -0],
      [Infinity, 1],
      [-Infinity, -1],
      [NaN, NaN],
      [-LEAST, -LEAST],
      [HUGE, 1],
    ],
  };
  test.each(Object.entries(cases))("%s", (name, values) => {
    const f = elementary[name as keyof typeof elementary] as (x: number) => number;
    for (const [x, value] of values) expect(f(x), `of ${Object.is(x, -0) ? "-0" : x}`).toBe(value);
  });

  // ECMA-262, Number::exponentiate, sentence by sentence.
  test.each([
    [2, NaN, NaN],
    [NaN, 0, 1],
    [NaN, -0, 1],
    [NaN, 1, NaN],
    [Infinity, 2.5, Infinity],
    [Infinity, -0.5, 0],
    [-Infinity, 3, -Infinity],
    [-Infinity, 4, Infinity],
    [-Infinity, 0.5, Infinity],
    [-Infinity, -3, -0],
    [-Infinity, -4, 0],
    [0, 3, 0],
    [0, -3, Infinity],
    [-0, 3, -0],
    [-0, 4, 0],
    [-0, 0.5, 0],
    [-0, -3, -Infinity],
    [-0, -4, Infinity],
    [1.5, Infinity, Infinity],
    [-1.5, -Infinity, 0],
    [1, Infinity, NaN],
    [-1, -Infinity, NaN],
    [0.5, Infinity, 0],
    [-0.5, -Infinity, Infinity],
    [-2, 0.5, NaN],
    [-2, 3, -8],
    [-2, -2, 0.25],
    [-1, 1e300, 1],
    [1, 1e300, 1],
    [ABOVE_ONE, 1e300, Infinity],
    [ABOVE_ONE, -1e300, 0],
  ])("pow(%d, %d) = %d", (x, y, value) => expect(pow(x, y)).toBe(value));
});

describe("whole powers", () => {
  test("of 2 and of 10 are exact as far as doubles hold them, and the logarithm finds the exponent", () => {
    for (let k = -1074, power = LEAST; k < 1024; k++, power *= 2) expect(pow(2, k)).toBe(power);
    for (let k = 0; k <= 22; k++) expect(pow(10, k)).toBe(Number(`1e${k}`));
    for (let k = -307; k <= 308; k++) expect(log10(Number(`1e${k}`))).toBe(k);
  });

  const any = fc.double({ noNaN: true });

  test("a square is the product, and a square root the engine's exact one", () => {
    fc.assert(
      fc.property(any, (x) => {
        expect(pow(x, 2)).toBe(x * x);
        expect(x ** 2).toBe(x * x); // so that ** 2 may stay in the library
        if (x > 0) expect(pow(x, 0.5)).toBe(Math.sqrt(x));
        expect(pow(x, 1)).toBe(x);
      }),
    );
  });

  test("a negative base has the sign of its power", () => {
    const whole = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), whole, (x, k) => {
        expect(pow(-x, k)).toBe(k % 2 === 0 ? pow(x, k) : -pow(x, k));
      }),
    );
  });
});

describe("identities, to the last bit", () => {
  const any = fc.double({ noNaN: true });
  test("sin and tanh are odd, cos is even", () => {
    fc.assert(
      fc.property(any, (x) => {
        expect(sin(-x)).toBe(-sin(x));
        expect(cos(-x)).toBe(cos(x));
        expect(tanh(-x)).toBe(-tanh(x));
      }),
    );
  });
  test("a power of 2 moves a logarithm by that many ln 2, to two units of the larger", () => {
    const moderate = fc.double({ min: 1, max: 2, noNaN: true });
    fc.assert(
      fc.property(moderate, fc.integer({ min: -1000, max: 1000 }), (x, k) => {
        const gap = log(x * pow(2, k)) - (log(x) + k * Math.LN2);
        expect(Math.abs(gap)).toBeLessThanOrEqual(2 * unitOf((Math.abs(k) + 1) * Math.LN2));
      }),
    );
  });
});

test("hypot: 3, 4, 5, without overflow or underflow, 0 of nothing", () => {
  expect(hypot(3, 4)).toBe(5);
  expect(hypot(-3 * 2 ** 900, 4 * 2 ** 900)).toBe(5 * 2 ** 900);
  expect(hypot(3 * 2 ** -900, 4 * 2 ** -900)).toBe(5 * 2 ** -900);
  expect(hypot(1, 2, 2)).toBe(3);
  expect(hypot()).toBe(0);
  expect(hypot(0, -0)).toBe(0);
  expect(hypot(1, -Infinity)).toBe(Infinity);
  expect(hypot(1, NaN)).toBe(NaN);
});

test("none of them asks the engine: they work where Math has no such function", () => {
  const values = (): number[] =>
    [0.3, 5, 100, 1e10].flatMap((x) => [
      ...[exp, log, log1p, log10, sin, cos, tanh].map((f) => f(x)),
      ...[pow(x, 1.5), hypot(x, 1)],
    ]);
  const before = values();
  const inexact = [
    "exp",
    "expm1",
    "log",
    "log1p",
    "log2",
    "log10",
    "sin",
    "cos",
    "tan",
    "pow",
    "hypot",
  ] as const;
  const hyperbolic = ["sinh", "cosh", "tanh"] as const;
  for (const name of [...inexact, ...hyperbolic])
    vi.spyOn(Math, name).mockImplementation(() => {
      throw new Error(`Math.${name} was called`);
    });
  const after = values();
  vi.restoreAllMocks();
  expect(after).toEqual(before);
});
