import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../lib/notebook/figures/figure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";
import { MOST_POINTS, reducedIndices } from "../../lib/notebook/figures/reduce";
import { dayRange } from "../../lib/series/days";

const caption = "What to notice.";
const traceOf = (trace: object): Record<string, unknown> => plainFigure({ data: [trace], caption }).data[0];

describe("plainFigure", () => {
  test("is plain JSON: typed arrays as lists, days as text, what is not finite as null", () => {
    const plain = plainFigure({
      data: [
        {
          type: "scatter",
          x: [new Date(Date.UTC(2024, 0, 1))],
          y: new Float64Array([1.5, Number.NaN, Infinity]),
        },
        { type: "heatmap", z: [new Float32Array([0.1])] as never },
      ],
      caption,
    });
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
    expect(plain.data[0]).toMatchObject({ x: ["2024-01-01T00:00:00.000Z"], y: [1.5, null, null] });
    expect(plain.data[1]).toMatchObject({ z: [[0.1]] });
  });

  test("rounds fractions to six digits, and leaves whole numbers", () => {
    expect(traceOf({ y: [1.23456789, 12345678.9, 0.000123456789, 1_700_000_000_001] }).y).toEqual([
      1.23457, 12345700, 0.000123457, 1_700_000_000_001,
    ]);
  });

  test("tells days in a row by the first and a step", () => {
    const days = dayRange("2024-02-27", "2024-03-02");
    expect(traceOf({ x: days, y: [1, 2, 3, 4, 5] })).toEqual({
      x0: "2024-02-27",
      dx: 86_400_000,
      y: [1, 2, 3, 4, 5],
    });
    const holed = days.filter((day) => day !== "2024-02-29");
    expect(traceOf({ x: holed, y: [1, 2, 3, 4] })).toEqual({ x: holed, y: [1, 2, 3, 4] });
  });

  test("thins a long line, with all that runs along it, and nothing else", () => {
    const n = 10_000;
    const y = Array.from({ length: n }, (_, i) => Math.sin(i / 50));
    const x = Array.from({ length: n }, (_, i) => i);
    const thin = traceOf({ type: "scatter", mode: "lines", x, y, text: x.map(String) });
    const kept = thin.x as number[];
    expect(kept.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(thin.text).toEqual(kept.map(String));
    expect(thin.y).toBeAllClose(
      kept.map((i) => y[i]),
      { rtol: 1e-5 },
    );
    expect((traceOf({ type: "scatter", mode: "markers", x, y }).y as number[]).length).toBe(n);
    expect((traceOf({ type: "bar", x, y }).y as number[]).length).toBe(n);
  });

  test("the layout of the figure comes before the house style", () => {
    const { layout } = plainFigure({ data: [{ y: [1] }], layout: { font: { size: 20 } }, caption });
    expect(layout.font).toEqual({ size: 20 });
    expect(layout).toMatchObject({ template: { layout: { font: { size: 13 } } } });
  });

  test("puts the legend below where a colour bar stands", () => {
    const layoutOf = (data: Figure["data"]): object => plainFigure({ data, caption }).layout;
    const horizontal = { template: { layout: { legend: { orientation: "h" } } } };
    expect(layoutOf([{ type: "heatmap", z: [[1]] }, { y: [1] }])).toMatchObject(horizontal);
    expect(layoutOf([{ y: [1] }])).not.toMatchObject(horizontal);
  });

  test.each(["candlestick", "ohlc", "scattergl", "scatter3d", "surface"])("refuses %s", (type) => {
    expect(() => traceOf({ type })).toThrow(
      new RegExp(`^show: data\\[0\\].type must be one of "scatter", .* got '${type}'`),
    );
  });

  test("asks for a caption and for traces", () => {
    expect(() => plainFigure({ data: [{ y: [1] }] } as unknown as Figure)).toThrow("show: caption must be");
    expect(() => plainFigure({ data: [], caption })).toThrow(
      "show: data must be a list of one or more traces",
    );
  });
});

describe("reducedIndices", () => {
  const long = fc
    .array(fc.oneof({ weight: 20, arbitrary: fc.double({ noNaN: true }) }, fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 60,
    })
    .chain((pattern) =>
      fc
        .integer({ min: 2501, max: 9000 })
        .map((n) => Array.from({ length: n }, (_, i) => pattern[(i * i) % pattern.length])),
    );

  test("keeps the ends, the extremes and the order, and not too many", () => {
    fc.assert(
      fc.property(long, (values) => {
        const kept = reducedIndices(values);
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(values.length - 1);
        expect(kept.length).toBeLessThanOrEqual(MOST_POINTS);
        expect(kept.every((at, i) => i === 0 || at > kept[i - 1])).toBe(true);
        const finite = values.filter((value) => !Number.isNaN(value));
        const seen = kept.map((i) => values[i]).filter((value) => !Number.isNaN(value));
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([Math.min(...finite), Math.max(...finite)]);
      }),
      { numRuns: 50 },
    );
  });

  test("keeps a single peak and a single missing value of a hundred thousand", () => {
    const values = new Float64Array(100_000);
    values[51_234] = 7;
    values[70_001] = Number.NaN;
    const kept = reducedIndices(values);
    expect(kept).toContain(51_234);
    expect(kept).toContain(70_001);
  });

  test("keeps all of a short line", () => {
    expect(reducedIndices([3, 1, 2])).toEqual([0, 1, 2]);
  });
});
