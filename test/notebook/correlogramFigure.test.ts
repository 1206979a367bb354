import { expect, test } from "vitest";
import { correlogramFigure } from "../../lib/notebook/figures/correlogramFigure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { stillImage } from "../../lib/notebook/figures/staticImage";
import { PALETTE } from "../../lib/notebook/figures/theme";
import { autocorrelation } from "../../lib/statistics/autocorrelation";
import { pixelsOf } from "./png";

const rest = { yTitle: "autocorrelation", caption: "What to notice." };
const wave = (period: number): Float64Array =>
  Float64Array.from({ length: 200 }, (_, t) => Math.sin((2 * Math.PI * t) / period));

test("bars from lag 1 on, between both edges of the band, which stands in the legend once", () => {
  const [BTC, ETH] = [7, 20].map((period) => autocorrelation(wave(period), { lags: 10, confidence: 0.99 }));
  const { data } = correlogramFigure({ panels: { BTC, ETH }, ...rest });
  expect(data.map(({ type }) => type)).toEqual(["bar", "scatter", "scatter", "bar", "scatter", "scatter"]);
  expect(data[3]).toMatchObject({ x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], y: [...ETH.values.subarray(1)] });
  expect(data[1]).toMatchObject({ y: [...BTC.bands.subarray(1)] });
  expect(data[2]).toMatchObject({ y: Array.from(BTC.bands.subarray(1), (b) => -b) });
  expect(data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual(["99 % band"]);
});

test("is drawn", async () => {
  const panels = { BTC: autocorrelation(wave(7), { lags: 30 }) };
  const pixels = await pixelsOf(await stillImage(plainFigure(correlogramFigure({ panels, ...rest }))));
  expect(pixels.count(PALETTE[0])).toBeGreaterThan(1000);
});

test("misuse", () => {
  expect(() => correlogramFigure({ panels: {}, ...rest })).toThrow("correlogramFigure: panels");
});
