import { expect, test } from "vitest";
import { chiSquareTail, tTwoSided } from "../../lib/statistics/tails";
import fixture from "../fixtures/statistics/statistics.json";

test("tails agree with scipy, far out too", () => {
  for (const [x, k, p] of fixture.tails.chiSquare)
    expect([chiSquareTail(x, k)]).toBeAllClose([p], { rtol: 1e-10, atol: 1e-300 });
  for (const [x, k, p] of fixture.tails.t)
    expect([tTwoSided(x, k)]).toBeAllClose([p], { rtol: 1e-9, atol: 0 });
});

test("no distance at all is certain, an infinite one impossible", () => {
  expect([chiSquareTail(0, 3), chiSquareTail(-1e-17, 3), tTwoSided(0, 5)]).toEqual([1, 1, 1]);
  expect([tTwoSided(Infinity, 5), tTwoSided(-Infinity, 5)]).toEqual([0, 0]);
});
