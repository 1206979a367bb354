import { readFileSync } from "node:fs";
import { z } from "zod";
import { DataError } from "../core/errors";
import { projectPath } from "../core/project";
import { isDay, type Day } from "../series/days";

/** The data sets that `data/datasets.json` declares. */
export interface DatasetSpecs {
  /** Paper 1: seven coins. */
  readonly qfe2025: CandleDatasetSpec;
  /** Paper 2: four coins. */
  readonly mosef2025: CandleDatasetSpec;
  /** Paper 2: the Crypto Volatility Index. */
  readonly cvi: CandleDatasetSpec;
  /** Paper 1, Table 1. */
  readonly marketCaps: MarketCapDatasetSpec;
}

export type DatasetName = keyof DatasetSpecs;
export type CandleDatasetName = "qfe2025" | "mosef2025" | "cvi";

/** Daily candles of one or more symbols. */
export interface CandleDatasetSpec {
  readonly title: string;
  readonly kind: "candles";
  /** The bar as its first provider calls it: OKX's `1Dutc` closes at 00:00 UTC, its `1D` at 16:00 UTC. */
  readonly bar: string;
  /** The header of every file, in order, each name with its unit. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the paper used: what a loader answers with unless asked otherwise. */
  readonly window: DaySpan;
  /** What `npm run data` fetches, as far as the provider reaches. */
  readonly download: DaySpan;
  /** Whether days are known to be missing at the source. They are reported either way. */
  readonly missingDays: "expected" | "unexpected";
  readonly series: readonly SeriesSpec[];
}

/** Supply, price and market capitalisation by coin, and the total of the market, on the first day of each month. */
export interface MarketCapDatasetSpec {
  readonly title: string;
  readonly kind: "marketCaps";
  readonly window: DaySpan;
  readonly download: DaySpan;
  readonly symbols: readonly string[];
  readonly byCoin: TableFileSpec;
  readonly total: TableFileSpec;
}

/** From the first to the last day, both included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

export interface SeriesSpec {
  readonly symbol: string;
  /** Where it comes from, best first. */
  readonly sources: readonly SourceSpec[];
}

/** A table in one file, with its header and the units. */
export interface TableFileSpec {
  readonly columns: Readonly<Record<string, string>>;
  readonly sources: readonly SourceSpec[];
}

export interface SourceSpec {
  readonly provider: string;
  /** The name of the file, without `.csv`, in the provider's folder. */
  readonly instrument: string;
}

/** Where the file of a source lies inside a data folder: `okx/BTC-USDT.csv`, with `/` on every system. */
export function sourceFile({ provider, instrument }: SourceSpec): string {
  return `${provider}/${instrument}.csv`;
}

/**
 * What `data/datasets.json` declares.
 *
 * @throws {@link DataError} when the file does not follow the schema; the message names the entry.
 */
export function datasetSpecs(): DatasetSpecs {
  return parseDatasetSpecs(readFileSync(projectPath("data", "datasets.json"), "utf8"));
}

/** {@link datasetSpecs} of a text. */
export function parseDatasetSpecs(text: string): DatasetSpecs {
  const parsed = specsSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new DataError("data/datasets.json", z.prettifyError(parsed.error));
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataError("data/datasets.json", `must be JSON: ${(cause as Error).message}`, { cause });
  }
}

const day = z.string().refine(isDay, "must be a day of the calendar as YYYY-MM-DD");
const span = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, "from must not come after to");
const name = z.string().min(1);
const sources = z.array(z.strictObject({ provider: name, instrument: name })).min(1);

/** The code reads columns by name, so the declaration can't choose them: it adds the units. */
const unitsOf = (...headers: string[]): z.ZodType<Record<string, string>> =>
  z
    .record(name, name)
    .refine(
      (units) => headers.includes(Object.keys(units).join()),
      `must name, in order: ${headers.join(" or ")}`,
    );

/** Every download covers the window: what is fetched is enough for the papers. */
const covered = ({ window, download }: { window: DaySpan; download: DaySpan }): boolean =>
  download.from <= window.from && window.to <= download.to;

const candles = z
  .strictObject({
    title: name,
    kind: z.literal("candles"),
    bar: name,
    columns: unitsOf("date,open,high,low,close", "date,open,high,low,close,volume"),
    window: span,
    download: span,
    missingDays: z.enum(["expected", "unexpected"]),
    series: z.array(z.strictObject({ symbol: name, sources })).min(1),
  })
  .refine(covered, "download must cover window");

const marketCaps = z
  .strictObject({
    title: name,
    kind: z.literal("marketCaps"),
    window: span,
    download: span,
    symbols: z.array(name).min(1),
    byCoin: z.strictObject({ columns: unitsOf("date,symbol,supply,price_usd,cap_usd"), sources }),
    total: z.strictObject({ columns: unitsOf("date,n,total_cap_usd,total_ex_stable_usd"), sources }),
  })
  .refine(covered, "download must cover window");

const specsSchema: z.ZodType<DatasetSpecs> = z.strictObject({
  qfe2025: candles,
  mosef2025: candles,
  cvi: candles,
  marketCaps,
});
