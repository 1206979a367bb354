import { expect, test } from "vitest";
import { attempt } from "../../lib/core/attempt";
import { DomainError } from "../../lib/core/errors";

test("a value, the library's own reason, or the error that nobody expected", () => {
  expect(attempt(() => 3)).toEqual({ value: 3 });
  expect(attempt(() => { throw new DomainError("f", "x", 1, "2"); })).toEqual({ reason: "f: x must be 2, got 1" }); // prettier-ignore
  expect(() => attempt(() => { throw new TypeError("a slip"); })).toThrow("a slip"); // prettier-ignore
});
