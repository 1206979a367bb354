import { expect, test } from "vitest";
import { TimeLeft } from "../../lib/workflow/run/timeLeft";

const a = { name: "a", cells: 2, lastCellSeconds: [3, 7] };
const b = { name: "b", cells: 3, lastCellSeconds: [1, 1, 2] };

test("what is left is what the cells took the last time, shared by the workers", () => {
  const left = new TimeLeft([a, b], 1);
  expect(left.seconds("a")).toBe(10);
  expect(left.seconds()).toBe(14);
  left.reached("a", 1);
  expect(left.seconds()).toBe(11);
  left.done("b");
  expect(left.seconds()).toBe(7);
});

test("two workers can't be quicker than the longest notebook", () => {
  expect(new TimeLeft([a, b], 2).seconds()).toBe(10);
});

test("a cell without a past counts as the mean of the others; without any past nothing is said", () => {
  expect(new TimeLeft([b, { name: "c", cells: 3, lastCellSeconds: [] }], 1).seconds("c")).toBeCloseTo(4);
  expect(new TimeLeft([{ name: "c", cells: 3, lastCellSeconds: [] }], 1).seconds()).toBeUndefined();
});
