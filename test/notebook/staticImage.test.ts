import { describe, expect, test } from "vitest";
import { TYPES, type Figure, type Trace } from "../../lib/notebook/figures/figure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { stillImage } from "../../lib/notebook/figures/staticImage";
import { PALETTE } from "../../lib/notebook/figures/theme";
import { pixelsOf } from "./png";

const line: Figure = { data: [{ type: "scatter", mode: "lines", y: [1, 3, 2] }], caption: "Up, then down." };

describe("stillImage", () => {
  test("draws a figure of 900 by 500 pixels in the colours of the house", async () => {
    const pixels = await pixelsOf(await stillImage(plainFigure(line)));
    expect([pixels.width, pixels.height]).toEqual([900, 500]);
    expect(pixels.at(0, 0)).toEqual([255, 255, 255]);
    expect(pixels.count(PALETTE[0])).toBeGreaterThan(500);
    expect(pixels.count(PALETTE[1])).toBe(0);
  });

  test("takes the size from the layout", async () => {
    const pixels = await pixelsOf(
      await stillImage(plainFigure({ ...line, layout: { width: 400, height: 300 } })),
    );
    expect([pixels.width, pixels.height]).toEqual([400, 300]);
  });

  test("the same figure gives the same bytes", async () => {
    const first = await stillImage(plainFigure(line));
    await stillImage(plainFigure({ ...line, layout: { title: { text: "another between" } } }));
    expect(await stillImage(plainFigure(line))).toEqual(first);
  });

  test("makes room for long labels: none is cut at the edge of the image", async () => {
    const name = "a rather long name of a category that needs its room";
    const figure: Figure = {
      data: [{ type: "bar", orientation: "h", x: [1], y: [name] }],
      caption: "A bar.",
    };
    const pixels = await pixelsOf(await stillImage(plainFigure(figure)));
    const dark = (x: number): boolean =>
      Array.from({ length: pixels.height }, (_, y) => pixels.at(x, y)).some(([r]) => r < 200);
    expect(dark(0)).toBe(false);
    expect(Array.from({ length: 200 }, (_, x) => dark(x)).filter(Boolean).length).toBeGreaterThan(50);
  });

  test("paints a heat map in sharp cells", async () => {
    const z = [
      [0, 1],
      [1, 0],
    ];
    const colorscale: [number, string][] = [
      [0, "#ff0000"],
      [1, "#0000ff"],
    ];
    const figure: Figure = {
      data: [{ type: "heatmap", z, colorscale, showscale: false }],
      caption: "Four cells.",
    };
    const pixels = await pixelsOf(await stillImage(plainFigure(figure)));
    const red = pixels.count("#ff0000", 0);
    const blue = pixels.count("#0000ff", 0);
    expect(red).toBeGreaterThan(100_000);
    expect(Math.abs(red - blue) / red).toBeLessThan(0.02);
    expect(pixels.count("#800080", 60) / red).toBeLessThan(0.01);
  });

  test("draws every kind of trace that a figure may have", async () => {
    const z = [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ];
    const kinds = {
      scatter: { type: "scatter", y: [1, 3, 2] },
      bar: { type: "bar", y: [1, 3, 2] },
      box: { type: "box", y: [1, 3, 2, 4] },
      contour: { type: "contour", z },
      heatmap: { type: "heatmap", z },
      histogram: { type: "histogram", x: [1, 1, 2] },
      histogram2d: { type: "histogram2d", x: [1, 1, 2], y: [1, 2, 2] },
      pie: { type: "pie", values: [1, 2] },
      violin: { type: "violin", y: [1, 3, 2, 4] },
    } as Record<string, Trace>;
    expect(Object.keys(kinds)).toEqual(TYPES);
    for (const [kind, trace] of Object.entries(kinds)) {
      const blank = { type: trace.type, visible: false } as Trace;
      const pixels = await pixelsOf(await stillImage(plainFigure({ ...line, data: [trace] })));
      const none = await pixelsOf(await stillImage(plainFigure({ ...line, data: [blank] })));
      const white = (image: typeof pixels): number => image.count("#ffffff", 0);
      expect(white(none) - white(pixels), kind).toBeGreaterThan(500);
    }
  });
});
