import { checkInteger, checkSameLength, checkVector } from "../../core/checks";
import type { Figure, Trace } from "./figure";
import { BLACK, DIVERGING, readableOn, scaleColour, SEQUENTIAL, WHITE } from "./theme";

export interface HeatmapFigureOptions {
  /** Their names, from above. */
  readonly rows: readonly string[];
  /** Their names, from the left. */
  readonly columns: readonly string[];
  /** A list for each row, as long as there are columns. */
  readonly values: readonly ArrayLike<number>[];
  /** The values at the ends of the colour scale. Default: the lowest and highest; symmetric where some are negative. */
  readonly range?: readonly [number, number];
  /** Decimals of the numbers in the cells. Default 2. */
  readonly decimals?: number;
  /** What the colours mean, with its unit. */
  readonly valueTitle: string;
  /** Above the figure; none by default. */
  readonly title?: string;
  /** Below the figure: what to notice. */
  readonly caption: string;
}

/**
 * A matrix in colours, with its numbers; the first row on top.
 *
 * @example heatmapFigure({ rows: coins, columns: coins, values: correlations, range: [-1, 1], valueTitle: "correlation", caption: "…" })
 */
export function heatmapFigure(options: HeatmapFigureOptions): Figure {
  const { rows, columns, values, caption, title, valueTitle, decimals = 2 } = options;
  checkInteger("heatmapFigure", "decimals", decimals, 0, 6);
  checkSameLength("heatmapFigure", "rows", rows, "values", values);
  values.forEach((row, i) => {
    checkVector("heatmapFigure", `values[${i}]`, row);
    checkSameLength("heatmapFigure", "columns", columns, `values[${i}]`, row);
  });
  const axis = { type: "category" as const, showgrid: false, tickcolor: "rgba(0,0,0,0)" };
  const [low, high] = options.range ?? rangeOf(values);
  const colorscale = low < 0 ? DIVERGING : SEQUENTIAL;
  const partOf = (z: number): number => (high > low ? (z - low) / (high - low) : 0);
  const inkOf = (z: number): string => readableOn(scaleColour(colorscale, partOf(z)));
  // A trace has one colour of text: so there is one for each, with the cells on which it can be read.
  const cellsIn = (ink: string): Trace => ({
    type: "heatmap",
    x: [...columns],
    y: [...rows],
    z: values.map((row) => Array.from(row, (z) => (inkOf(z) === ink ? z : Number.NaN))),
    zmin: low,
    zmax: high,
    colorscale,
    texttemplate: `%{z:.${decimals}f}`,
    textfont: { color: ink },
    hovertemplate: `%{y}, %{x}: %{z:.${decimals + 2}f}<extra></extra>`,
    hoverongaps: false,
    xgap: 1,
    ygap: 1,
  });
  const colorbar = { title: { text: valueTitle, font: { size: 13 } }, thickness: 14, outlinewidth: 0 };
  return {
    data: [
      { ...cellsIn(BLACK), colorbar },
      { ...cellsIn(WHITE), showscale: false },
    ] as Trace[],
    layout: {
      ...(title ? { title: { text: title } } : {}),
      xaxis: { ...axis, showline: false },
      yaxis: { ...axis, autorange: "reversed", tickangle: 0 },
      hovermode: "closest",
      ...sizeOf(rows.length, columns.length),
    },
    caption,
  };
}

function rangeOf(values: readonly ArrayLike<number>[]): [number, number] {
  const all = values.flatMap((row) => Array.from(row));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const largest = Math.max(-low, high);
  return low < 0 ? [-largest, largest] : [low, high];
}

/** Cells a little wider than high, within the usual size. */
function sizeOf(rows: number, columns: number): { width: number; height: number } {
  const cell = Math.min(64, 700 / columns);
  return {
    width: Math.round(200 + columns * cell * 1.15),
    height: Math.round(Math.min(110 + rows * cell * 0.85, 700)),
  };
}
