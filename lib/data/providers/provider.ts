import { z } from "zod";
import type { Day } from "../../series/days";
import type { Endpoint, JsonClient } from "../http";

/** What is asked of a provider: one file's worth of data. */
export interface BarRequest {
  /** The file's name without `.csv`: `BTC-USDT`, `market_caps`. */
  readonly instrument: string;
  /** First and last day, both included. */
  readonly from: Day;
  readonly to: Day;
  /** When a daily bar closes: `1Dutc` at 00:00 UTC, `1D` at 16:00 UTC, for the exchanges that know both. */
  readonly bar: string;
  /** The coins of a table of many. */
  readonly symbols: readonly string[];
}

/** A row of the file to be: the day, then the cells in the order of the file's columns. */
export type Row = readonly [Day, ...(number | string)[]];

/** The answer to one request, rows in any order. */
export interface Page {
  readonly rows: readonly Row[];
  /** Where the next request starts, in the provider's own count; `null` after the last. */
  readonly next: number | null;
}

/** How one provider is asked. It holds no state: whoever has a page's `next` can go on from there. */
export interface Provider extends Endpoint {
  /** The request in one line, paging left out. Pages and files belong together when this line is the same. */
  readonly describe: (wanted: BarRequest) => string;
  readonly firstPage: (wanted: BarRequest) => number;
  /** @throws as {@link JsonClient.get} does, and when the provider refuses in words of its own. */
  readonly page: (client: JsonClient, wanted: BarRequest, start: number) => Promise<Page>;
}

/** A decimal number written as text, as exchanges do, read as a number. */
export const decimalText: z.ZodType<number> = z
  .string()
  .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i, "must be a decimal number")
  .transform(Number);

/** The first days of months from `from` to `to`, both included. */
export function firstsOfMonths(from: Day, to: Day): Day[] {
  const firsts: Day[] = [];
  let [year, month] = from.split("-").map(Number);
  for (;;) {
    const first = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
    if (first > to) return firsts;
    if (first >= from) firsts.push(first);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/**
 * How far a day's bar opens before 00:00 UTC of the day it is named after, in milliseconds. A `1D` bar opens at
 * 16:00 UTC, midnight in Hong Kong, and is named after the day in Hong Kong: it is known at 16:00 UTC of that day.
 */
export const openingBefore = ({ bar }: BarRequest): number => (bar === "1D" ? 8 * 3_600_000 : 0);
