import { DomainError, ShapeError } from "../../core/errors";
import { ownDataFingerprint } from "../../data/dataInUse";
import { display, type Shown } from "../display";

/** What a cell of a stored table may hold: everything that comes back from a file as it went in. */
export type StoredValue = number | string | boolean | null;

/** A row of a stored table, by column. */
export type StoredRow = Readonly<Record<string, StoredValue>>;

export interface StoreTableOptions {
  /** Of the numbers: "fraction per day". None by default. */
  readonly unit?: string;
}

/** A table on its way from the cell to its file. Columns and rows are lists, so that their order lasts. */
export interface TableContent {
  readonly name: string;
  readonly unit?: string;
  /** A checksum of the files of the reader's own behind it; left out where there are none. */
  readonly ownData?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly StoredValue[])[];
}

/** Under this type a table travels from the cell to the result files: a {@link TableContent}. */
export const TABLE_MIME: string = "application/vnd.volfolio.table+json";

/**
 * Keeps a table in the notebook's results, for other notebooks: the runner writes it to
 * `build/results/tables/<notebook>/<name>.json`, and `storedTable` reads it.
 *
 * @example storeTable("returns", dates.map((date, t) => ({ date, DLM: dlm[t], MV: mv[t] })), { unit: "fraction per day" })
 * @param name - letters, digits and dashes; a notebook stores a name once.
 * @param rows - one or more, all with the same columns; finite numbers, texts, true, false or null.
 */
export function storeTable(
  name: string,
  rows: readonly StoredRow[],
  { unit }: StoreTableOptions = {},
): Shown {
  checkFileName("storeTable", "name", name);
  if (!Array.isArray(rows) || rows.length === 0)
    throw new DomainError("storeTable", "rows", rows, "a list of one or more records");
  const columns = Object.keys(rows[0] as object);
  const ownData = ownDataFingerprint();
  const content: TableContent = {
    name,
    ...(unit !== undefined && { unit }),
    ...(ownData !== "" && { ownData }),
    columns,
    rows: rows.map((row: StoredRow, i) => valuesOf(row, columns, i)),
  };
  const kept = `table "${name}", ${rows.length} × ${columns.length}: ${columns.join(", ")}`;
  return display({ [TABLE_MIME]: content, "text/plain": `${kept}; kept for other notebooks` });
}

function valuesOf(row: StoredRow, columns: readonly string[], i: number): StoredValue[] {
  const names = Object.keys(row);
  if (names.length !== columns.length || !columns.every((column) => Object.hasOwn(row, column)))
    throw new ShapeError(
      "storeTable",
      `rows[${i}] must have the columns of the first row (${columns.join(", ")}), got ${names.join(", ")}`,
    );
  return columns.map((column) => {
    const value = row[column];
    if (!isPlain(value))
      throw new DomainError(
        "storeTable",
        `rows[${i}].${column}`,
        value,
        "a finite number, a text, true, false or null",
      );
    return value;
  });
}

function isPlain(value: unknown): value is StoredValue {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** @throws {@link DomainError} unless the text can name a file everywhere. */
export function checkFileName(where: string, argument: string, name: string): void {
  if (typeof name !== "string" || !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name))
    throw new DomainError(where, argument, name, "a name of letters, digits and dashes");
}
