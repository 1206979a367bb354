import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logReturns, simpleReturns } from "../../lib/indicators/returns";
import fixture from "../fixtures/indicators/indicators.json";
import { EXACT } from "../support/tolerances";

const price = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const prices = fc.array(price, { minLength: 3, maxLength: 60 });

describe.each([
  { name: "simpleReturns", returnsOf: simpleReturns },
  { name: "logReturns", returnsOf: logReturns },
])("$name", ({ name, returnsOf }) => {
  test("don't depend on the currency", () => {
    fc.assert(
      fc.property(prices, (p) => {
        expect(returnsOf(p.map((x) => 8 * x))).toEqual(returnsOf(p)); // a power of two: to the last bit
      }),
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(prices, price, (p, other) => {
        expect(returnsOf([...p.slice(0, -1), other]).subarray(0, -1)).toEqual(returnsOf(p).subarray(0, -1));
      }),
    );
  });

  test("take typed arrays, and refuse prices that are none", () => {
    expect(returnsOf(Float32Array.of(2, 2))).toEqual(Float64Array.of(0));
    expect(() => returnsOf([1, 0])).toThrow(`${name}: prices[1] must be above 0, got 0`);
    expect(() => returnsOf([1, Number.NaN])).toThrow(`${name}: prices[1] must be a finite number, got NaN`);
    expect(() => returnsOf([1])).toThrow(`${name}: prices must hold at least 2 values, got 1`);
    expect(() => returnsOf(undefined as never)).toThrow(`${name}: prices must be a list of numbers`);
  });
});

test("by hand: up by a half, down by a third", () => {
  expect(simpleReturns([2, 3, 2])).toBeAllClose([0.5, -1 / 3]);
  expect(logReturns([2, 3, 2])).toBeAllClose([Math.log(1.5), -Math.log(1.5)]);
});

test("log returns add over time: their sum is the log of last over first", () => {
  fc.assert(
    fc.property(prices, (p) => {
      const sum = logReturns(p).reduce((a, b) => a + b, 0);
      expect([sum]).toBeAllClose([Math.log(p[p.length - 1] / p[0])], { rtol: EXACT.rtol, atol: 1e-12 });
    }),
  );
});

test("one kind is the other through exp and log", () => {
  fc.assert(
    fc.property(prices, (p) => {
      expect(logReturns(p).map(Math.expm1)).toBeAllClose(simpleReturns(p), { rtol: 1e-12, atol: 1e-14 });
    }),
  );
});

test("agree with pandas", () => {
  expect(simpleReturns(fixture.close)).toBeAllClose(fixture.simpleReturns, EXACT);
  // numpy takes the difference of two logs of about 5, whose last digits are 1e-15
  expect(logReturns(fixture.close)).toBeAllClose(fixture.logReturns, { rtol: 1e-12, atol: 4e-15 });
});

test("200 000 prices take no time", () => {
  const long = Float64Array.from({ length: 200_000 }, (_, t) => 100 + Math.sin(t));
  expect(logReturns(long).length).toBe(199_999);
});
