import { DataError } from "../core/errors";
import { notOneOf } from "../core/unknownName";
import { paperFile } from "./paper";
import type { PaperFile, PaperId, TableFile } from "./paper";
import { printedTolerance, printedValue } from "./printed";
import type { Claim } from "./verdict";

/** A table as the paper prints it; the first column names the rows. */
export interface PrintedTable {
  /** "Table 3. Final model indicator table". */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const made = new Map<PaperId, readonly Claim[]>();

/**
 * Every number that the tables of a paper print, in the paper's order.
 *
 * @param paper - "qfe2025" is paper 1, "mosef2025" paper 2.
 * @returns the claims, each with the text that is printed, its value and unit, and its tolerance.
 * @throws {@link DomainError} for another paper, MissingError or {@link DataError} where its file is not there or not whole.
 * @example
 * const [first] = v.claimsOf("qfe2025");
 * first; // → { where: "Table 1, BTC, Rank", printed: "1", value: 1 }
 */
export function claimsOf(paper: PaperId): readonly Claim[] {
  const file = paperFile("claimsOf", paper);
  const claims = made.get(paper) ?? claimsIn(`data/papers/${paper}.json`, file);
  made.set(paper, claims);
  return claims;
}

/**
 * A table as the paper prints it.
 *
 * @param paper - "qfe2025" is paper 1, "mosef2025" paper 2.
 * @param table - by its name or id: "Table 3" or "table-3".
 * @returns title, columns and rows, all as text; the first column names the rows.
 * @throws {@link DomainError} for another paper, or a table that it has not: the message lists those it has.
 * @example
 * const { columns, rows } = v.printedTable("mosef2025", "Table 1");
 * columns.slice(0, 3); // → ["Crypto-assets", "Best p", "Best q"]
 * rows.map(([coin]) => coin); // → ["ADA-USD", "BNB-USD", "BTC-USD", "ETH-USD"]
 */
export function printedTable(paper: PaperId, table: string): PrintedTable {
  const { name, caption, rowsAre, columns, rows } = tableNamed("printedTable", paper, table);
  return Object.freeze({
    title: `${name}. ${caption}`,
    columns: [rowsAre, ...columns.map((column) => column.name)],
    rows: rows.map((row) => [row.name, ...row.printed]),
  });
}

/** The entry of `labels` with this name or id. @throws {@link DomainError} that lists the names there are. */
export function labelled<T extends { readonly id: string; readonly name: string }>(
  where: string,
  argument: string,
  labels: readonly T[],
  wanted: string,
): T {
  const found = labels.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found;
  const names = labels.map(({ name }) => name);
  throw notOneOf(where, argument, wanted, `one of ${names.map((name) => `"${name}"`).join(", ")}`, names);
}

export function tableNamed(where: string, paper: PaperId, table: string): TableFile {
  return labelled(where, `table of ${paper}`, paperFile(where, paper).tables, table);
}

/** The claims of a file, each cell with its tolerance and its remark. @throws {@link DataError} where the file is not whole. */
export function claimsIn(file: string, paper: PaperFile): readonly Claim[] {
  for (const { table: id, columns } of paper.counting) {
    const table = paper.tables.find((one) => one.id === id);
    if (!table) throw new DataError(file, `counting must name one of its tables, got "${id}"`);
    checkSelection(`${file}, counting of ${table.name}`, table, { columns });
  }
  const claims = paper.tables.flatMap((table) => claimsInTable(file, paper.id, table));
  const ids = new Set<string>();
  for (const { id } of claims) {
    if (ids.has(id)) throw new DataError(file, `ids must be unique, got "${id}" twice`);
    ids.add(id);
  }
  return Object.freeze(claims);
}

function claimsInTable(file: string, paper: PaperId, table: TableFile): Claim[] {
  const where = `${file}, ${table.name}`;
  for (const selection of [...table.tolerances, ...table.remarks]) checkSelection(where, table, selection);
  return table.rows.flatMap((row) => {
    if (row.printed.length !== table.columns.length)
      throw new DataError(
        where,
        `row "${row.id}" must have ${table.columns.length} numbers, got ${row.printed.length}`,
      );
    return table.columns.map((column, i) => claimAt(where, paper, table, row, column, row.printed[i]));
  });
}

type Label = TableFile["columns"][number];
type Selection = Pick<TableFile["remarks"][number], "rows" | "columns">;

function claimAt(
  place: string,
  paper: PaperId,
  table: TableFile,
  row: Label,
  column: Label,
  printed: string,
): Claim {
  const where = `${place}, ${row.name}, ${column.name}`;
  const unit = row.unit ?? column.unit;
  if (unit === undefined) throw new DataError(where, "the row or the column must have a unit");
  const meaning = row.meaning ?? column.meaning;
  const remark = onlyOne(where, "remarks", table.remarks, row, column);
  const isText = (row.kind ?? column.kind) === "text";
  return Object.freeze({
    id: `${paper}/${table.id}/${row.id}/${column.id}`,
    paper,
    where: `${table.name}, ${row.name}, ${column.name}`,
    table: table.name,
    row: row.name,
    column: column.name,
    section: table.section,
    ...(table.page !== undefined && { page: table.page }),
    printed,
    unit,
    ...(meaning !== undefined && { meaning }),
    ...(isText ? { value: null, closeWithin: null } : numberIn(where, table, row, column, printed)),
    ...(remark?.verdict && { declared: remark.verdict }),
    ...(remark && { reason: remark.reason }),
  });
}

function numberIn(
  where: string,
  table: TableFile,
  row: Label,
  column: Label,
  printed: string,
): Pick<Claim, "decimals" | "value" | "closeWithin" | "closeBecause"> {
  const value = printedNumber(where, printed);
  const tolerance = onlyOne(where, "tolerances", table.tolerances, row, column);
  if (!tolerance) throw new DataError(where, "must have a tolerance, got none");
  const closeWithin = "absolute" in tolerance ? tolerance.absolute : tolerance.relative * Math.abs(value);
  const decimals = row.decimals ?? column.decimals;
  if (closeWithin < printedTolerance(printed, decimals))
    throw new DataError(
      where,
      `its tolerance must be at least half a unit of the last digit, got ${closeWithin}`,
    );
  return { ...(decimals !== undefined && { decimals }), value, closeWithin, closeBecause: tolerance.basis };
}

function printedNumber(where: string, printed: string): number {
  try {
    return printedValue(printed);
  } catch (cause) {
    throw new DataError(where, (cause as Error).message, { cause });
  }
}

function onlyOne<T extends Selection>(
  where: string,
  name: string,
  entries: readonly T[],
  row: Label,
  column: Label,
): T | undefined {
  const matching = entries.filter(
    ({ rows, columns }) =>
      (rows === undefined || rows.includes(row.id)) && (columns === undefined || columns.includes(column.id)),
  );
  if (matching.length > 1)
    throw new DataError(where, `must match one of the ${name} at most, got ${matching.length}`);
  return matching[0];
}

function checkSelection(where: string, table: TableFile, { rows = [], columns = [] }: Selection): void {
  for (const id of rows)
    if (!table.rows.some((row) => row.id === id)) throw new DataError(where, `has no row "${id}"`);
  for (const id of columns)
    if (!table.columns.some((column) => column.id === id))
      throw new DataError(where, `has no column "${id}"`);
}
