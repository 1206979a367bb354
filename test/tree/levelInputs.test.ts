import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { DAYS, argumentsFor, replaceSeries, sampleReturns } from "../support/samples";
import { outcomeOf } from "../support/outcome";
import { functionsOfSeries } from "../support/publicFunctions";

/**
 * Kind: levels in place of returns. Every function of the entry that takes returns refuses prices, their logarithms of
 * either sign, and returns that were added up.
 */
const RETURNS = ["returns", "assetReturns", "scenarios", "rows", "strategies"];

/** Functions that read returns without their order, or whose returns are not one series. */
const OTHERWISE: Readonly<Record<string, string>> = {
  sharpeLoss: "the rows are windows of a batch, in any order",
};

const functions = functionsOfSeries().filter(({ name }) => !(name in OTHERWISE));
const calls = functions.flatMap((fn) =>
  fn.parameters.flatMap((parameter, i) =>
    RETURNS.includes(parameter.name) ? [{ name: fn.name, fn, parameter, i }] : [],
  ),
);

const summed = (seed: number, from: number): number[] => {
  let level = from;
  return sampleReturns(seed).map((r) => (level += r));
};
const LEVELS: Readonly<Record<string, (seed: number) => number[]>> = {
  "prices of a coin of 30 000 dollars": (seed) => summed(seed, Math.log(3e4)).map(Math.exp),
  "prices of a coin of a thousandth of a cent": (seed) => summed(seed, Math.log(1e-5)).map(Math.exp),
  "logarithms above 0": (seed) => summed(seed, Math.log(3e4)),
  "logarithms below 0": (seed) => summed(seed, Math.log(0.5)),
  "returns added up": (seed) => summed(seed, 0),
};

test("there are many of them", () => {
  expect(new Set(calls.map(({ name }) => name)).size).toBeGreaterThan(25);
});

test.each(calls)("$name refuses levels, and takes returns", async ({ fn, parameter, i }) => {
  const given = (make?: (seed: number) => number[]): unknown[] =>
    argumentsFor(fn).map((sample, k) =>
      k === i && make ? replaceSeries(parameter, sample, (_, place) => make(40 + place)) : sample,
    );
  expect(await outcomeOf(fn, given()), "returns").toHaveProperty("numbers");
  for (const [what, make] of Object.entries(LEVELS)) {
    const outcome = await outcomeOf(fn, given(make));
    expect(outcome, what).toMatchObject({
      refused: "domain",
      message: expect.stringMatching(/not prices/) as string,
    });
  }
});

test("returns in cash, of a rising market, of heavy tails and in any order are returns", async () => {
  const rng = createRng(3);
  const series: Readonly<Record<string, number[]>> = {
    "in cash for half of the time": sampleReturns(1).map((r, t) => (t < DAYS / 2 ? 0 : r)),
    "rising by half a deviation a day": sampleReturns(2).map((r) => r + 0.01),
    "with a day of −70 %": sampleReturns(3).map((r, t) => (t === 60 ? -0.7 : r)),
    "of an autoregression with a coefficient of 0.4": sampleReturns(4).reduce<number[]>(
      (path, r) => [...path, 0.4 * (path.at(-1) ?? 0) + r],
      [],
    ),
    "of Cauchy's distribution": sampleReturns(5).map(() =>
      Math.max(-0.9, (0.01 * rng.normal()) / rng.normal()),
    ),
  };
  for (const { fn, parameter, i } of calls)
    for (const [what, values] of Object.entries(series)) {
      const given = argumentsFor(fn).map((sample, k) =>
        k === i ? replaceSeries(parameter, sample, () => values) : sample,
      );
      const outcome = await outcomeOf(fn, given);
      expect("message" in outcome ? outcome.message : "", `${fn.name}, ${what}`).not.toMatch(/not prices/);
    }
}, 60_000);
