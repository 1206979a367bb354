import { existsSync, readFileSync } from "node:fs";
import { printsAs } from "../../core/printing";
import { ownDataFingerprint } from "../../data/dataInUse";
import { dataFingerprint } from "../../data/fingerprint";
import type { Profile } from "./parameters";
import { resultsPath } from "./resultsFolder";
import { checkFileName, type StoredRow, type TableContent } from "./storeTable";

/** A table of another notebook, or the reason why there is none. */
export interface StoredTable {
  /** Which notebook stored it. */
  readonly notebook: string;
  readonly name: string;
  readonly unit?: string;
  /** How much that notebook computed. */
  readonly profile?: Profile;
  /** None where the table is missing. */
  readonly rows: readonly StoredRow[];
  /** The columns in which every value is a number, by name. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
  /** Why there are no rows, and which command makes them; left out where there are. */
  readonly missing?: string;
}

/** The content of a table's file. */
export interface TableFile extends TableContent {
  readonly notebook: string;
  readonly profile: Profile;
  /** Of the market data behind it. */
  readonly dataFingerprint: string;
}

/**
 * A table that another notebook kept by `storeTable` in its last run. A table that is not there, or was made on other
 * market data than those in use, is a value with the reason in it, and no rows: a notebook can go on without.
 *
 * @example storedTable("08-multi-task-portfolio", "returns")
 */
export function storedTable(notebook: string, name: string): StoredTable {
  checkFileName("storedTable", "notebook", notebook);
  checkFileName("storedTable", "name", name);
  const path = resultsPath("tables", notebook, `${name}.json`);
  if (!existsSync(path)) return absent(notebook, name, "is not there yet");
  const file = JSON.parse(readFileSync(path, "utf8")) as TableFile;
  if (file.dataFingerprint !== dataFingerprint() || (file.ownData ?? "") !== ownDataFingerprint())
    return absent(notebook, name, "was made on other market data than those in use");
  const { unit, profile, columns } = file;
  const rows = file.rows.map((values) => Object.fromEntries(columns.map((column, i) => [column, values[i]])));
  const numbers = Object.fromEntries(columns.flatMap((column, i) => numbersOf(file, column, i)));
  const text = `table "${name}" of notebook ${notebook} (${profile} profile): ${rows.length} rows of ${columns.join(", ")}`;
  return stored({ notebook, name, ...(unit !== undefined && { unit }), profile, rows, numbers }, text);
}

function numbersOf({ rows }: TableFile, column: string, i: number): [string, Float64Array][] {
  const values = rows.map((row) => row[i]);
  return values.every((value) => typeof value === "number") ? [[column, Float64Array.from(values)]] : [];
}

function absent(notebook: string, name: string, why: string): StoredTable {
  const missing = `table "${name}" of notebook ${notebook} ${why}: \`npm run reproduce -- --only ${notebook}\` makes it`;
  return stored({ notebook, name, rows: [], numbers: {}, missing }, missing);
}

function stored(table: StoredTable, text: string): StoredTable {
  return Object.freeze(printsAs(table, () => text));
}
