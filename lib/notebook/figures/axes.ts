import type { LayoutAxis } from "plotly.js-dist";
import { checkSameLength } from "../../core/checks";
import { log10 } from "../../core/elementary";
import { DomainError } from "../../core/errors";
import { addDays, type Day } from "../../series/days";
import { significant } from "../numbers";

/** The words of a figure. */
export interface FigureTexts {
  /** One sentence that says what to notice. */
  readonly caption: string;
  /** Above the figure; none by default. */
  readonly title?: string;
  /** Below the x axis; none by default. */
  readonly xTitle?: string;
  /** The quantity and its unit: "close (USDT)". */
  readonly yTitle: string;
}

/** What the values of a figure stand over: days or numbers, one of the two. */
export interface XValues {
  /** One a value; left out where there is `x`. */
  readonly dates?: readonly Day[];
  /** One a value; left out where there are `dates`. */
  readonly x?: ArrayLike<number>;
}

/** Values by name, each as long as the x axis. NaN where a value is missing: the line breaks there. */
export type NamedSeries = Readonly<Record<string, ArrayLike<number>>>;

/** The x values. @throws {@link DomainError} unless there are dates or x, and {@link ShapeError} unless all series are as long. */
export function checkedX(
  where: string,
  { dates, x }: XValues,
  series: NamedSeries,
): readonly Day[] | readonly number[] {
  if ((dates === undefined) === (x === undefined))
    throw new DomainError(where, "dates and x", { dates, x }, "one of the two");
  const xValues = dates ?? Array.from(x!);
  const names = Object.keys(series);
  if (names.length === 0) throw new DomainError(where, "series", series, "one series at least, by its name");
  for (const name of names) checkSameLength(where, dates ? "dates" : "x", xValues, name, series[name]);
  return xValues;
}

/** The axis of values: linear, or logarithmic (its title says so) with ticks at 1, 2, 5 or at powers of ten. */
export function valueAxis(
  where: string,
  title: string,
  log: boolean,
  series: NamedSeries,
): Partial<LayoutAxis> {
  if (!log) return { title: { text: title } };
  let low = Infinity;
  let high = 0;
  for (const [name, values] of Object.entries(series))
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i])) continue;
      if (!(values[i] > 0)) throw new DomainError(where, `${name}[${i}]`, values[i], "above 0 on a log axis");
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  return { title: { text: logTitle(title) }, type: "log", ...logTicks(low, high) };
}

/** "close (USDT)" is "close (USDT, log scale)". */
function logTitle(title: string): string {
  if (title === "" || /\blog(arithmic)? scale\b/i.test(title)) return title;
  return title.endsWith(")") ? `${title.slice(0, -1)}, log scale)` : `${title} (log scale)`;
}

/** Steps within a decade, by how many decades are to be seen. */
const STEPS: readonly [number, readonly number[]][] = [
  [3.5, [1]],
  [2, [1, 3]],
  [1, [1, 2, 5]],
  [0.5, [1, 1.5, 2, 3, 4, 5, 6, 8]],
];

/** Ticks for values from `low` to `high` and for two decades around them (the reader may zoom out). Within a small
 *  part of a decade plotly's own do better: none. */
export function logTicks(low: number, high: number): { tickvals?: number[]; ticktext?: string[] } {
  const decades = log10(high / low);
  const steps = STEPS.find(([least]) => decades >= least)?.[1];
  if (!steps) return {};
  const tickvals: number[] = [];
  for (let power = Math.floor(log10(low)) - 2; power <= Math.ceil(log10(high)) + 2; power++)
    tickvals.push(...steps.map((step) => Number(`${step}e${power}`)));
  return { tickvals, ticktext: tickvals.map(tickText) };
}

const UNITS: readonly [number, string][] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
];

function tickText(value: number): string {
  const [unit, letter] = UNITS.find(([size]) => value >= size) ?? [1, ""];
  return (
    significant(value / unit, 2)
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "") + letter
  );
}

/** Missing days as stretches: [first, last] of each run of days. */
export function stretches(days: readonly Day[]): [Day, Day][] {
  const runs: [Day, Day][] = [];
  for (const day of [...days].sort()) {
    const last = runs.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}
