import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { standardisedDensity } from "../../lib/statistics/standardisedDensity";
import { normals } from "./series";

test("four values by hand: −1, 0, 0 and 1 in units of √(2/3)", () => {
  // ±1.2247 fall into the bins around ±1; a half in the middle, a quarter on each side
  const { z, density, normal } = standardisedDensity([-1, 0, 0, 1], { width: 1, reach: 2 });
  expect(z).toEqual(Float64Array.of(-2, -1, 0, 1, 2));
  expect(density).toBeAllClose([0, 0.25, 0.5, 0.25, 0]);
  expect([normal[2]]).toBeAllClose([1 / Math.sqrt(2 * Math.PI)]);
});

test("normal values lie on the normal density, whatever their mean and unit", () => {
  const values = normals(createRng(1), 20_000).map((x) => 3 + 0.02 * x);
  const { density, normal } = standardisedDensity(values);
  // A bin of width 0.25 with share p is known to √(p/n)/0.25 < 0.009
  expect(density).toBeAllClose(normal, { rtol: 0, atol: 0.03 });
});

test("what lies beyond counts in no bin", () => {
  const outlier = [...normals(createRng(2), 99), 100];
  const { density } = standardisedDensity(outlier, { width: 0.5 });
  expect([density.reduce((sum, d) => sum + 0.5 * d, 0)]).toBeAllClose([0.99]);
});
