import { printsAs } from "../core/printing";
import type { Day } from "../series/days";
import type { DaySpan } from "./datasetSpec";

/** Which data a result rests on. It prints itself in plain words, and `JSON.stringify` keeps all of it. */
export interface DataProvenance {
  readonly dataset: string;
  /** True: no claim of a paper is judged on these data. */
  readonly simulated: boolean;
  /** True for files of the reader's own: no claim is judged on them either. Left out otherwise. */
  readonly own?: true;
  /** The days that were asked for, where they are not the paper's: no claim is judged on them. Left out otherwise. */
  readonly otherDays?: DaySpan;
  /** The seed of the simulated market. */
  readonly seed?: number;
  /** Why the market is simulated, in words. */
  readonly reason?: string;
  /** Whether days are known to be missing at the source. */
  readonly missingDays: "expected" | "unexpected";
  /** Days that some series has and another lacks: the data set has them for none. */
  readonly leftOut: readonly Day[];
  readonly sources: readonly SourceProvenance[];
}

/** One series of a data set, as far as it was loaded. */
export interface SourceProvenance {
  readonly symbol: string;
  readonly provider: string;
  /**
   * The file's name in the data folder, `okx/BTC-USDT.csv`, without a folder where it is the reader's own; empty where
   * the series is simulated.
   */
  readonly file: string;
  /** The first and the last day loaded. */
  readonly from: Day;
  readonly to: Day;
  readonly rows: number;
  /** The days of the range that the source does not have. */
  readonly gaps: readonly Day[];
  /** Of the whole file; of the values, where the series is simulated. */
  readonly sha256: string;
}

/** What stands for the provider of a simulated series. */
export const SIMULATED_PROVIDER = "simulated market";

/** What stands for the provider of a file of the reader's own. */
export const OWN_PROVIDER = "own file";

/** A frozen provenance that prints as {@link provenanceText}. */
export function dataProvenance(parts: DataProvenance): DataProvenance {
  const provenance = {
    ...parts,
    sources: Object.freeze(parts.sources.map((source) => Object.freeze(source))),
  };
  return Object.freeze(printsAs(provenance, () => provenanceText(provenance)));
}

/**
 * Why no claim of a paper is judged on these data; undefined where nothing speaks against it. The simulated market needs
 * no reason: all results of a run on it say so.
 */
export function notThePapersData(all: readonly DataProvenance[]): { readonly reason?: string } | undefined {
  const own = all.flatMap(({ own, sources }) => (own ? sources.map(({ file }) => file) : []));
  if (own.length > 0)
    return { reason: `not judged: from files of your own (${[...new Set(own)].join(", ")})` };
  if (all.some(({ simulated }) => simulated)) return {};
  const days = all.map(({ otherDays }) => otherDays).find((span) => span !== undefined);
  return (
    days && { reason: `not judged: the data are of ${days.from} to ${days.to}, not of the paper's days` }
  );
}

/** The provenance in plain words: whether the data are real, then a line for each series, then what is missing. */
export function provenanceText(provenance: DataProvenance): string {
  const { dataset, simulated, own, seed, reason, sources } = provenance;
  const from = sources.map((source) => source.from).sort()[0];
  const to = sources
    .map((source) => source.to)
    .sort()
    .at(-1)!;
  const title = simulated
    ? `${dataset}: SIMULATED market, seed ${seed}, ${from} to ${to}: no claim is judged on it (${reason})`
    : own
      ? `${dataset}: files of your own, ${from} to ${to}: no claim is judged on them`
      : `${dataset}: real market data from ${providersInWords(sources)}, ${from} to ${to}`;
  return [title, ...sources.map(sourceLine), ...gapLines(provenance)].join("\n");
}

function sourceLine({ symbol, provider, file, from, to, rows, sha256 }: SourceProvenance): string {
  return `  ${symbol.padEnd(6)} ${rows} rows, ${from} to ${to}, ${file || provider}, sha256 ${sha256.slice(0, 8)}`;
}

/** "okx", or where there are several "binance (EOS) and okx (the others)". */
function providersInWords(sources: readonly SourceProvenance[]): string {
  const symbolsOf = new Map<string, string[]>();
  for (const { provider, symbol } of sources)
    symbolsOf.set(provider, [...(symbolsOf.get(provider) ?? []), symbol]);
  if (symbolsOf.size === 1) return PROVIDER_NAMES[sources[0].provider] ?? sources[0].provider;
  return [...symbolsOf]
    .sort(([, a], [, b]) => a.length - b.length)
    .map(([provider, symbols], i, all) => {
      const which = i === all.length - 1 ? "the others" : symbols.join(", ");
      return `${PROVIDER_NAMES[provider] ?? provider} (${which})`;
    })
    .join(" and ");
}

const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  binance: "Binance",
  coingecko: "CoinGecko",
  coinmarketcap: "CoinMarketCap",
  investing: "Investing.com",
  okx: "OKX",
  yahoo: "Yahoo Finance",
};

function gapLines({ missingDays, leftOut, sources }: DataProvenance): string[] {
  const withGaps = sources.filter(({ gaps }) => gaps.length > 0);
  if (withGaps.length === 0) return ["  no day is missing"];
  const lines = withGaps.map(
    ({ symbol, gaps }) => `  ${symbol}: missing at the source: ${daysInWords(gaps)}`,
  );
  if (leftOut.length > 0) lines.push(`  left out of all series: ${daysInWords(leftOut)}`);
  if (missingDays === "unexpected") lines.push("  WARNING: no day should be missing in this data set");
  return lines;
}

/** "2 days (2022-03-04, 2022-03-05)", shortened in the middle where they are many. */
function daysInWords(days: readonly Day[]): string {
  const count = days.length === 1 ? "1 day" : `${days.length} days`;
  const listed = days.length <= 6 ? days : [...days.slice(0, 3), "…", ...days.slice(-2)];
  return `${count} (${listed.join(", ")})`;
}
