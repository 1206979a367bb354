import { expect, test } from "vitest";
import { blockMeans } from "../../lib/series/blockMeans";
import { byName, mapValues } from "../../lib/series/byName";
import { rowsOf } from "../../lib/series/rowsOf";

test("byName: a value for each name, in their order, under the key that is asked for", () => {
  const lengths = byName(["ETH", "BTC", "DOGE"], (name, place) => name.length + place);
  expect(Object.entries(lengths)).toEqual([["ETH", 3], ["BTC", 4], ["DOGE", 6]]); // prettier-ignore
  expect(byName(["a", "b"], (name) => name, (name) => `of ${name}`)).toEqual({ "of a": "a", "of b": "b" }); // prettier-ignore
  expect(byName([], () => 1)).toEqual({});
  expect(() => byName(["a", "a"], () => 1)).toThrow("byName: key must be another one for each name, got 'a'");
});

test("mapValues: the same keys in the same order", () => {
  const seen: unknown[] = [];
  const doubled = mapValues({ b: 1, a: 2 }, (value, name, place) => {
    seen.push([value, name, place]);
    return 2 * value;
  });
  expect(Object.entries(doubled)).toEqual([["b", 2], ["a", 4]]); // prettier-ignore
  expect(seen).toEqual([[1, "b", 0], [2, "a", 1]]); // prettier-ignore
});

test("rowsOf: series side by side, of some days", () => {
  const series = { BTC: [1, 2, 3], ETH: Float64Array.of(4, 5, 6) };
  expect(rowsOf(series)).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  expect(rowsOf(series, { from: 1 })).toEqual([[2, 5], [3, 6]]); // prettier-ignore
  expect(rowsOf(series, { from: 1, to: 2 })).toEqual([[2, 5]]);
  expect(rowsOf(series, { from: 3 })).toEqual([]);
  expect(() => rowsOf({})).toThrow("one series at least");
  expect(() => rowsOf({ BTC: [1, 2], ETH: [1] })).toThrow("same length, got 2 and 1");
  expect(() => rowsOf(series, { from: 2, to: 1 })).toThrow("to must be");
  expect(() => rowsOf(series, { to: 4 })).toThrow("to must be a whole number from 0 to 3, got 4");
});

test("blockMeans: stretches without overlap, and no part of one", () => {
  expect([...blockMeans([1, 3, 5, 7, 9], 2)]).toEqual([2, 6]);
  expect([...blockMeans([1, 3, 5], 3)]).toEqual([3]);
  expect([...blockMeans([4, 2], 1)]).toEqual([4, 2]);
  expect(() => blockMeans([1, 2], 3)).toThrow("values must hold at least 3 entries, got 2");
});
