import { expect, test } from "vitest";
import { contentKey } from "../../lib/core/contentKey";
import { DomainError } from "../../lib/core/errors";

test("the order of entries, and entries that are undefined, don't count", () => {
  expect(contentKey({ a: 1, b: [2, 3] })).toBe(contentKey({ c: undefined, b: [2, 3], a: 1 }));
});

test("whatever differs in content differs in key", () => {
  const values = [
    0,
    -0,
    1,
    1 + Number.EPSILON,
    Number.NaN,
    "1",
    "",
    true,
    null,
    [],
    [[]],
    [1, 2],
    [[1], 2],
    [1, [2]],
    {},
    { a: 1 },
    { a: { b: 1 } },
    { a: {}, b: 1 },
    ["ab", "c"],
    ["a", "bc"],
    Float64Array.of(1, 2),
    Float32Array.of(1, 2),
    Float64Array.of(2, 1),
  ];
  expect(new Set(values.map(contentKey)).size).toBe(values.length);
});

test("a part of a larger buffer counts by what it shows", () => {
  const whole = Float64Array.of(1, 2, 3);
  expect(contentKey(whole.subarray(1))).toBe(contentKey(Float64Array.of(2, 3)));
});

test.each([[() => 1], [new Date(0)], [new Map()], [{ a: Symbol("a") }]])("%s is refused", (value) => {
  expect(() => contentKey(value)).toThrow(DomainError);
});
