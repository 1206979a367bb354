import { expect, test } from "vitest";
import { argumentsFor, replaceSeries } from "../support/samples";
import { outcomeOf } from "../support/outcome";
import { functionsOfSeries } from "../support/publicFunctions";

/**
 * Kind: extreme scale. Measures, tests, indicators and weights are given all of their series in another unit. Each number
 * of the answer stays, or changes by a power of the factor; or the function refuses. No NaN, no wrong limit.
 */
const MODULES = ["measures", "indicators", "statistics", "reliability"];

/** Functions whose numbers change in another way, or whose arguments have a unit. */
const OTHERWISE: Readonly<Record<string, string>> = {
  adjustPValues: "probabilities",
  bootstrapInterval: "the sample's statistic adds numbers of different units",
  deflatedSharpe: "the other Sharpe ratios have no unit",
  qlike: "adds a logarithm: ln h moves by ln k",
  qlikeLosses: "adds a logarithm: ln h moves by ln k",
  tableOf: "cells",
};

const functions = functionsOfSeries().filter(
  ({ name, module }) => MODULES.includes(module) && !(name in OTHERWISE),
);

/** The sums of 130 numbers in another unit differ by rounding; regressions of six columns by some digits more. */
const ALIKE = 1e-7;

const isPower = (x: number, y: number, k: number): boolean =>
  [0, 1, 2, -1, -2].some((m) => Math.abs(y / k ** m - x) <= ALIKE * Math.abs(x) + 1e-12 * (m === 0 ? 1 : 0));

const calls = functions.flatMap((fn) =>
  [1e-200, 1e-12, 1e-6, 1e6, 1e12, 1e200].map((k) => ({ name: fn.name, fn, k })),
);

test("there are many of them", () => {
  expect(functions.length).toBeGreaterThan(45);
});

test.each(calls)("$name in a unit of $k", async ({ fn, k }) => {
  const given = (factor: number): unknown[] =>
    argumentsFor(fn).map((sample, i) =>
      replaceSeries(fn.parameters[i], sample, (values) => values.map((x) => factor * x)),
    );
  const [usual, scaled] = [await outcomeOf(fn, given(1)), await outcomeOf(fn, given(k))];
  expect("broken" in scaled ? scaled.broken : "").toBe("");
  if (!("numbers" in scaled) || !("numbers" in usual)) return;
  const odd = [...usual.numbers].filter(([path, x]) => {
    const y = scaled.numbers.get(path)!;
    return Number.isFinite(x) ? !isPower(x, y, k) : !Object.is(x, y);
  });
  expect(odd.map(([path, x]) => `${path}: ${x} → ${scaled.numbers.get(path)}`)).toEqual([]);
});
