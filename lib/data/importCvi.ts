import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { DataError, MissingError } from "../core/errors";
import { projectPath } from "../core/project";
import { readCsv, type CsvText } from "../series/csv";
import { isDay, type Day } from "../series/days";
import { assembleRows, csvText, gapsIn, lastFinishedDay } from "./assemble";
import { candleColumns, parseCandles } from "./candles";
import type { Row } from "./providers/provider";
import { writeSnapshot, type SnapshotEntry } from "./snapshots";

export interface ImportOptions {
  /** Default: the project's `data/snapshots`. */
  readonly folder?: string;
}

/** What an import wrote. */
export interface Imported {
  readonly file: string;
  readonly entry: SnapshotEntry;
  /** Days between the first and the last that are not there. */
  readonly gaps: readonly Day[];
}

/** How the requests of imported files begin in the manifest. */
export const IMPORTED = "import of ";

/**
 * Takes over the Crypto Volatility Index from CSV files that a person has downloaded at Investing.com ("Historical
 * Data", daily, English edition: `"Date","Price","Open","High","Low","Vol.","Change %"`, newest first, thousands
 * with commas). Several files may follow or overlap each other. It writes `investing/cvi.csv` and its entry in the
 * manifest.
 *
 * @throws {@link DataError} naming file, line and value, unless the files are such files and hold sound candles.
 * @throws {@link MissingError} when a file is not there.
 */
export function importCvi(paths: readonly string[], options: ImportOptions = {}): Imported {
  const { folder = projectPath("data", "snapshots") } = options;
  const names = paths.map((path) => basename(path)).join(", ");
  const finished = { from: "0000-01-01", to: lastFinishedDay() };
  const rows = assembleRows(names, paths.flatMap(rowsIn), finished);
  const text = csvText(candleColumns(false), rows);
  parseCandles(`${names}, in order of days`, text, "CVI", false);
  const file = "investing/cvi.csv";
  const entry = writeSnapshot(folder, file, text, {
    provider: "investing",
    request: `${IMPORTED}${names}`,
    from: rows[0][0],
    to: rows[rows.length - 1][0],
    rows: rows.length,
    fetchedAt: new Date().toISOString(),
  });
  return { file, entry, gaps: gapsIn(text) };
}

function rowsIn(path: string): Row[] {
  const file = basename(path);
  if (!existsSync(path)) throw new MissingError("importCvi", `there is no file ${path}`);
  const csv = readCsv(file, readFileSync(path, "utf8"));
  const [date, ...values] = ["Date", "Open", "High", "Low", "Price"].map((name) => columnAt(file, csv, name));
  const rows = csv.rows.map(({ line, cells }): Row => {
    const number = (column: number): number => numberIn(file, line, csv.header[column], cells[column]);
    return [dayIn(file, line, cells[date]), ...values.map(number)];
  });
  checkOneDirection(file, csv, rows);
  return rows;
}

function columnAt(file: string, { header }: CsvText, name: string): number {
  const at = header.indexOf(name);
  if (at < 0)
    throw new DataError(
      file,
      `must have the columns "Date", "Price", "Open", "High" and "Low" as the English edition of Investing.com writes them, got "${header.join('","')}"`,
    );
  return at;
}

/** "Nov 28, 2024" or "11/28/2024", the month first; "2024-11-28" as well. */
function dayIn(file: string, line: number, text: string): Day {
  const named = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4})$/.exec(text);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [month, date, year] = named
    ? [MONTHS.indexOf(named[1]) + 1, named[2], named[3]]
    : (slashed?.slice(1) ?? []);
  const day = year ? `${year}-${String(month).padStart(2, "0")}-${date.padStart(2, "0")}` : text;
  if (!isDay(day))
    throw new DataError(
      file,
      `line ${line}, Date must be a day as "Nov 28, 2024" or "11/28/2024" (month first), got "${text}"`,
    );
  return day;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function numberIn(file: string, line: number, column: string, text: string): number {
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text))
    throw new DataError(file, `line ${line}, ${column} must be a number as "1,234.56", got "${text}"`);
  return Number(text.replaceAll(",", ""));
}

/** Dates with the day before the month would jump to and fro: read as month first, they are nonsense. */
function checkOneDirection(file: string, csv: CsvText, rows: readonly Row[]): void {
  if (rows.length === 0) throw new DataError(file, "must hold at least one row below the header, got none");
  const newestFirst = rows[0][0] > rows[rows.length - 1][0];
  for (let i = 1; i < rows.length; i++)
    if (rows[i][0] !== rows[i - 1][0] && rows[i][0] < rows[i - 1][0] !== newestFirst)
      throw new DataError(
        file,
        `line ${csv.rows[i].line}, Date must go on in the order of the lines before, got ${rows[i][0]} after ${rows[i - 1][0]}; is the day written before the month?`,
      );
}
