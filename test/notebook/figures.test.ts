import type { ScatterData } from "plotly.js-dist";
import { describe, expect, test } from "vitest";
import { logTicks, stretches } from "../../lib/notebook/figures/axes";
import { barFigure } from "../../lib/notebook/figures/barFigure";
import type { Figure } from "../../lib/notebook/figures/figure";
import { heatmapFigure } from "../../lib/notebook/figures/heatmapFigure";
import { lineFigure } from "../../lib/notebook/figures/lineFigure";
import { panelFigure } from "../../lib/notebook/figures/panelFigure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { stillImage } from "../../lib/notebook/figures/staticImage";
import {
  contrast,
  DIVERGING,
  PALETTE,
  readableOn,
  scaleColour,
  SEQUENTIAL,
} from "../../lib/notebook/figures/theme";
import { dayRange } from "../../lib/series/days";
import { pixelsOf, type Pixels } from "./png";

const caption = "What to notice.";
const dates = dayRange("2024-01-01", "2024-04-09"); // 100 days
const wave = (level: number): Float64Array =>
  Float64Array.from(dates, (_, i) => level * (2 + Math.sin(i / 9)));

const drawn = async (figure: Figure): Promise<Pixels> => pixelsOf(await stillImage(plainFigure(figure)));

/** Whether anything is drawn in the outermost pixels: a label that is cut. */
function touchesEdge({ width, height, at }: Pixels): boolean {
  const white = (x: number, y: number): boolean => at(x, y).every((channel) => channel === 255);
  for (let x = 0; x < width; x++) if (!white(x, 0) || !white(x, height - 1)) return true;
  for (let y = 0; y < height; y++) if (!white(0, y) || !white(width - 1, y)) return true;
  return false;
}

describe("lineFigure", () => {
  test("draws each series in its colour, with all labels inside of the image", async () => {
    const pixels = await drawn(
      lineFigure({
        dates,
        series: { BTC: wave(40_000), ETH: wave(2_000), XRP: wave(0.5) },
        log: true,
        title: "Daily close",
        yTitle: "close (USDT)",
        caption,
      }),
    );
    for (const colour of PALETTE.slice(0, 3)) expect(pixels.count(colour)).toBeGreaterThan(300);
    expect(pixels.count(PALETTE[3])).toBe(0);
    expect(touchesEdge(pixels)).toBe(false);
  });

  test("long names of series stand above, in a legend that does not cover the title", async () => {
    const series = { "the mean of fourteen days": wave(1), "the smoothing of Wilder": wave(1.2) };
    const pixels = await drawn(lineFigure({ dates, series, title: "Two ways", yTitle: "ATR", caption }));
    expect(touchesEdge(pixels)).toBe(false);
    const rows = Array.from({ length: 75 }, (_, y) =>
      Array.from({ length: 400 }, (_, x) => pixels.at(x + 70, y)).some(([r, g, b]) => r + g + b < 450),
    );
    const bands = rows.filter((dark, y) => dark && !rows[y - 1]).length;
    expect(bands).toBe(2); // the title, then the legend
  });

  test("a gap breaks the line and is marked", () => {
    const gaps = ["2024-01-11", "2024-01-12", "2024-02-01"];
    const known = dates.filter((day) => !gaps.includes(day));
    const figure = lineFigure({
      dates: known,
      series: { CVI: known.map((_, i) => i) },
      gaps,
      yTitle: "CVI",
      caption,
    });
    const { x, y } = figure.data[0] as { x: string[]; y: number[] };
    expect(x).toEqual(dates);
    expect(x.filter((_, i) => Number.isNaN(y[i]))).toEqual(gaps);
    expect(figure.layout?.shapes).toMatchObject([
      { x0: "2024-01-10", x1: "2024-01-13", showlegend: true },
      { x0: "2024-01-31", x1: "2024-02-02", showlegend: false },
    ]);
  });

  test("misuse", () => {
    const rest = { yTitle: "y", caption };
    expect(() => lineFigure({ series: { a: [1] }, ...rest })).toThrow(
      "lineFigure: dates and x must be one of the two",
    );
    expect(() => lineFigure({ dates, x: [1], series: { a: [1] }, ...rest })).toThrow("one of the two");
    expect(() => lineFigure({ dates, series: {}, ...rest })).toThrow(
      "lineFigure: series must be one series at least",
    );
    expect(() => lineFigure({ x: [1, 2], series: { a: [1] }, ...rest })).toThrow(
      "lineFigure: x and a must have the same length, got 2 and 1",
    );
    expect(() => lineFigure({ x: [1, 2], series: { a: [1, 0] }, log: true, ...rest })).toThrow(
      "lineFigure: a[1] must be above 0 on a log axis, got 0",
    );
  });
});

describe("panelFigure", () => {
  test("a panel each, in its colour, over one x axis", async () => {
    const panels = { BTC: wave(40_000), ETH: wave(2_000), XRP: wave(0.5) };
    const figure = panelFigure({ dates, panels, yTitle: "close (USDT)", caption });
    const pixels = await drawn(figure);
    for (const colour of PALETTE.slice(0, 3)) expect(pixels.count(colour)).toBeGreaterThan(100);
    expect(touchesEdge(pixels)).toBe(false);
    expect(figure.layout?.showlegend).toBe(false);
    expect(figure.layout?.annotations?.map(({ text }) => text)).toEqual([
      "<b>BTC</b>",
      "<b>ETH</b>",
      "<b>XRP</b>",
    ]);
  });

  test("panels do not overlap, and stay inside", () => {
    const panels = Object.fromEntries(["a", "b", "c", "d", "e", "f", "g"].map((name) => [name, wave(1)]));
    const layout = panelFigure({ dates, panels, columns: 3, yTitle: "y", caption }).layout as Record<
      string,
      unknown
    >;
    const boxes = Object.keys(panels).map((_, i) => {
      const id = i === 0 ? "" : i + 1;
      const [left, right] = (layout[`xaxis${id}`] as { domain: number[] }).domain;
      const [bottom, top] = (layout[`yaxis${id}`] as { domain: number[] }).domain;
      return { left, right, bottom, top };
    });
    for (const [i, a] of boxes.entries()) {
      expect(Math.min(a.left, a.bottom)).toBeGreaterThanOrEqual(-1e-12);
      expect(Math.max(a.right, a.top)).toBeLessThanOrEqual(1 + 1e-12);
      for (const b of boxes.slice(i + 1))
        expect(a.right < b.left || b.right < a.left || a.top < b.bottom || b.top < a.bottom).toBe(true);
    }
  });

  test("a panel is 130 px high at least, and higher where there are two rows at most", () => {
    const panelOf = (count: number, xTitle?: string): number => {
      const panels = Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, wave(1)]));
      const figure = panelFigure({ dates, panels, xTitle, yTitle: "y", caption });
      const { height = 0, margin, yaxis } = figure.layout ?? {};
      const [bottom, top] = yaxis?.domain ?? [0, 0];
      return (height - (margin?.t ?? 0) - (margin?.b ?? 0)) * (top - bottom);
    };
    for (const count of [1, 2, 4]) expect(panelOf(count, "weight")).toBeGreaterThan(175);
    for (const count of [5, 7, 12]) expect(panelOf(count)).toBeGreaterThan(130);
  });

  test("a legend of many names has a line of its own above the panels", () => {
    const withNames = (n: number): Figure =>
      panelFigure({
        x: [0, 1],
        panels: { one: Object.fromEntries(Array.from({ length: n }, (_, i) => [`line ${i}`, [0, i]])) },
        ...{ yTitle: "y", caption: "c" },
      });
    const [few, many] = [withNames(3), withNames(4)].map(({ layout }) => layout);
    expect([few?.legend?.yanchor, many?.legend?.yanchor]).toEqual(["top", "bottom"]);
    expect(Number(many?.height)).toBeGreaterThan(Number(few?.height));
  });

  test("no two of many lines look alike", () => {
    const lines = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`line ${i}`, [0, i]]));
    const panels = panelFigure({ x: [0, 1], panels: { one: lines }, yTitle: "y", caption }).data;
    const looks = (panels as Partial<ScatterData>[]).map(
      ({ line }) => `${String(line?.color)} ${String(line?.dash)}`,
    );
    expect(new Set(looks).size).toBe(9);
    const { data } = lineFigure({ x: [0, 1], series: lines, yTitle: "y", caption });
    const dashes = (data as Partial<ScatterData>[]).map(({ line }) => line?.dash);
    expect(dashes).toEqual([...PALETTE.map(() => "solid"), "dash", "dash"]);
  });

  test("lines of one name share a colour and one place in the legend", () => {
    const lines = { ours: wave(1), paper: wave(2) };
    const { data } = panelFigure({ dates, panels: { BTC: lines, ETH: lines }, yTitle: "y", caption });
    const told = (data as Partial<ScatterData>[]).map(({ name, line, showlegend }) => [
      name,
      line?.color,
      showlegend,
    ]);
    expect(told).toEqual([
      ["ours", PALETTE[0], true],
      ["paper", PALETTE[1], true],
      ["ours", PALETTE[0], false],
      ["paper", PALETTE[1], false],
    ]);
  });
});

describe("barFigure", () => {
  test("groups of bars", async () => {
    const pixels = await drawn(
      barFigure({
        categories: ["BTC", "ETH"],
        series: { paper: [1, 2], ours: [2, 1] },
        yTitle: "RMSE",
        caption,
      }),
    );
    const [paper, ours] = [pixels.count(PALETTE[0]), pixels.count(PALETTE[1])];
    expect(paper).toBeGreaterThan(20_000);
    expect(Math.abs(paper - ours) / paper).toBeLessThan(0.02);
    expect(touchesEdge(pixels)).toBe(false);
  });

  test("a text above each bar of a series, inside of the image above the highest, too", async () => {
    const bars = { categories: ["BTC", "ETH"], yTitle: "score", caption };
    const series = { score: [0.4, 1], other: [0.5, 0.5] };
    const [plain, labelled] = [
      barFigure({ ...bars, series }),
      barFigure({ ...bars, series, labels: { score: ["second", "first"] } }),
    ];
    expect(labelled.data).toMatchObject([{ text: ["second", "first"], textposition: "outside" }, {}]);
    expect(labelled.data[1]).toEqual(plain.data[1]);
    expect(touchesEdge(await drawn(labelled))).toBe(false);
  });

  test("each group has its name, also where a narrow page asks for few ticks", () => {
    const { layout } = barFigure({ categories: ["a", "b"], series: { c: [1, 2] }, yTitle: "y", caption });
    expect(layout?.xaxis).toMatchObject({ type: "category", dtick: 1 });
  });

  test("misuse", () => {
    expect(() => barFigure({ categories: ["a"], series: { b: [1, 2] }, yTitle: "y", caption })).toThrow(
      "barFigure: categories and b must have the same length, got 1 and 2",
    );
    const bars = { categories: ["a"], series: { b: [1] }, yTitle: "y", caption };
    expect(() => barFigure({ ...bars, labels: { c: ["1"] } })).toThrow('one of "b"');
    expect(() => barFigure({ ...bars, labels: { b: ["1", "2"] } })).toThrow("got 1 and 2");
  });
});

describe("heatmapFigure", () => {
  const names = ["BTC", "ETH"];

  test("paints low and high in the colours of their ends", async () => {
    const values = [
      [1, -1],
      [-1, 1],
    ];
    const figure = heatmapFigure({ rows: names, columns: names, values, valueTitle: "correlation", caption });
    const pixels = await drawn(figure);
    const [low, , high] = DIVERGING.map(([, colour]) => pixels.count(colour, 2));
    expect(low).toBeGreaterThan(3_000);
    expect(high).toBeGreaterThan(3_000);
    expect(touchesEdge(pixels)).toBe(false);
  });

  test("on every colour of a scale its number has a contrast of 4.5 at least", () => {
    const channelsOf = (ink: string): number[] => (ink === "#000000" ? [0, 0, 0] : [255, 255, 255]);
    for (const scale of [SEQUENTIAL, DIVERGING])
      for (let part = 0; part <= 1; part += 0.01) {
        const ground = scaleColour(scale, part);
        expect(contrast(ground, channelsOf(readableOn(ground)))).toBeGreaterThan(4.5);
      }
    expect(scaleColour([[0, "#000000"], [1, "#ffffff"]], 0.5)).toEqual([127.5, 127.5, 127.5]); // prettier-ignore
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  });

  test("each cell has its number once, in black or in white", () => {
    const values = [[0, 0.2, 0.6, 1]];
    const { data } = heatmapFigure({
      rows: ["r"],
      columns: ["a", "b", "c", "d"],
      values,
      valueTitle: "v",
      caption,
    });
    const [black, white] = (data as unknown as { z: number[][]; textfont: { color: string } }[]).map(
      ({ z, textfont }) => ({ z: z[0], ink: textfont.color }),
    );
    expect([black.ink, white.ink]).toEqual(["#000000", "#ffffff"]);
    expect(values[0].map((_, i) => [black.z[i], white.z[i]].filter(Number.isFinite))).toEqual(
      values[0].map((value) => [value]),
    );
    expect(white.z[3]).toBe(1);
  });

  test("cells that are all alike can be read", () => {
    const figure = heatmapFigure({ rows: ["r"], columns: names, values: [[2, 2]], valueTitle: "v", caption });
    expect((figure.data[0] as { z: unknown }).z).toEqual([[2, 2]]);
  });

  test("the scale is symmetric where some are negative, else from lowest to highest", () => {
    const rangeOf = (values: number[][]): unknown => {
      const { zmin, zmax } = heatmapFigure({ rows: ["r"], columns: names, values, valueTitle: "v", caption })
        .data[0] as { zmin: number; zmax: number };
      return [zmin, zmax];
    };
    expect(rangeOf([[-0.2, 0.7]])).toEqual([-0.7, 0.7]);
    expect(rangeOf([[0.2, 0.7]])).toEqual([0.2, 0.7]);
  });

  test("misuse", () => {
    expect(() =>
      heatmapFigure({ rows: names, columns: names, values: [[1, 2], [3]], valueTitle: "v", caption }),
    ).toThrow("heatmapFigure: columns and values[1] must have the same length, got 2 and 1");
  });
});

test("a logarithmic axis says so in its title, once", () => {
  const titleOf = (yTitle: string): unknown =>
    lineFigure({ x: [1, 2], series: { a: [1, 2] }, log: true, yTitle, caption }).layout?.yaxis?.title;
  expect(titleOf("loss")).toEqual({ text: "loss (log scale)" });
  expect(titleOf("close (USDT)")).toEqual({ text: "close (USDT, log scale)" });
  expect(titleOf("wealth (1 at the start, log scale)")).toEqual({
    text: "wealth (1 at the start, log scale)",
  });
});

describe("logTicks", () => {
  test.each([
    [
      0.02,
      90_000,
      ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1,000", "10,000", "100,000", "1M", "10M"],
    ],
    [15_000, 100_000, ["20,000", "30,000", "40,000", "50,000", "60,000", "80,000", "100,000", "150,000"]],
    [2e8, 4e12, ["10M", "100M", "1B", "10B", "100B", "1T", "10T", "100T"]],
    [3, 800, ["1", "3", "10", "30", "100", "300", "1,000"]],
  ])("from %d to %d", (low, high, texts) => {
    const { ticktext } = logTicks(low, high);
    for (const text of texts) expect(ticktext).toContain(text);
  });

  test("leaves small parts of a decade to plotly", () => {
    expect(logTicks(0.4, 0.5)).toEqual({});
  });
});

test("stretches of days", () => {
  expect(stretches(["2024-03-01", "2024-02-29", "2024-02-28", "2024-06-01"])).toEqual([
    ["2024-02-28", "2024-03-01"],
    ["2024-06-01", "2024-06-01"],
  ]);
  expect(stretches([])).toEqual([]);
});
