import { expect, test } from "vitest";
import { once } from "../../lib/core/once";

test("computes when first asked, and no second time", () => {
  let times = 0;
  const value = once(() => ({ times: ++times }));
  expect(times).toBe(0);
  expect(value()).toBe(value());
  expect(times).toBe(1);
});

test("tries again after a failure", () => {
  let times = 0;
  const value = once(() => {
    if (++times === 1) throw new Error("not yet");
    return times;
  });
  expect(value).toThrow("not yet");
  expect(value()).toBe(2);
});
