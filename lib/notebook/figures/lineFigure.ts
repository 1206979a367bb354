import type { Layout, ScatterData } from "plotly.js-dist";
import { addDays, type Day } from "../../series/days";
import { type XValues, checkedX, type FigureTexts, type NamedSeries, stretches, valueAxis } from "./axes";
import type { Figure } from "./figure";
import { dashOf, FRAME } from "./theme";

export interface LineFigureOptions extends FigureTexts, XValues {
  /** One line each, in this order. */
  readonly series: NamedSeries;
  /** A logarithmic axis of values. Default false. */
  readonly log?: boolean;
  /** Days that are known to be missing: marked, and no line is drawn across. Only with `dates`; none by default. */
  readonly gaps?: readonly Day[];
}

/**
 * Lines over days or numbers.
 *
 * @example lineFigure({ dates, series: { BTC: close }, yTitle: "close (USDT)", log: true, caption: "…" })
 */
export function lineFigure(options: LineFigureOptions): Figure {
  const { series, caption, title, xTitle, yTitle, log = false, gaps = [] } = options;
  const xValues = checkedX("lineFigure", options, series);
  const data = Object.entries(series).map(([name, values], i) => {
    const trace = lineTrace(name, xValues, values);
    const line = { ...trace, line: { ...trace.line, dash: dashOf(i) } };
    return gaps.length > 0 ? broken(line, gaps) : line;
  });
  const layout: Partial<Layout> = {
    ...(title ? { title: { text: title } } : {}),
    ...(xTitle ? { xaxis: { title: { text: xTitle } } } : {}),
    yaxis: valueAxis("lineFigure", yTitle, log, series),
    showlegend: data.length > 1 || gaps.length > 0,
    ...(gaps.length > 0 ? { shapes: gapShapes(gaps) } : {}),
  };
  return { data, layout, caption };
}

export function lineTrace(
  name: string,
  xValues: readonly Day[] | readonly number[],
  values: ArrayLike<number>,
): Partial<ScatterData> {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: [...xValues],
    y: Array.from(values),
    line: { width: values.length > MANY ? 1.2 : 1.8 },
  };
}

const MANY = 500;

/** The line with a missing value at each gap. */
function broken(line: Partial<ScatterData>, gaps: readonly Day[]): Partial<ScatterData> {
  const days = line.x as Day[];
  const valueOf = new Map(days.map((day, i) => [day, (line.y as number[])[i]]));
  const all = [...new Set([...days, ...gaps])].sort();
  return { ...line, x: all, y: all.map((day) => valueOf.get(day) ?? Number.NaN) };
}

/** A band for each stretch of missing days, as wide as the hole in the line, and a hair line wide at least. */
function gapShapes(gaps: readonly Day[]): Layout["shapes"] {
  return stretches(gaps).map(([first, last], i) => ({
    type: "rect",
    xref: "x",
    yref: "paper",
    x0: addDays(first, -1),
    x1: addDays(last, 1),
    y0: 0,
    y1: 1,
    fillcolor: FRAME,
    opacity: 0.45,
    layer: "below",
    line: { color: FRAME, width: 1 },
    name: "no data",
    legendgroup: "no data",
    showlegend: i === 0,
  }));
}
