import { expect, test } from "vitest";
import { withSharedScale } from "../../lib/notebook/figures/sharedScale";

const line = (y: number[], yaxis?: "y2") => ({ type: "scatter" as const, y, ...(yaxis ? { yaxis } : {}) });
const bar = (y: number[]) => ({ type: "bar" as const, y });

test("lines from the lowest value to the highest, and a twentieth of that more on both sides", () => {
  const { yaxis } = withSharedScale({ yaxis: { title: { text: "y" } } }, [line([10, NaN]), line([20, 30])]);
  expect(yaxis).toEqual({ title: { text: "y" }, range: [9, 31] });
});

test("bars stand on 0, above it or below", () => {
  expect(withSharedScale({}, [bar([1]), bar([2])]).yaxis?.range).toEqual([0, 2.1]);
  expect(withSharedScale({}, [bar([-2])]).yaxis?.range).toEqual([-2.1, 0]);
  expect(withSharedScale({}, [bar([-1, 1])]).yaxis?.range).toEqual([-1.1, 1.1]);
});

test("a logarithmic axis has its range in powers of ten; what is not above 0 has no place on it", () => {
  const { yaxis } = withSharedScale({ yaxis: { type: "log" } }, [line([1, 0]), line([100])]);
  expect(yaxis?.range).toEqual([-0.1, 2.1]);
});

test("each axis by the traces that stand on it", () => {
  const layout = withSharedScale({}, [line([0, 20]), line([0, 1], "y2")]);
  expect(layout.yaxis?.range).toEqual([-1, 21]);
  expect(layout.yaxis2?.range).toEqual([-0.05, 1.05]);
});

test("an axis keeps a range of its own; one of a histogram, or of a flat line, has none", () => {
  expect(withSharedScale({ yaxis: { range: [0, 1] } }, [line([5, 6])]).yaxis?.range).toEqual([0, 1]);
  expect(withSharedScale({}, [{ type: "histogram", x: [1, 2] }, line([1, 2])])).toEqual({});
  expect(withSharedScale({}, [line([1, 1])])).toEqual({});
});
