import { expect, test } from "vitest";
import { intervalFigure } from "../../lib/notebook/figures/intervalFigure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { stillImage } from "../../lib/notebook/figures/staticImage";
import { PALETTE } from "../../lib/notebook/figures/theme";
import { pixelsOf } from "./png";

const rest = { yTitle: "Sharpe ratio", caption: "What to notice." };
const series = {
  A: [
    { estimate: 2, lower: 1, upper: 5 },
    { estimate: 0, lower: -2, upper: 0 },
  ],
};

test("a dot at the estimate, whiskers from it to both ends", () => {
  const [trace] = intervalFigure({ categories: ["x", "y"], series, ...rest }).data;
  expect(trace).toMatchObject({ name: "A", x: ["x", "y"], y: [2, 0] });
  expect(trace).toMatchObject({ error_y: { symmetric: false, array: [3, 0], arrayminus: [1, 2] } });
});

test("is drawn, a legend where there are several", async () => {
  const one = intervalFigure({ categories: ["x", "y"], series, ...rest });
  const two = intervalFigure({ categories: ["x", "y"], series: { ...series, B: series.A }, ...rest });
  expect([one.layout?.showlegend, two.layout?.showlegend]).toEqual([false, true]);
  const pixels = await pixelsOf(await stillImage(plainFigure(two)));
  expect(pixels.count(PALETTE[0])).toBeGreaterThan(100);
  expect(pixels.count(PALETTE[1])).toBeGreaterThan(100);
});

test("misuse", () => {
  expect(() => intervalFigure({ categories: [], series: {}, ...rest })).toThrow("intervalFigure: series");
  expect(() => intervalFigure({ categories: ["x"], series, ...rest })).toThrow("intervalFigure");
  const turned = { A: [{ estimate: 1, lower: 2, upper: 0 }] };
  expect(() => intervalFigure({ categories: ["x"], series: turned, ...rest })).toThrow("A[0] must be");
});
