import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { notFinite, outcomeOf, type Outcome } from "../support/outcome";
import { functionsOfSeries, type Parameter, type PublicFunction } from "../support/publicFunctions";
import { argumentsFor, replaceSeries } from "../support/samples";

/**
 * Kind: constant up to rounding. Every function of the entry that takes series is given one that is exactly constant and one
 * whose entries differ by 1e-13 of their size, as the returns of a fixed yield do. Both must end alike: refused with the
 * same code, or with the same finite numbers.
 */
const functions = functionsOfSeries();

/** Parameters in which a constant is nothing special. */
const NOT_SERIES: Readonly<Record<string, string>> = {
  "composeCovariance.correlations": "a matrix of correlations",
  "nearestCorrelation.matrix": "a matrix of correlations",
};

/** Answers that may hold NaN or ±∞ for a constant, as their documentation says. */
const SAID_SO: Readonly<Record<string, string>> = {
  correlationMatrix: "NaN in row and column of a constant vector: the others keep their numbers",
  dieboldMariano: "±∞ where losses differ by the same on each day",
  superiorPredictiveAbility: "±∞ where losses differ by the same on each day",
  reliabilityTests: "NaN, with the reason, for a strategy without a Sharpe ratio",
  maxCvarRatio: "∞, status riskless, where an asset gains and never loses",
  lastValue: "the first entry is NaN",
};

/** The constant, where 0.3 makes no sense. */
const LEVELS: Readonly<Record<string, number>> = {
  returns: 0.001,
  assetReturns: 0.001,
  scenarios: 0.001,
  rows: 0.001,
  strategies: 0.001,
  "simulateInvestment.weights": 1 / 3,
};

const NOISE = 1e-13;
/** The noise times what a well-conditioned sum of 130 values makes of it. */
const ALIKE = 1e-9;

const flat = (length: number, level: number): number[] => new Array<number>(length).fill(level);
function nearlyFlat(length: number, level: number): number[] {
  const rng = createRng(7);
  return Array.from({ length }, () => level * (1 + NOISE * (2 * rng.uniform() - 1)));
}

type Make = (length: number, level: number) => number[];

/** The sample with constant series in place of its first one, or of all. */
function withSeries(
  fn: PublicFunction,
  parameter: Parameter,
  sample: unknown,
  make: Make,
  all: boolean,
): unknown {
  const level = LEVELS[`${fn.name}.${parameter.name}`] ?? LEVELS[parameter.name] ?? 0.3;
  return replaceSeries(parameter, sample, (values, k) =>
    k === 0 || all ? make(values.length, level) : values,
  );
}

function expectAlike(exact: Outcome, near: Outcome): void {
  expect("broken" in exact ? exact.broken : "", "exactly constant").toBe("");
  expect("broken" in near ? near.broken : "", "constant up to rounding").toBe("");
  expect("refused" in near ? near.refused : "answered", JSON.stringify(near)).toBe(
    "refused" in exact ? exact.refused : "answered",
  );
  if (!("numbers" in exact) || !("numbers" in near)) return;
  expect([...near.numbers.keys()]).toEqual([...exact.numbers.keys()]);
  for (const [path, x] of exact.numbers) {
    const y = near.numbers.get(path)!;
    const alike = Object.is(x, y) || x === y || Math.abs(x - y) <= ALIKE * Math.max(1, Math.abs(x));
    expect(alike, `${path}: ${x} and ${y}`).toBe(true);
  }
}

const isVaried = (fn: PublicFunction, { name, shape }: Parameter): boolean =>
  shape !== "other" && !(`${fn.name}.${name}` in NOT_SERIES);

const calls = functions.flatMap((fn) =>
  fn.parameters.flatMap((parameter, i) => {
    if (!isVaried(fn, parameter)) return [];
    const several = parameter.shape === "series" ? [false] : [false, true];
    return several.map((all) => ({
      name: `${fn.name}, ${all ? "all of " : ""}${parameter.name}`,
      fn,
      parameter,
      i,
      all,
    }));
  }),
);

test("there are many of them", () => {
  expect(new Set(calls.map(({ fn }) => fn.name)).size).toBeGreaterThan(80);
  const known = new Set(functions.map(({ name }) => name));
  expect(Object.keys(SAID_SO).filter((name) => !known.has(name))).toEqual([]);
});

test.each(calls)("$name: a constant up to rounding is a constant", async ({ fn, parameter, i, all }) => {
  const given = (make?: Make): unknown[] =>
    argumentsFor(fn).map((sample, k) =>
      k === i && make ? withSeries(fn, parameter, sample, make, all) : sample,
    );
  const usual = await outcomeOf(fn, given());
  expect(usual, "the sample itself").toHaveProperty("numbers");
  const [exact, near] = [await outcomeOf(fn, given(flat)), await outcomeOf(fn, given(nearlyFlat))];
  expectAlike(exact, near);
  if (!(fn.name in SAID_SO)) expect([...notFinite(exact, usual), ...notFinite(near, usual)]).toEqual([]);
});
