import type { ColumnTable } from "arquero";
import { sha256Of } from "../core/checksum";
import { DataError } from "../core/errors";
import { printsAs } from "../core/printing";
import { dayRange, type Day } from "../series/days";
import { tableOf } from "../series/table";
import { sourceFile, type DaySpan, type MarketCapDatasetSpec } from "./datasetSpec";
import { otherDays, spanToLoad } from "./daySpan";
import { parseMarketCaps, parseTotalMarketCaps, type MarketCap, type TotalMarketCap } from "./marketCaps";
import type { DataPlace, FolderPlace } from "./place";
import {
  dataProvenance,
  provenanceText,
  SIMULATED_PROVIDER,
  type DataProvenance,
  type SourceProvenance,
} from "./provenance";
import { simulateMarketCaps } from "./simulated/simulate";
import { readSourceText } from "./sourceText";

/** Market capitalisations on the first day of each month. It prints itself as what it is and where it is from. */
export interface MarketCapDataset {
  readonly name: "marketCaps";
  /** A row per coin and month: date, symbol, supply (coins), price_usd, cap_usd. */
  readonly table: ColumnTable;
  /** A row per month: date, n (coins counted), total_cap_usd, total_ex_stable_usd. */
  readonly total: ColumnTable;
  readonly provenance: DataProvenance;
}

/** All rows that there are, and where they are from. */
interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly origin: Pick<SourceProvenance, "provider" | "file" | "sha256">;
}

/**
 * The market caps from the place where they are, cut to the days asked for, else to the data set's window.
 * A provider that reaches back less far is no error: the months that it lacks are in the provenance.
 *
 * @throws {@link DataError} when a coin has no row at all in these days.
 */
export function loadMarketCapDataset(
  spec: MarketCapDatasetSpec,
  place: DataPlace,
  seed: number,
  asked: Partial<DaySpan>,
): MarketCapDataset {
  const [caps, totals] = place.simulated ? simulatedRows(spec.download, seed) : filedRows(place);
  const days = [...caps.rows, ...totals.rows].map(({ date }) => date).sort();
  const span = spanToLoad(asked, spec.window, { from: days[0], to: days.at(-1)! });
  const inSpan = ({ date }: { date: Day }): boolean => span.from <= date && date <= span.to;
  const byCoin = spec.symbols.map((symbol) =>
    caps.rows.filter((row) => row.symbol === symbol && inSpan(row)),
  );
  const total = totals.rows.filter(inSpan);

  const provenance = dataProvenance({
    dataset: "marketCaps",
    simulated: place.simulated,
    ...(place.simulated && { seed, reason: place.reason }),
    ...otherDays(span, spec.window),
    missingDays: "expected",
    leftOut: [],
    sources: [
      ...byCoin.map((rows, i) => sourceOf(spec.symbols[i], rows, caps.origin, span)),
      sourceOf("total", total, totals.origin, span),
    ],
  });
  const dataset = {
    name: "marketCaps" as const,
    table: capTable(byCoin.flat()),
    total: totalTable(total),
    provenance,
  };
  return Object.freeze(printsAs(dataset, () => `${spec.title}\n${provenanceText(provenance)}`));
}

function filedRows({ folder, found }: FolderPlace): [Rows<MarketCap>, Rows<TotalMarketCap>] {
  const [byCoin, total] = found.map(({ source }) => {
    const file = sourceFile(source);
    const { text, sha256 } = readSourceText(folder, file);
    return { text, origin: { provider: source.provider, file, sha256 } };
  });
  return [
    { rows: parseMarketCaps(byCoin.origin.file, byCoin.text), origin: byCoin.origin },
    { rows: parseTotalMarketCaps(total.origin.file, total.text), origin: total.origin },
  ];
}

/** The same days as `npm run data` fetches, so that a request means the same on both kinds of data. */
function simulatedRows({ from, to }: DaySpan, seed: number): [Rows<MarketCap>, Rows<TotalMarketCap>] {
  const { caps, totals } = simulateMarketCaps({ seed });
  const within = <Row extends { readonly date: Day }>(all: readonly Row[]): Rows<Row> => {
    const rows = all.filter(({ date }) => from <= date && date <= to);
    return {
      rows,
      origin: { provider: SIMULATED_PROVIDER, file: "", sha256: sha256Of(JSON.stringify(rows)) },
    };
  };
  return [within(caps), within(totals)];
}

function sourceOf(
  symbol: string,
  rows: readonly { readonly date: Day }[],
  origin: Rows<unknown>["origin"],
  span: DaySpan,
): SourceProvenance {
  const days = rows.map(({ date }) => date);
  if (days.length === 0)
    throw new DataError(origin.file, `must hold rows of ${symbol} from ${span.from} to ${span.to}, got none`);
  const months = dayRange(span.from, span.to).filter((day) => day.endsWith("-01"));
  const gaps = months.filter((day) => !days.includes(day));
  return { symbol, ...origin, from: days[0], to: days.at(-1)!, rows: days.length, gaps };
}

function capTable(rows: readonly MarketCap[]): ColumnTable {
  return tableOf({
    date: rows.map(({ date }) => date),
    symbol: rows.map(({ symbol }) => symbol),
    supply: rows.map(({ supply }) => supply),
    price_usd: rows.map(({ priceUsd }) => priceUsd),
    cap_usd: rows.map(({ capUsd }) => capUsd),
  });
}

function totalTable(rows: readonly TotalMarketCap[]): ColumnTable {
  return tableOf({
    date: rows.map(({ date }) => date),
    n: rows.map(({ n }) => n),
    total_cap_usd: rows.map(({ totalCapUsd }) => totalCapUsd),
    total_ex_stable_usd: rows.map(({ totalExStableUsd }) => totalExStableUsd),
  });
}
