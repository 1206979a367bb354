import type { ColumnTable } from "arquero";
import { sha256Of } from "../core/checksum";
import { DataError } from "../core/errors";
import { printsAs, withPlainVectors } from "../core/printing";
import { dayRange, type Day } from "../series/days";
import { tableOf } from "../series/table";
import { candlesAt, parseCandles, type Candles } from "./candles";
import { sourceFile, type CandleDatasetName, type CandleDatasetSpec, type DaySpan } from "./datasetSpec";
import { otherDays, spanToLoad } from "./daySpan";
import type { DataPlace, FolderPlace } from "./place";
import {
  dataProvenance,
  provenanceText,
  SIMULATED_PROVIDER,
  type DataProvenance,
  type SourceProvenance,
} from "./provenance";
import { simulateCandles, simulateCvi } from "./simulated/simulate";
import { readSourceText } from "./sourceText";

/** Daily candles of one or more symbols, on the same days. It prints itself as what it is and where it is from. */
export interface CandleDataset {
  /** "own": files of the reader's own, by `loadCandles`. */
  readonly name: CandleDatasetName | "own";
  readonly symbols: readonly string[];
  /** The days of every one of the candles, ascending. */
  readonly dates: readonly Day[];
  /** By symbol; entry i of each vector is about `dates[i]`. */
  readonly candles: Readonly<Record<string, Candles>>;
  /** The same as a long table, by symbol and date: date, symbol, open, high, low, close, and volume where there is one. */
  readonly table: ColumnTable;
  readonly provenance: DataProvenance;
}

/** One symbol's candles, all that its source has. */
export interface Series {
  readonly candles: Candles;
  readonly provider: string;
  readonly file: string;
  readonly sha256: string;
}

/** The candles of a data set from the place where it is, cut to the days asked for, else to its window. */
export function loadCandleDataset(
  name: CandleDatasetName,
  spec: CandleDatasetSpec,
  place: DataPlace,
  seed: number,
  asked: Partial<DaySpan>,
): CandleDataset {
  const all = place.simulated ? simulatedSeries(name, spec, seed) : filedSeries(spec, place);
  const span = spanToLoad(asked, spec.window, daysOfEvery(all));
  for (const series of all) checkCovers(series, span);
  return assembled(name, spec.title, all, span, {
    simulated: place.simulated,
    ...(place.simulated && { seed, reason: place.reason }),
    ...otherDays(span, spec.window),
    missingDays: spec.missingDays,
  });
}

/**
 * A data set of series: cut to a span that each of them covers, on the days that all of them have.
 *
 * @param title - what it is, in a few words.
 * @throws {@link DataError} where there is no such day.
 */
export function assembled(
  name: CandleDataset["name"],
  title: string,
  all: readonly Series[],
  span: DaySpan,
  origin: Omit<DataProvenance, "dataset" | "leftOut" | "sources">,
): CandleDataset {
  const cut = all.map((series) => ({ ...series, candles: daysWithin(series.candles, span) }));
  const daysOfEach = cut.map(({ candles }) => candles.dates);
  const dates = Object.freeze(daysInAll(daysOfEach));
  if (dates.length === 0)
    throw new DataError(
      name,
      `must have days from ${span.from} to ${span.to}, got none that all series have`,
    );

  const provenance = dataProvenance({
    dataset: name,
    ...origin,
    leftOut: daysBesides(dates, daysOfEach.flat()),
    sources: cut.map((series) => sourceOf(series, span)),
  });
  const kept = new Set(dates);
  const candles = cut.map((series) => candlesOn(series.candles, (day) => kept.has(day)));
  const dataset = {
    name,
    symbols: Object.freeze(candles.map(({ symbol }) => symbol)),
    dates,
    candles: Object.freeze(Object.fromEntries(candles.map((one) => [one.symbol, one]))),
    table: longTable(candles),
    provenance,
  };
  const text = (): string => `${title} (${dates.length} days)\n${provenanceText(provenance)}`;
  return Object.freeze(printsAs(dataset, text));
}

function filedSeries(spec: CandleDatasetSpec, place: FolderPlace): Series[] {
  const hasVolume = "volume" in spec.columns;
  return place.found.map(({ symbol, source }) => {
    const file = sourceFile(source);
    const { text, sha256 } = readSourceText(place.folder, file);
    return { candles: parseCandles(file, text, symbol, hasVolume), provider: source.provider, file, sha256 };
  });
}

/** The same days as `npm run data` fetches, so that a request means the same on both kinds of data. */
function simulatedSeries(name: CandleDatasetName, spec: CandleDatasetSpec, seed: number): Series[] {
  const request = { seed, ...spec.download };
  const simulated = name === "cvi" ? { CVI: simulateCvi(request) } : simulateCandles(name, request);
  return spec.series.map(({ symbol }) => {
    const candles = simulated[symbol];
    return {
      candles,
      provider: SIMULATED_PROVIDER,
      file: "",
      sha256: sha256Of(JSON.stringify(withPlainVectors(candles))),
    };
  });
}

function sourceOf({ candles, ...origin }: Series, { from, to }: DaySpan): SourceProvenance {
  const { symbol, dates } = candles;
  const gaps = daysBesides(dates, dayRange(from, to));
  return { symbol, ...origin, from: dates[0], to: dates.at(-1)!, rows: dates.length, gaps };
}

/** From the latest of the first days to the earliest of the last ones. */
export function daysOfEvery(all: readonly Series[]): DaySpan {
  const latest = (a: Day, b: Day): Day => (a > b ? a : b);
  const earliest = (a: Day, b: Day): Day => (a < b ? a : b);
  return {
    from: all.map(({ candles }) => candles.dates[0]).reduce(latest),
    to: all.map(({ candles }) => candles.dates.at(-1)!).reduce(earliest),
  };
}

function checkCovers({ candles: { dates }, file }: Series, { from, to }: DaySpan): void {
  const [first, last] = [dates[0], dates.at(-1)!];
  if (from < first || to > last)
    throw new DataError(
      file,
      `must cover ${from} to ${to}, got ${first} to ${last}: fetch it whole with "npm run data", name a ` +
        `complete folder in VOLFOLIO_DATA, or ask for days that are there with the options from and to`,
    );
}

function daysWithin(candles: Candles, { from, to }: DaySpan): Candles {
  return candlesOn(candles, (day) => from <= day && day <= to);
}

function candlesOn(candles: Candles, wanted: (day: Day) => boolean): Candles {
  const at = candles.dates.flatMap((day, i) => (wanted(day) ? [i] : []));
  return candlesAt(candles, at);
}

/** The days that are in each of the lists, in the order of the first. */
function daysInAll(lists: readonly (readonly Day[])[]): Day[] {
  const sets = lists.map((days) => new Set(days));
  return lists[0].filter((day) => sets.every((days) => days.has(day)));
}

/** The days of `days`, each once and ascending, that are not in `dates`. */
function daysBesides(dates: readonly Day[], days: readonly Day[]): Day[] {
  const known = new Set(dates);
  return [...new Set(days)].filter((day) => !known.has(day)).sort();
}

function longTable(candles: readonly Candles[]): ColumnTable {
  const joined = (column: "open" | "high" | "low" | "close" | "volume"): Float64Array =>
    Float64Array.from(candles.flatMap((one) => Array.from(one[column] ?? [])));
  const volume = joined("volume");
  return tableOf({
    date: candles.flatMap(({ dates }) => dates),
    symbol: candles.flatMap(({ symbol, dates }) => dates.map(() => symbol)),
    open: joined("open"),
    high: joined("high"),
    low: joined("low"),
    close: joined("close"),
    ...(volume.length > 0 && { volume }),
  });
}
