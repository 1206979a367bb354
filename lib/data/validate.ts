import { DataError } from "../core/errors";
import { readCsv, type CsvRow } from "../series/csv";
import { isDay, type Day } from "../series/days";

/** A row of a file whose cells are read by name, each checked as it is read. */
export interface CheckedRow {
  /** @throws {@link DataError} unless the cell is a day of the calendar as YYYY-MM-DD. */
  readonly day: (column: string) => Day;
  readonly text: (column: string) => string;
  /** @throws {@link DataError} unless the cell is a finite decimal number above 0. */
  readonly positive: (column: string) => number;
  /** @throws {@link DataError} unless the cell is a finite decimal number, 0 or more. */
  readonly notNegative: (column: string) => number;
  /** The error that says what a cell must be and what it is: "line 7, high must be …, got "1.5"". */
  readonly wrong: (column: string, mustBe: string) => DataError;
}

/**
 * The rows of a CSV file.
 *
 * @param file - its name in the data folder, for the messages: `okx/BTC-USDT.csv`.
 * @param header - the columns that must be there, all of them, in this order.
 * @throws {@link DataError} naming file and line, when the file is not CSV, has another header, or no rows.
 */
export function checkedRows(file: string, text: string, header: readonly string[]): CheckedRow[] {
  const csv = readCsv(file, text);
  if (csv.header.join() !== header.join())
    throw new DataError(file, `line 1: the header must be "${header.join()}", got "${csv.header.join()}"`);
  if (csv.rows.length === 0)
    throw new DataError(file, "must hold at least one row below the header, got none");
  const columnAt = new Map(header.map((name, i) => [name, i]));
  return csv.rows.map((row) => checkedRow(file, row, columnAt));
}

/**
 * The rows of a CSV file of somebody else's making: its columns may stand in any order, in small or capital letters, and
 * among others.
 *
 * @param file - its name, for the messages.
 * @param needed - the columns that must be there, in small letters.
 * @returns the rows, and the names of all columns, in small letters.
 * @throws {@link DataError} naming file and line, when the file is not CSV, lacks a column or has it twice, or has no rows.
 */
export function foreignRows(
  file: string,
  text: string,
  needed: readonly string[],
): { readonly rows: CheckedRow[]; readonly columns: readonly string[] } {
  const csv = readCsv(file, text);
  const columns = csv.header.map((name) => name.trim().toLowerCase());
  const got = `got "${csv.header.join()}"`;
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new DataError(
      file,
      `line 1: the header must name ${needed.join(", ")}, but ${missing.join(", ")} ${missing.length > 1 ? "are" : "is"} not there, ${got}`,
    );
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined) throw new DataError(file, `line 1: the header must name each column once, ${got}`);
  if (csv.rows.length === 0)
    throw new DataError(file, "must hold at least one row below the header, got none");
  const columnAt = new Map(columns.map((name, i) => [name, i]));
  return { rows: csv.rows.map((row) => checkedRow(file, row, columnAt)), columns };
}

/**
 * The days of rows about one thing.
 *
 * @throws {@link DataError} unless they ascend, none twice.
 */
export function ascendingDays(rows: readonly CheckedRow[]): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const day = row.day("date");
    const last = days.at(-1);
    if (last !== undefined && day === last) throw row.wrong("date", `a day that was not there before`);
    if (last !== undefined && day < last) throw row.wrong("date", `after the row before (${last})`);
    days.push(day);
  }
  return days;
}

function checkedRow(
  file: string,
  { line, cells }: CsvRow,
  columnAt: ReadonlyMap<string, number>,
): CheckedRow {
  const text = (column: string): string => cells[columnAt.get(column)!];
  const wrong = (column: string, mustBe: string): DataError =>
    new DataError(file, `line ${line}, ${column} must be ${mustBe}, got "${text(column)}"`);
  const number = (column: string): number => {
    const value = DECIMAL.test(text(column)) ? Number(text(column)) : Number.NaN;
    if (!Number.isFinite(value)) throw wrong(column, "a finite decimal number");
    return value;
  };
  return {
    text,
    wrong,
    day: (column) => {
      if (!isDay(text(column))) throw wrong(column, "a day of the calendar as YYYY-MM-DD");
      return text(column);
    },
    positive: (column) => {
      const value = number(column);
      if (value <= 0) throw wrong(column, "above 0");
      return value;
    },
    notNegative: (column) => {
      const value = number(column);
      if (value < 0) throw wrong(column, "0 or more");
      return value;
    },
  };
}

/** What `Number` takes is wider: "", " 1 " and "0x10" are numbers to it. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
