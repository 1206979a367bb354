import type { Data, Layout } from "plotly.js-dist";
import { daysBetween, isDay } from "../../series/days";
import { checkFigure, type Figure, type Trace } from "./figure";
import { MOST_POINTS, reducedIndices } from "./reduce";
import { houseStyle } from "./theme";

/** A figure as it travels: plain JSON in the house style, long lines thinned, numbers rounded. */
export interface PlainFigure {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
}

const DIGITS = 6;

/** @throws {@link DomainError} when a viewer could not draw the figure. */
export function plainFigure(figure: Figure): PlainFigure {
  checkFigure("show", figure);
  const data = figure.data.map((trace) => plain(withStep(reduced(trace)))) as Data[];
  const layout = plain({ template: houseStyle(figure), ...figure.layout }) as Partial<Layout>;
  return { data, layout };
}

/** A line of more than {@link MOST_POINTS} points is thinned, together with every list that runs along it. */
function reduced(trace: Trace): Trace {
  const {
    type = "scatter",
    mode = "lines",
    y,
  } = trace as { type?: string; mode?: string; y?: ArrayLike<number> };
  if (type !== "scatter" || mode !== "lines" || !y || y.length <= MOST_POINTS) return trace;
  const kept = reducedIndices(y);
  const along = (value: unknown): unknown =>
    isList(value) && value.length === y.length ? kept.map((i) => value[i]) : value;
  return Object.fromEntries(Object.entries(trace).map(([name, value]) => [name, along(value)]));
}

/** Days in a row are told by the first and a step: that is most of what a figure of daily data weighs. */
function withStep(trace: Trace): Trace {
  const { x, ...rest } = trace as { x?: unknown };
  if (!Array.isArray(x) || x.length < 3 || !x.every(isDay)) return trace;
  if (x.some((day, i) => i > 0 && daysBetween(x[i - 1], day) !== 1)) return trace;
  return { ...rest, x0: x[0], dx: MS_PER_DAY };
}

const MS_PER_DAY = 86_400_000;

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Typed arrays as arrays, dates as text, fractions to six digits, what is not finite as null (plotly's gap). */
function plain(value: unknown): unknown {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (isList(value)) return Array.from(value, plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([name, entry]) => [name, plain(entry)]));
}
