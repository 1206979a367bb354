import { DomainError } from "../core/errors";
import type { Day } from "../series/days";
import { parseCandles } from "./candles";
import { sourceFile, type DatasetSpecs, type DaySpan, type SourceSpec } from "./datasetSpec";
import { parseMarketCaps, parseTotalMarketCaps } from "./marketCaps";

/** One file to have, and where it may come from. */
export interface DownloadTask {
  readonly dataset: string;
  readonly symbol: string;
  readonly columns: readonly string[];
  /** Best first. */
  readonly sources: readonly SourceSpec[];
  /** The days to fetch. */
  readonly span: DaySpan;
  /** The days that the data set needs, as far as they are fetched: a source with fewer gives way to the next. */
  readonly needed?: DaySpan;
  /** Whether a day missing between the first and the last is a gap: not in a table of months. */
  readonly daily: boolean;
  /** The coins of a table of many. */
  readonly symbols: readonly string[];
  /** @throws {@link DataError} unless the text is what a loader of the data set accepts. */
  readonly check: (file: string, text: string) => void;
}

/**
 * One task for each file that the data sets declare.
 *
 * @param asked - the days to fetch, in place of the declared ones.
 * @param latest - the last day that there can be; the tasks end there.
 */
export function downloadTasks(specs: DatasetSpecs, asked: Partial<DaySpan>, latest: Day): DownloadTask[] {
  const { marketCaps } = specs;
  const spansOf = ({ window, download }: { window: DaySpan; download: DaySpan }): Spans => {
    const { from = download.from, to = download.to } = asked;
    const span = { from, to: earlier(to, latest) };
    const needed = { from: later(window.from, span.from), to: earlier(window.to, span.to) };
    return needed.from <= needed.to ? { span, needed } : { span };
  };
  const daily = (["qfe2025", "mosef2025", "cvi"] as const).flatMap((dataset) => {
    const { columns, series, ...days } = specs[dataset];
    return series.map(({ symbol, sources }): DownloadTask => {
      const check = (file: string, text: string): void => {
        parseCandles(file, text, symbol, "volume" in columns);
      };
      const common = { dataset, symbol, sources, daily: true, symbols: [symbol], check };
      return { ...common, columns: Object.keys(columns), ...spansOf(days) };
    });
  });
  const { symbols, byCoin, total } = marketCaps;
  const { span } = spansOf(marketCaps);
  const monthly = { dataset: "marketCaps", daily: false, symbols, span };
  return [
    ...daily,
    {
      ...monthly,
      symbol: "market_caps",
      sources: byCoin.sources,
      columns: Object.keys(byCoin.columns),
      check: parseMarketCaps,
    },
    {
      ...monthly,
      symbol: "total_market_cap",
      sources: total.sources,
      columns: Object.keys(total.columns),
      check: parseTotalMarketCaps,
    },
  ];
}

/**
 * The tasks that are named: by data set or symbol, or by one of their sources (provider, instrument or file), which
 * is then the first to be asked. `okx` means what OKX has and what stands in for it, `binance` Binance alone.
 *
 * @throws {@link DomainError} when a name fits nothing.
 */
export function namedTasks(tasks: readonly DownloadTask[], names: readonly string[]): DownloadTask[] {
  const fits = tasks.map((task) => names.map((name) => sourcesFrom(task, name.toLowerCase())));
  names.forEach((name, n) => {
    if (fits.every((ofTask) => ofTask[n] === undefined))
      throw new DomainError(
        "downloadData",
        "only",
        name,
        `one of ${[...new Set(tasks.flatMap(namesOf))].join(", ")}`,
      );
  });
  return tasks.flatMap((task, t) => {
    const named = fits[t].filter((sources) => sources !== undefined);
    if (named.length === 0) return [];
    return { ...task, sources: named.reduce((a, b) => (a.length >= b.length ? a : b)) };
  });
}

/** The sources of the task from the one that is named on; nothing where the name means another task. */
function sourcesFrom(task: DownloadTask, name: string): readonly SourceSpec[] | undefined {
  if ([task.dataset, task.symbol].some((own) => own.toLowerCase() === name)) return task.sources;
  const at = task.sources.findIndex((source) => {
    const file = sourceFile(source).toLowerCase();
    return [source.provider, source.instrument.toLowerCase(), file, file.replace(".csv", "")].includes(name);
  });
  return at < 0 ? undefined : task.sources.slice(at);
}

const namesOf = (task: DownloadTask): string[] => [
  task.dataset,
  task.symbol,
  ...task.sources.map(({ provider }) => provider),
];

type Spans = Pick<DownloadTask, "span" | "needed">;

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);
