import { createRequire } from "node:module";
import type { ColumnTable } from "arquero";
import type * as Danfo from "danfojs-node";
import { DomainError, ShapeError } from "../core/errors";
import { checkTable, tableOf, type ColumnInput } from "./table";

/**
 * A table as a danfo.js frame, for readers who come from pandas: `toDanfo(table).describe().print()`.
 *
 * Rows are copied in the table's order, without the filtered ones. A missing number is NaN, as in pandas: `describe()`
 * and the statistics of a column leave it out, means of groups become NaN (danfo.js would count a null as 0). Missing text
 * stays null.
 * danfo.js loads at the first call (about a second). It calls every column of numbers `float32`, but keeps doubles.
 *
 * @param table - of numbers, text and flags; at least one row and one column.
 * @throws {@link ShapeError} when the table is empty.
 * @throws {@link DomainError} naming a cell that is neither number, text nor flag.
 * @example
 * const frame = v.toDanfo(v.tableOf({ coin: ["BTC", "ETH"], price: [40, 20] }));
 * frame.column("price").mean(); // → 30
 */
export function toDanfo(table: ColumnTable): Danfo.DataFrame {
  checkTable("toDanfo", "table", table);
  const names = table.columnNames();
  if (names.length === 0 || table.numRows() === 0)
    throw new ShapeError("toDanfo", "table must hold at least one row and one column, got an empty one");
  const columns = names.map((name) => Array.from(table.array(name) as ArrayLike<unknown>));
  // Types are stated: guessed from its first rows, a column that begins with whole numbers would become int32.
  const dtypes = columns.map((cells, i) => danfoType(names[i], cells));
  const cellsOf = (i: number): unknown[] =>
    dtypes[i] === "float32" ? columns[i].map((cell) => cell ?? Number.NaN) : columns[i];
  const { DataFrame } = loadDanfo();
  return new DataFrame(Object.fromEntries(names.map((name, i) => [name, cellsOf(i)])), { dtypes });
}

/**
 * A danfo.js frame as a table, without the frame's index. A missing number becomes NaN.
 *
 * @param frame - with columns of numbers, text and flags.
 * @throws {@link DomainError} naming the first cell that is not of its column's type.
 * @example
 * const frame = v.toDanfo(v.tableOf({ coin: ["BTC", "ETH"], price: [40, 20] }));
 * const dear = v.fromDanfo(frame.query(frame.column("price").gt(30)));
 * v.textColumnOf(dear, "coin"); // → ["BTC"]
 */
export function fromDanfo(frame: Danfo.DataFrame): ColumnTable {
  if (!Array.isArray(frame?.columns) || typeof frame.column !== "function")
    throw new DomainError("fromDanfo", "frame", frame, "a danfo.js frame");
  const columns = frame.columns.map((name, i) => {
    const cells = Array.from(frame.column(name).values as ArrayLike<unknown>);
    const numeric = frame.dtypes[i] === "float32" || frame.dtypes[i] === "int32";
    return [name, numeric ? cells.map((cell) => cell ?? Number.NaN) : cells];
  });
  return tableOf(Object.fromEntries(columns) as Record<string, ColumnInput>);
}

function danfoType(name: string, cells: readonly unknown[]): string {
  const types = { number: "float32", string: "string", boolean: "boolean" };
  const type = typeof cells.find((cell) => cell != null);
  const odd = cells.findIndex((cell) => cell != null && (typeof cell !== type || !(type in types)));
  if (odd >= 0)
    throw new DomainError(
      "toDanfo",
      `${name}[${odd}]`,
      cells[odd],
      "a number, text or flag, as the rest of its column",
    );
  return types[type as keyof typeof types] ?? "float32"; // a column of nulls only
}

let danfo: typeof Danfo | undefined;

/**
 * Loads danfo.js when it is first needed, keeps the tensor library inside it from printing a banner, and lets `describe`
 * leave missing values out, as the other statistics do.
 */
function loadDanfo(): typeof Danfo {
  if (danfo === undefined) {
    danfo = createRequire(__filename)("danfojs-node") as typeof Danfo;
    (danfo.tensorflow as { enableProdMode: () => void }).enableProdMode();
    describePresent(danfo);
  }
  return danfo;
}

/** danfo.js 1.2.0 gives missing values to mathjs, which has no mean of them: here each column is described without. */
function describePresent({ DataFrame }: typeof Danfo): void {
  // The class from which all frames descend, those too that a frame's methods make
  const frames = Object.getPrototypeOf(DataFrame.prototype) as {
    describe: (this: Danfo.DataFrame) => Danfo.DataFrame;
  };
  const ofWhole = frames.describe;
  const describeColumn = (name: string, cells: readonly unknown[], dtype: string): unknown[] => {
    const present = cells.filter((cell) => cell != null && !Number.isNaN(cell));
    if (present.length === 0) return STATISTICS.map((statistic) => (statistic === "count" ? 0 : Number.NaN));
    const one = ofWhole.call(new DataFrame({ [name]: present }, { dtypes: [dtype] }));
    return STATISTICS.map((statistic) => one.column(name).values[one.index.indexOf(statistic)]);
  };
  frames.describe = function (this: Danfo.DataFrame): Danfo.DataFrame {
    const described = this.columns.flatMap((name, i) => {
      const dtype = this.dtypes[i];
      const cells = Array.from(this.column(name).values as ArrayLike<unknown>);
      return dtype === "string" ? [] : [[name, describeColumn(name, cells, dtype)] as const];
    });
    return new DataFrame(Object.fromEntries(described), { index: [...STATISTICS] });
  };
}

const STATISTICS = ["count", "mean", "std", "min", "median", "max", "variance"] as const;
