import { expect, test } from "vitest";
import { lineFigure } from "../../lib/notebook/lineFigure";
import { plainFigure } from "../../lib/notebook/plainFigure";
import { sliderFigure } from "../../lib/notebook/sliderFigure";

const draw = (power: number) =>
  lineFigure({
    x: [1, 2],
    series: { a: [1, 2 ** power], b: [0, 1] },
    yTitle: "y",
    caption: `To the ${power}.`,
  });
const figure = sliderFigure({ parameter: "power", values: [1, 2, 3], start: 2 }, draw);

test("the lines of the value at which it starts are visible, and the words are its own", () => {
  expect(figure.caption).toBe("To the 2.");
  expect(figure.data.map((trace) => trace.visible)).toEqual([false, false, true, true, false, false]);
});

test("a step shows the lines of its value and hides the others", () => {
  const [slider] = figure.layout?.sliders ?? [];
  expect(slider.active).toBe(1);
  expect(slider.steps?.map(({ label }) => label)).toEqual(["1", "2", "3"]);
  expect(slider.steps?.[2]).toMatchObject({
    method: "restyle",
    args: [{ visible: [false, false, false, false, true, true] }],
  });
  expect(plainFigure(figure).layout.sliders).toHaveLength(1);
});

test("values, start and traces are checked", () => {
  expect(() => sliderFigure({ parameter: "p", values: [1] }, draw)).toThrow("two values at least");
  expect(() => sliderFigure({ parameter: "p", values: [1, 2], start: 3 }, draw)).toThrow("one of 1, 2");
  const uneven = (n: number) => ({ ...draw(n), data: draw(n).data.slice(0, n) });
  expect(() => sliderFigure({ parameter: "p", values: [1, 2] }, uneven)).toThrow("the figure for 2");
});
