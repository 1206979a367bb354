import { expect, test } from "vitest";
import type { Figure } from "../../lib/notebook/figures/figure";
import { lineFigure } from "../../lib/notebook/figures/lineFigure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { sliderFigure } from "../../lib/notebook/figures/sliderFigure";
import { colourOf } from "../../lib/notebook/figures/theme";

const draw = (power: number) =>
  lineFigure({
    x: [1, 2],
    series: { a: [1, 2 ** power], b: [0, power] },
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

test("a line keeps its colour, whatever the slider says; one that it brings is its own", () => {
  const colours = figure.data.map((trace) => (trace as { line: { color: string } }).line.color);
  expect(colours).toEqual([colourOf(0), colourOf(1), colourOf(0), colourOf(1), colourOf(0), colourOf(1)]);
  const red = (n: number) => ({
    caption: "Red.",
    data: [{ type: "bar" as const, y: [n], marker: { color: "red" } }],
  });
  const { data } = sliderFigure({ parameter: "n", values: [1, 2] }, red);
  expect(data.map((trace) => (trace as { marker: { color: string } }).marker.color)).toEqual(["red", "red"]);
});

test("what is the same for all values is drawn once, and stays", () => {
  const shared = (power: number) =>
    lineFigure({
      x: [1, 2],
      series: { one: [1, 1], a: [1, power] },
      yTitle: "y",
      caption: "One line stays.",
    });
  const { data, layout } = sliderFigure({ parameter: "power", values: [1, 2], start: 2 }, shared);
  expect(data.map(({ name, visible }) => [name, visible])).toEqual([
    ["one", true],
    ["a", false],
    ["a", true],
  ]);
  expect(layout?.sliders?.[0].steps?.[0].args).toEqual([{ visible: [true, true, false] }]);
});

test("on the same scale the axis has room for the lines of all values, and otherwise moves", () => {
  const one = { parameter: "power", values: [1, 2, 3], sameScale: true };
  expect(sliderFigure(one, draw).layout?.yaxis).toEqual({ title: { text: "y" }, range: [-0.4, 8.4] });
  expect(figure.layout?.yaxis?.range).toBeUndefined();
});

test("the slider stands lower where the x axis has a title", () => {
  const titled = (power: number) => {
    const { layout, ...rest } = draw(power);
    return { ...rest, layout: { ...layout, xaxis: { title: { text: "x" } } } };
  };
  const topOf = (drawn: Figure) => drawn.layout?.sliders?.[0].pad?.t;
  expect(topOf(sliderFigure({ parameter: "power", values: [1, 2] }, titled))).toBeGreaterThan(topOf(figure)!);
});

test("values, start and traces are checked", () => {
  expect(() => sliderFigure({ parameter: "p", values: [1] }, draw)).toThrow("two values at least");
  expect(() => sliderFigure({ parameter: "p", values: [1, 2], start: 3 }, draw)).toThrow("one of 1, 2");
  const uneven = (n: number) => ({ ...draw(n), data: draw(n).data.slice(0, n) });
  expect(() => sliderFigure({ parameter: "p", values: [1, 2] }, uneven)).toThrow("the figure for 2");
});
