import { CsvError, parse, type Info } from "csv-parse/sync";
import { DataError } from "../core/errors";

/** The cells of a CSV file as text: nothing is converted, trimmed or guessed; line breaks in cells are LF. */
export interface CsvText {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** The line of the file on which the row begins; the header is on line 1. */
  readonly line: number;
  /** As many as the header has names. */
  readonly cells: readonly string[];
}

/**
 * Takes a CSV text apart (RFC 4180: commas, quotes, LF or CRLF; a byte order mark and empty lines are skipped).
 *
 * @param where - the file's name, for the messages.
 * @throws {@link DataError} naming the line, unless there is a header of distinct names and every row is as long.
 */
export function readCsv(where: string, text: string): CsvText {
  const [head, ...rows] = records(where, text);
  if (head === undefined) throw new DataError(where, "must begin with a header, got an empty file");
  const header = head.cells;
  header.forEach((name, i) => {
    if (name.trim() === "") throw new DataError(where, `line ${head.line}: column ${i + 1} has no name`);
    if (header.indexOf(name) < i)
      throw new DataError(where, `line ${head.line}: two columns named "${name}"`);
  });
  for (const { line, cells } of rows)
    if (cells.length !== header.length)
      throw new DataError(
        where,
        `line ${line}: must have ${header.length} cells as the header, got ${cells.length}`,
      );
  return { header, rows };
}

function records(where: string, text: string): CsvRow[] {
  // The delimiter is stated, as the text has no other by then: to look for it takes half of the time.
  const options = {
    bom: true,
    info: true,
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
  } as const;
  let parsed: { info: Info; record: string[] }[];
  try {
    parsed = parse(text.replace(/\r\n?/g, "\n"), options) as unknown as typeof parsed;
  } catch (error) {
    if (error instanceof CsvError)
      throw new DataError(where, `not a CSV file: ${error.message}`, { cause: error });
    throw error;
  }
  // `lines` counts up to the record's end; a cell in quotes may hold line breaks.
  return parsed.map(({ info, record }) => ({
    line: info.lines - record.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0),
    cells: record,
  }));
}
