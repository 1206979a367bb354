import { table, type ColumnTable } from "arquero";
import { checkOneOf } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";

/** A column as it comes: numbers (NaN where one is missing), text, or flags. */
export type ColumnInput = ArrayLike<number> | readonly string[] | readonly boolean[];

/**
 * A table of named columns, in the order of the record.
 *
 * @param columns - all of the same length, each of one type. They are copied; numbers become a `Float64Array`.
 * @throws {@link ShapeError} when the lengths differ; {@link DomainError} naming the cell whose type differs.
 * @example
 * const table = v.tableOf({ day: ["2024-01-01", "2024-01-02"], price: [10, 12] });
 * table.numRows(); // → 2
 * table.columnNames(); // → ["day", "price"]
 */
export function tableOf(columns: Readonly<Record<string, ColumnInput>>): ColumnTable {
  const entries = Object.entries(columns);
  for (const [name, values] of entries)
    if (values.length !== entries[0][1].length)
      throw new ShapeError(
        "tableOf",
        `all columns must have the same length, got ${entries[0][0]} with ${entries[0][1].length} and ${name} with ${values.length}`,
      );
  return table(entries.map(([name, values]) => [name, copied(name, values)]));
}

/**
 * The numbers of a column, in the table's order and without its filtered rows.
 *
 * @param from - an arquero table.
 * @param name - of a column of numbers.
 * @returns a copy, one entry a row.
 * @throws {@link DomainError} when there is no such column (the message lists those that are there), or when a cell is
 *   not a number. NaN is one; null is not.
 * @example
 * v.columnOf(v.tableOf({ price: [10, 12] }), "price"); // → [10, 12]
 */
export function columnOf(from: ColumnTable, name: string): Float64Array {
  return Float64Array.from(cellsOf("columnOf", from, name, "number"));
}

/**
 * The texts of a column, in the table's order and without its filtered rows.
 *
 * @param from - an arquero table.
 * @param name - of a column of text.
 * @returns a copy, one entry a row.
 * @throws {@link DomainError} when there is no such column (the message lists those that are there), or when a cell is
 *   not text.
 * @example
 * v.textColumnOf(v.tableOf({ coin: ["BTC", "ETH"] }), "coin"); // → ["BTC", "ETH"]
 */
export function textColumnOf(from: ColumnTable, name: string): string[] {
  return cellsOf("textColumnOf", from, name, "string");
}

/** @throws {@link DomainError} unless `table` is one of arquero's. */
export function checkTable(where: string, name: string, table: ColumnTable): void {
  if (typeof table?.columnNames !== "function") throw new DomainError(where, name, table, "an arquero table");
}

interface CellTypes {
  number: number;
  string: string;
  boolean: boolean;
}

const TYPE_NAMES = { number: "a number", string: "text", boolean: "true or false" } as const;

function cellsOf<T extends keyof CellTypes>(
  where: string,
  from: ColumnTable,
  name: string,
  type: T,
): CellTypes[T][] {
  checkTable(where, "from", from);
  checkOneOf(where, "name", name, from.columnNames());
  const cells = Array.from(from.array(name) as ArrayLike<unknown>);
  checkCells(where, name, cells, type);
  return cells;
}

function copied(name: string, values: ColumnInput): Float64Array | (string | boolean)[] {
  const cells = Array.from<unknown>(values);
  const type = typeof cells[0];
  if (type === "string" || type === "boolean") {
    checkCells("tableOf", name, cells, type);
    return cells;
  }
  checkCells("tableOf", name, cells, "number");
  return Float64Array.from(cells);
}

function checkCells<T extends keyof CellTypes>(
  where: string,
  name: string,
  cells: unknown[],
  type: T,
): asserts cells is CellTypes[T][] {
  const odd = cells.findIndex((cell) => typeof cell !== type);
  if (odd >= 0) throw new DomainError(where, `${name}[${odd}]`, cells[odd], TYPE_NAMES[type]);
}
