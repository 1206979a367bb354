import { resolve } from "node:path";
import { Presets, SingleBar } from "cli-progress";
import type { Command } from "commander";
import { DomainError } from "../../core/errors";
import type { OnProgress } from "../../core/progress";
import { projectPath } from "../../core/project";
import { datasetSpecs } from "../../data/datasetSpec";
import {
  downloadData,
  type DailyBar,
  type DownloadOptions,
  type DownloadOutcome,
  type StoredOutcome,
} from "../../data/download";
import { importCvi } from "../../data/importCvi";
import { verifySnapshots } from "../../data/snapshots";
import type { Day } from "../../series/days";
import type { CommandStreams } from "./commandStreams";
import { EXIT, exitCodeOf } from "./exitCode";

/** The options of `volfolio data`. */
export interface DataCommandOptions {
  readonly only?: readonly string[];
  readonly from?: Day;
  readonly to?: Day;
  readonly bar?: string;
  readonly out?: string;
  readonly verify?: boolean;
  readonly import?: readonly string[];
}

/**
 * Adds `volfolio data` to the command line.
 *
 * @param run - runs the command, gives it the signal that stops it, and takes its exit code.
 */
export function registerDataCommand(
  program: Command,
  streams: CommandStreams,
  run: (work: (signal: AbortSignal) => Promise<number>) => Promise<void>,
): void {
  program
    .command("data")
    .description("download the real market data into data/snapshots, verify them, or import a file")
    .option(
      "--only <names...>",
      "providers, data sets, symbols or files: okx, mosef2025, EOS, okx/BTC-USDT.csv",
    )
    .option("--from <day>", "first day, YYYY-MM-DD (default: what data/datasets.json says)")
    .option("--to <day>", "last day, YYYY-MM-DD")
    .option("--bar <bar>", "when a day closes at the exchanges: 1Dutc at 00:00 UTC, 1D at 16:00 UTC", "1Dutc")
    .option("--out <folder>", "where the files go (default: data/snapshots)")
    .option("--verify", "compare every file with its checksum in the manifest, and download nothing")
    .option("--import <what...>", "cvi FILE: take over the CSV that a browser downloads at Investing.com")
    .action((options: DataCommandOptions) => run((signal) => runDataCommand(options, streams, { signal })));
}

/**
 * Does what `volfolio data` was asked for.
 *
 * @param how - what the command line can't say: the signal, and where a test's servers are.
 * @returns the exit code: 0, 1 when anything failed, 130 when it was stopped.
 */
export async function runDataCommand(
  options: DataCommandOptions,
  streams: CommandStreams,
  how: Pick<DownloadOptions, "signal" | "baseUrls" | "http"> = {},
): Promise<number> {
  const folder = options.out === undefined ? projectPath("data", "snapshots") : fromCaller(options.out);
  try {
    if (options.verify) return verify(folder, streams);
    if (options.import) return importFiles(options.import, folder, streams);
    return await download(options, folder, streams, how);
  } catch (error) {
    return exitCodeOf(
      error,
      streams,
      "Stopped. What was fetched is kept: run the same command again to go on.",
    );
  }
}

async function download(
  { only, from, to, bar }: DataCommandOptions,
  folder: string,
  streams: CommandStreams,
  how: Pick<DownloadOptions, "signal" | "baseUrls" | "http">,
): Promise<number> {
  const progress = streams.isTTY ? progressBar(streams.err) : undefined;
  let outcomes: DownloadOutcome[];
  try {
    outcomes = await downloadData({
      ...how,
      folder,
      ...(only && { only }),
      ...(from && { from }),
      ...(to && { to }),
      ...(bar && { bar: bar as DailyBar }),
      ...(progress
        ? { onProgress: progress.onProgress }
        : { onOutcome: (outcome) => streams.err.write(`${cellsOf(outcome).join(" ")}\n`) }),
    });
  } finally {
    progress?.stop();
  }
  streams.out.write(summary(outcomes, folder));
  return outcomes.some(({ status }) => status === "failed") ? EXIT.failed : EXIT.done;
}

function progressBar(stream: NodeJS.WritableStream): { onProgress: OnProgress; stop: () => void } {
  const format = "{bar} {percentage}% of {total} days, {eta_formatted} left  {note}";
  const bar = new SingleBar(
    { stream, format, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  const onProgress: OnProgress = ({ done, of, note = "" }) => {
    if (bar.isActive) bar.update(done, { note });
    else bar.start(of, done, { note });
  };
  return { onProgress, stop: () => bar.stop() };
}

function summary(outcomes: readonly DownloadOutcome[], folder: string): string {
  const stored = outcomes.filter((outcome): outcome is StoredOutcome => outcome.status !== "failed");
  const failed = outcomes.length - stored.length;
  const remarks = remarksOn(outcomes);
  return [
    ...table(["file", "result", "rows", "from", "to", "days missing"], outcomes.map(cellsOf)),
    ...(remarks.length > 0 ? ["", ...remarks] : []),
    "",
    ...verdictOn(stored.length, failed, folder),
    "",
  ].join("\n");
}

function cellsOf(outcome: DownloadOutcome): string[] {
  if (outcome.status === "failed") return [`${outcome.dataset} ${outcome.symbol}`, "failed"];
  const { file, status, entry, gaps } = outcome;
  return [
    file,
    status,
    String(entry.rows),
    entry.from,
    entry.to,
    gaps.length > 0 ? String(gaps.length) : "none",
  ];
}

/** Why sources gave nothing, each reason once with the series that it concerns, and which days are missing. */
function remarksOn(outcomes: readonly DownloadOutcome[]): string[] {
  const concerned = new Map<string, string[]>();
  for (const outcome of outcomes) {
    const name = outcome.status === "failed" ? outcome.symbol : `${outcome.symbol} (now ${outcome.file})`;
    for (const { reason } of outcome.passedOver)
      concerned.set(reason, [...(concerned.get(reason) ?? []), name]);
  }
  const gaps = outcomes.flatMap((outcome) =>
    outcome.status !== "failed" && outcome.gaps.length > 0
      ? [`${outcome.symbol}: days missing: ${listed(outcome.gaps)}`]
      : [],
  );
  return [...[...concerned].map(([reason, names]) => `${names.join(", ")}: ${reason}`), ...gaps];
}

function verdictOn(stored: number, failed: number, folder: string): string[] {
  if (failed === 0) return [`${count(stored, "file")} in ${folder}.`];
  if (stored > 0)
    return [`${count(stored, "file")} in ${folder}, ${failed} failed. Another run asks for these again.`];
  return [
    "Nothing could be downloaded. Is there a network?",
    "The notebooks run without these data: on the simulated market, which they say at their top.",
  ];
}

function verify(folder: string, { out, err }: CommandStreams): number {
  const checks = verifySnapshots(folder);
  const rows = checks.map(({ file, status, entry }) => [
    file,
    status,
    entry?.fetchedAt ?? "",
    entry?.sha256 ?? "",
  ]);
  out.write(`${table(["file", "status", "fetched at", "sha256"], rows).join("\n")}\n`);
  const broken = checks.filter(({ status }) => status !== "intact");
  if (broken.length === 0) return EXIT.done;
  const names = broken.map(({ file }) => file).join(" ");
  err.write(
    `${count(broken.length, "file")} of ${checks.length} not as fetched: \`npm run data -- --only ${names}\` fetches anew\n`,
  );
  return EXIT.failed;
}

function importFiles([what, ...paths]: readonly string[], folder: string, { out }: CommandStreams): number {
  if (what !== "cvi" || paths.length === 0)
    throw new DomainError(
      "volfolio data",
      "--import",
      [what, ...paths].join(" "),
      "cvi and a file, as in --import cvi FILE",
    );
  const { file, entry, gaps } = importCvi(paths.map(fromCaller), { folder });
  const { window } = datasetSpecs().cvi;
  const short = entry.from > window.from || entry.to < window.to;
  out.write(
    `${file}: ${count(entry.rows, "day")}, ${entry.from} to ${entry.to}\n` +
      (gaps.length > 0 ? `days missing: ${listed(gaps)}\n` : "") +
      (short
        ? `the notebooks need ${window.from} to ${window.to}: import the other files along with this one\n`
        : ""),
  );
  return short ? EXIT.failed : EXIT.done;
}

/** A path as the caller means it: npm runs scripts in the project's folder, wherever it was called. */
const fromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

const listed = (days: readonly Day[]): string =>
  days.length <= 8 ? days.join(", ") : `${days.slice(0, 8).join(", ")} and ${days.length - 8} more`;

/** Lines of a table: columns as wide as their widest cell. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c]?.length ?? 0)));
  return [header, ...rows].map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c]))
      .join("  ")
      .trimEnd(),
  );
}
