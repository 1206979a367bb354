import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkOneOf } from "../core/checks";
import { DataError, DomainError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { projectPath } from "../core/project";
import { daysBetween, parseDay, type Day } from "../series/days";
import { assembleRows, csvText, gapsIn, lastFinishedDay } from "./assemble";
import { datasetSpecs, sourceFile, type DaySpan, type SourceSpec } from "./datasetSpec";
import { downloadTasks, namedTasks, type DownloadTask } from "./downloadTasks";
import { createJsonClient, type HttpLimits, type JsonClient } from "./http";
import { IMPORTED } from "./importCvi";
import { dropCachedPages, cachePages, readCachedPages } from "./pageCache";
import { ProviderError } from "./providerError";
import { PROVIDERS, type ProviderName } from "./providers/all";
import type { Provider, Row, BarRequest } from "./providers/provider";
import { intactEntry, writeSnapshot, type SnapshotEntry } from "./snapshots";

export interface DownloadOptions extends LongWork {
  /** Where the files go. Default: the project's `data/snapshots`. */
  readonly folder?: string;
  /** Providers, data sets, symbols, instruments or files (`okx/BTC-USDT.csv`). Default: everything. */
  readonly only?: readonly string[];
  /** First and last day, in place of what `data/datasets.json` says. */
  readonly from?: Day;
  readonly to?: Day;
  /** When a day closes at the exchanges: `1Dutc` at 00:00 UTC (default), `1D` at 16:00 UTC. */
  readonly bar?: DailyBar;
  /** Other hosts, by provider: a mirror, or a test's server. */
  readonly baseUrls?: Readonly<Partial<Record<ProviderName, string>>>;
  readonly http?: HttpLimits;
  /** Called with each outcome as it comes. */
  readonly onOutcome?: (outcome: DownloadOutcome) => void;
}

export type DailyBar = "1Dutc" | "1D";

/** What became of a file. */
export type DownloadOutcome = StoredOutcome | FailedOutcome;

export interface StoredOutcome {
  /** `present`: it was there already, whole and from the same request. */
  readonly status: "fetched" | "present";
  readonly dataset: string;
  readonly symbol: string;
  readonly file: string;
  readonly entry: SnapshotEntry;
  /** Days between the first and the last that the provider does not have. Months of market caps have none. */
  readonly gaps: readonly Day[];
  /** The better sources that gave nothing, best first. */
  readonly passedOver: readonly SourceFailure[];
}

export interface FailedOutcome {
  readonly status: "failed";
  readonly dataset: string;
  readonly symbol: string;
  readonly passedOver: readonly SourceFailure[];
}

export interface SourceFailure {
  readonly provider: string;
  readonly reason: string;
}

/**
 * Downloads the market data that `data/datasets.json` declares: every file from the first of its sources that has
 * it. Finished pages are kept, so a run that was stopped goes on where it was; files that are there stay. A source
 * that fails does not stop the others: what failed is in the outcomes.
 *
 * @returns an outcome for each file, in the order of the declaration.
 * @throws {@link CancelledError} when the signal asks for it; what was fetched until then is kept.
 * @throws {@link DomainError} when `only` names nothing that there is, or no day is asked for.
 */
export async function downloadData(options: DownloadOptions = {}): Promise<DownloadOutcome[]> {
  const tasks = tasksOf(options);
  const run = createRun(options, tasks);
  const works = lanesOf(tasks).map(async (lane) => {
    const ended: [DownloadTask, DownloadOutcome][] = [];
    for (const task of lane) {
      const outcome = await runTask(task, run);
      options.onOutcome?.(outcome);
      ended.push([task, outcome]);
    }
    return ended;
  });
  const outcomes = new Map<DownloadTask, DownloadOutcome>();
  for (const work of await Promise.allSettled(works)) {
    if (work.status === "rejected") throw work.reason;
    for (const [task, outcome] of work.value) outcomes.set(task, outcome);
  }
  return tasks.map((task) => outcomes.get(task)!);
}

/** What the tasks of one run share. */
interface Run {
  readonly folder: string;
  readonly bar: DailyBar;
  readonly clients: Readonly<Record<ProviderName, JsonClient>>;
  /** Providers that failed in a way that concerns all their files: they are not asked again in this run. */
  readonly down: Map<string, string>;
  /** Adds finished days to the progress. */
  readonly advance: (days: number, note: string) => void;
}

function tasksOf({ only = [], from, to }: DownloadOptions): DownloadTask[] {
  if (from !== undefined) parseDay("downloadData, from", from);
  if (to !== undefined) parseDay("downloadData, to", to);
  const asked = { ...(from && { from }), ...(to && { to }) };
  const all = downloadTasks(datasetSpecs(), asked, lastFinishedDay());
  const tasks = only.length > 0 ? namedTasks(all, only) : all;
  for (const { dataset, span } of tasks)
    if (span.from > span.to)
      throw new DomainError("downloadData", "from", span.from, `${span.to} or earlier for ${dataset}`);
  return tasks;
}

function createRun(options: DownloadOptions, tasks: readonly DownloadTask[]): Run {
  const { folder = projectPath("data", "snapshots"), bar = "1Dutc", onProgress, signal } = options;
  checkOneOf("downloadData", "bar", bar, ["1Dutc", "1D"]);
  const clientOf = (name: ProviderName): JsonClient => {
    const baseUrl = options.baseUrls?.[name] ?? PROVIDERS[name].baseUrl;
    return createJsonClient({ ...PROVIDERS[name], baseUrl }, options.http, signal);
  };
  const names = Object.keys(PROVIDERS) as ProviderName[];
  const clients = Object.fromEntries(names.map((name) => [name, clientOf(name)])) as Run["clients"];

  const of = tasks.reduce((days, { span }) => days + daysIn(span), 0);
  let done = 0;
  const advance = (days: number, note: string): void => {
    done += days;
    onProgress?.({ stage: "download", done, of, note });
  };
  return { folder, bar, clients, down: new Map(), advance };
}

/** Files that come from the same provider wait for each other, providers don't. */
function lanesOf(tasks: readonly DownloadTask[]): DownloadTask[][] {
  const providers = [...new Set(tasks.map(({ sources }) => sources[0].provider))];
  return providers.map((provider) => tasks.filter(({ sources }) => sources[0].provider === provider));
}

async function runTask(task: DownloadTask, run: Run): Promise<DownloadOutcome> {
  const { dataset, symbol, sources } = task;
  const passedOver: SourceFailure[] = [];
  let outcome: DownloadOutcome = { status: "failed", dataset, symbol, passedOver };
  let advanced = 0;
  const advance = (days: number, note: string): void => {
    const step = Math.min(days, daysIn(task.span) - advanced);
    advanced += step;
    run.advance(step, note);
  };
  for (const source of sources) {
    const { provider } = source;
    try {
      outcome = { dataset, symbol, passedOver, ...(await storeFrom(source, task, { ...run, advance })) };
      break;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      if (error instanceof ProviderError && error.concernsProvider) run.down.set(provider, error.said);
      passedOver.push({ provider, reason: error.message });
    }
  }
  advance(Infinity, `${symbol} ${outcome.status}`);
  return outcome;
}

/** The file of a source: the one that is there, else a new one. */
async function storeFrom(
  source: SourceSpec,
  task: DownloadTask,
  run: Run,
): Promise<Pick<StoredOutcome, "status" | "file" | "entry" | "gaps">> {
  const { folder } = run;
  const file = sourceFile(source);
  const wanted = { ...task.span, instrument: source.instrument, bar: run.bar, symbols: task.symbols };
  const request = providerOf(source).describe(wanted);
  const gapsOf = (text: string): Day[] => (task.daily ? gapsIn(text) : []);

  const there = intactEntry(folder, file);
  if (there && (there.request === request || there.request.startsWith(IMPORTED)))
    return { status: "present", file, entry: there, gaps: gapsOf(readFileSync(join(folder, file), "utf8")) };

  const why = run.down.get(source.provider);
  if (why !== undefined) throw new DataError(source.provider, `not asked again: ${why}`);
  const pages = await fetchPages(source, wanted, run);
  let text: string;
  let rows: Row[];
  try {
    rows = assembleRows(`${source.provider} ${source.instrument}`, pages, task.span);
    checkReach(source, task, rows);
    text = csvText(task.columns, rows);
    task.check(file, text);
  } catch (error) {
    dropCachedPages(folder, file); // else every later run would stumble over them again
    throw error;
  }
  const days = rows.map(([day]) => day).sort();
  const entry = writeSnapshot(folder, file, text, {
    provider: source.provider,
    request,
    from: days[0],
    to: days[days.length - 1],
    rows: rows.length,
    fetchedAt: new Date().toISOString(),
  });
  dropCachedPages(folder, file);
  return { status: "fetched", file, entry, gaps: gapsOf(text) };
}

/** All rows of a request, from where an earlier run has stopped on; each finished page is kept at once. */
async function fetchPages(
  source: SourceSpec,
  wanted: BarRequest,
  { folder, clients, advance }: Run,
): Promise<Row[]> {
  const provider = providerOf(source);
  const file = sourceFile(source);
  const request = provider.describe(wanted);
  const kept = readCachedPages(folder, file, request);
  const rows = [...(kept?.rows ?? [])];
  if (kept) advance(rows.length, `${source.provider} ${source.instrument}`);
  let start: number | null = kept?.next ?? provider.firstPage(wanted);
  while (start !== null) {
    const page = await provider.page(clients[provider.provider as ProviderName], wanted, start);
    rows.push(...page.rows);
    start = page.next;
    if (start !== null) cachePages(folder, file, { request, next: start, rows });
    advance(page.rows.length, `${source.provider} ${source.instrument}`);
  }
  return rows;
}

/** @throws {@link ProviderError} when there is nothing, or too little while another source could have more. */
function checkReach(source: SourceSpec, { sources, span, needed }: DownloadTask, rows: readonly Row[]): void {
  const where = `${source.provider} ${source.instrument}`;
  const days = rows.map(([day]) => day).sort();
  if (days.length === 0)
    throw new ProviderError(where, "unknown", `it has nothing from ${span.from} to ${span.to}`);
  const [first, last] = [days[0], days[days.length - 1]];
  const isLast = source === sources[sources.length - 1];
  if (!isLast && needed && (first > needed.from || last < needed.to))
    throw new ProviderError(
      where,
      "unknown",
      `it has ${first} to ${last} only, and ${needed.from} to ${needed.to} is needed`,
    );
}

function providerOf({ provider }: SourceSpec): Provider {
  const known = PROVIDERS[provider as ProviderName];
  if (!known)
    throw new DataError(
      "data/datasets.json",
      `provider must be one of ${Object.keys(PROVIDERS).join(", ")}, got "${provider}"`,
    );
  return known;
}

const daysIn = ({ from, to }: DaySpan): number => daysBetween(from, to) + 1;
