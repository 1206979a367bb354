import type { Annotation, Layout, LayoutAxis, ScatterData, XAxisName, YAxisName } from "plotly.js-dist";
import { checkInteger } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { type XValues, checkedX, type FigureTexts, type NamedSeries, valueAxis } from "./axes";
import type { Figure } from "./figure";
import { lineTrace } from "./lineFigure";
import { colourOf, dashOf } from "./theme";

export interface PanelFigureOptions extends FigureTexts, XValues {
  /** A panel each, by title: one line, or several by name. */
  readonly panels: Readonly<Record<string, ArrayLike<number> | NamedSeries>>;
  /** Panels beside each other. Default 2. */
  readonly columns?: number;
  /** Logarithmic axes of values. Default false. */
  readonly log?: boolean;
  /** One scale for all panels, so that heights can be compared. Default false. */
  readonly sameScale?: boolean;
}

const WHERE = "panelFigure";
const PANEL_HEIGHT = 135; // px at least
const TALL_PANEL_HEIGHT = 180; // px at least, where there are two rows at most
const ROOM_FOR_NAME = 32; // px above each panel
const TITLE_HEIGHT = 40; // px
const LEGEND_HEIGHT = 24; // px, where it has a line of its own
const NAMES_BESIDE = 3; // so many names find room beside the panels' own
const ROOM_BELOW = 44; // px, for the days
const X_TITLE_HEIGHT = 20; // px
const COLUMN_GAP = 0.09; // of the width, for the labels of the axis

/**
 * Small multiples: a panel for each name, all over the same x axis. Lines of the same name have the same colour.
 *
 * @example panelFigure({ dates, panels: { BTC: btcReturns, ETH: ethReturns }, yTitle: "log return", caption: "…" })
 */
export function panelFigure(options: PanelFigureOptions): Figure {
  const { caption, title, columns = 2 } = options;
  checkInteger(WHERE, "columns", columns, 1, 6);
  const panels = Object.entries(options.panels).map(([name, lines]) => ({
    name,
    series: asSeries(name, lines),
  }));
  if (panels.length === 0)
    throw new DomainError(WHERE, "panels", options.panels, "one panel at least, by its name");
  const names = [...new Set(panels.flatMap(({ series }) => Object.keys(series)))];
  const hasLegend = panels.some(({ series }) => Object.keys(series).length > 1);

  const ownLine = hasLegend && names.length > NAMES_BESIDE;
  const above = (title ? TITLE_HEIGHT : 8) + (ownLine ? LEGEND_HEIGHT : 0);
  const rows = Math.ceil(panels.length / columns);
  const rowHeight = ROOM_FOR_NAME + (rows > 2 ? PANEL_HEIGHT : TALL_PANEL_HEIGHT);
  const below = ROOM_BELOW + (options.xTitle ? X_TITLE_HEIGHT : 0);
  const places = panels.map((_, i) => placeOf(i, panels.length, columns, ROOM_FOR_NAME / rowHeight));
  const data = panels.flatMap(({ series }, i) => panelLines(options, series, places[i], names));
  const layout = {
    ...(title ? { title: { text: title } } : {}),
    ...Object.fromEntries(panels.flatMap(({ series }, i) => panelAxes(options, series, places[i]))),
    annotations: panels.map(({ name }, i) => panelName(name, places[i])),
    height: rows * rowHeight + above + below,
    showlegend: hasLegend,
    legend: { orientation: "h", x: 1, xanchor: "right", y: 1, yanchor: ownLine ? "bottom" : "top" },
    margin: { t: above, b: below },
  } as Partial<Layout>;
  return { data: hasLegend ? onceInLegend(data) : data, layout, caption };
}

function asSeries(name: string, lines: ArrayLike<number> | NamedSeries): NamedSeries {
  return typeof lines?.length === "number" ? { [name]: lines as ArrayLike<number> } : (lines as NamedSeries);
}

/** Where a panel stands, in parts of the drawing's width and height. */
interface Place {
  /** What plotly appends to the names of its axes: "", "2", "3". */
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly leftmost: boolean;
  /** No panel stands below. */
  readonly lowest: boolean;
}

/** @param forName - the part of a row's height that stands above its panels. */
function placeOf(i: number, count: number, columns: number, forName: number): Place {
  const rows = Math.ceil(count / columns);
  const row = Math.floor(i / columns);
  const width = (1 - COLUMN_GAP * (columns - 1)) / columns;
  const left = (i % columns) * (width + COLUMN_GAP);
  return {
    id: i === 0 ? "" : String(i + 1),
    left,
    right: left + width,
    bottom: 1 - (row + 1) / rows,
    top: 1 - (row + forName) / rows,
    leftmost: i % columns === 0,
    lowest: i + columns >= count,
  };
}

function panelLines(
  options: PanelFigureOptions,
  series: NamedSeries,
  { id }: Place,
  names: readonly string[],
): Partial<ScatterData>[] {
  const xValues = checkedX(WHERE, options, series);
  return Object.entries(series).map(([name, values]) => ({
    ...lineTrace(name, xValues, values),
    line: { width: 1.3, color: colourOf(names.indexOf(name)), dash: dashOf(names.indexOf(name)) },
    legendgroup: name,
    xaxis: `x${id}` as XAxisName,
    yaxis: `y${id}` as YAxisName,
  }));
}

function panelAxes(
  { yTitle, xTitle, columns = 2, log = false, sameScale = false }: PanelFigureOptions,
  series: NamedSeries,
  { id, left, right, bottom, top, leftmost, lowest }: Place,
): [string, object][] {
  const xaxis: Partial<LayoutAxis> = {
    domain: [left, right],
    anchor: `y${id}` as YAxisName,
    showticklabels: lowest,
    nticks: Math.ceil(12 / columns),
    tickangle: 0,
    ...(lowest && xTitle ? { title: { text: xTitle } } : {}),
    ...(id ? { matches: "x" } : {}),
  };
  const yaxis: Partial<LayoutAxis> = {
    ...valueAxis(WHERE, leftmost ? yTitle : "", log, series),
    domain: [bottom, top],
    anchor: `x${id}` as XAxisName,
    nticks: 5,
    ...(id && sameScale ? { matches: "y" } : {}),
  };
  return [
    [`xaxis${id}`, xaxis],
    [`yaxis${id}`, yaxis],
  ];
}

function panelName(name: string, { left, top }: Place): Partial<Annotation> {
  return {
    text: `<b>${name}</b>`,
    xref: "paper",
    yref: "paper",
    x: left,
    y: top,
    xanchor: "left",
    yanchor: "bottom",
    showarrow: false,
  };
}

/** Of the lines with the same name, the first stands in the legend, for all. */
function onceInLegend(lines: readonly Partial<ScatterData>[]): Partial<ScatterData>[] {
  return lines.map((line, i) => ({
    ...line,
    showlegend: lines.findIndex(({ name }) => name === line.name) === i,
  }));
}
