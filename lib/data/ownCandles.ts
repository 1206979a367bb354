import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { AlignmentError, DomainError, MissingError } from "../core/errors";
import { projectRoot } from "../core/project";
import type { Day } from "../series/days";
import { assembled, daysOfEvery, type CandleDataset, type Series } from "./candleDataset";
import { parseForeignCandles } from "./candles";
import { noteOwnFile } from "./dataInUse";
import { spanToLoad } from "./daySpan";
import { OWN_PROVIDER } from "./provenance";
import { readSourceText } from "./sourceText";

export interface LoadCandlesOptions {
  /** First day; by default the latest first day of the files. */
  readonly from?: Day;
  /** Last day, included; by default the earliest last day of the files. */
  readonly to?: Day;
}

const WHERE = "loadCandles";

/**
 * Daily candles from CSV files of your own, in the shape in which {@link loadDataset} gives those of the papers: put it
 * in its place in a notebook. No claim of a paper is judged on them.
 *
 * A file has a header that names date, open, high, low and close, and volume where there is one, in any order and
 * among other columns; then a row a day, oldest first, days as YYYY-MM-DD. Nothing is repaired or filled: a day that one
 * file lacks is left out for all, and listed in the provenance.
 *
 * @param files - by symbol, in the order to keep: the path of its file; a relative one counts from the project's root.
 * @returns prices and volumes in the files' own units. Volume only where every file has it.
 * @throws {@link MissingError} for a file that is not there.
 * @throws {@link DataError} naming file, line, column and value: a header without one of the columns, days that don't
 *   ascend or come twice, prices that are not above 0, a high below the close, …
 * @throws {@link AlignmentError} where the files share no days.
 * @throws {@link DomainError} when `from` or `to` lies outside of the days that they share; the message names these.
 * @example
 * const fs = await import("node:fs");
 * const file = `${process.cwd()}/SOL.csv`;
 * fs.writeFileSync(file, "date,open,high,low,close\n2024-01-01,10,12,9,11\n2024-01-02,11,16,11,15\n");
 * const market = v.loadCandles({ SOL: file });
 * fs.rmSync(file);
 * market.dates; // → ["2024-01-01", "2024-01-02"]
 * market.candles.SOL.close; // → [11, 15]
 */
export function loadCandles(
  files: Readonly<Record<string, string>>,
  options: LoadCandlesOptions = {},
): CandleDataset {
  const { from, to } = options;
  const all = sameColumns(seriesIn(files));
  const shared = daysOfEvery(all);
  if (shared.from > shared.to) throw apart(all);
  const span = spanToLoad({ from, to }, shared, shared, WHERE);
  for (const { file, sha256 } of all) noteOwnFile(file, sha256);
  return assembled("own", "Daily candles of your own", all, span, {
    simulated: false,
    own: true,
    missingDays: "expected",
  });
}

function seriesIn(files: Readonly<Record<string, string>>): Series[] {
  const isRecord = typeof files === "object" && files !== null && !Array.isArray(files);
  const named = isRecord ? Object.entries(files) : [];
  if (named.length === 0)
    throw new DomainError(
      WHERE,
      "files",
      files,
      'a record of paths by symbol, such as { SOL: "my/SOL.csv" }',
    );
  return named.map(([symbol, path]) => {
    if (typeof path !== "string" || path === "")
      throw new DomainError(WHERE, `files.${symbol}`, path, "the path of a CSV file");
    const absolute = resolve(projectRoot(), path);
    if (!statSync(absolute, { throwIfNoEntry: false })?.isFile())
      throw new MissingError(WHERE, `files.${symbol} must name a file that is there, got ${absolute}`);
    const file = basename(absolute); // whose folder it is, is nobody's business
    const { text, sha256 } = readSourceText(dirname(absolute), file);
    return { candles: parseForeignCandles(path, text, symbol), provider: OWN_PROVIDER, file, sha256 };
  });
}

/** Without the volumes, where one has none. */
function sameColumns(all: readonly Series[]): readonly Series[] {
  if (all.every(({ candles }) => candles.volume !== undefined)) return all;
  return all.map(({ candles: { symbol, dates, open, high, low, close }, ...origin }) => ({
    ...origin,
    candles: Object.freeze({ symbol, dates, open, high, low, close }),
  }));
}

function apart(all: readonly Series[]): AlignmentError {
  const spans = all.map(({ candles: { symbol, dates } }) => `${symbol} ${dates[0]} to ${dates.at(-1)}`);
  return new AlignmentError(WHERE, `the files must share days, got ${spans.join(", ")}`);
}
