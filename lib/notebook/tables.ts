import type { ColumnTable } from "arquero";
import { checkInteger } from "../core/checks";
import { DomainError, shown } from "../core/errors";
import { checkNames } from "../core/unknownName";
import { display, type MimeBundle, type Shown } from "./display";
import { escapeHtml } from "./html";
import { byName } from "../series/byName";
import { columnFormat, fixed, isNumberText, withMinus } from "./numbers";

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Anything with rows and named columns. */
export type TableInput = ColumnTable | readonly TableRow[];

export interface TableOptions {
  /** Above the table; none by default. */
  readonly caption?: string;
  /** Which columns, in which order. Default: all. */
  readonly columns?: readonly string[];
  /** Significant digits of the largest number in each column. Default 4. */
  readonly digits?: number;
  /**
   * Decimals of the numbers: of all columns, or of some by their names. Default: as many as `digits` asks for. Texts stay
   * as they are, and `formats` goes first.
   */
  readonly decimals?: number | Readonly<Record<string, number>>;
  /** How the cells of a column are written: `{ share: (v) => `${100 * v} %` }`; the usual way by default. */
  readonly formats?: Readonly<Record<string, (value: never) => string>>;
  /** The first so many rows are shown, and how many there are is said. Default 30. */
  readonly limit?: number;
}

/**
 * Shows a table below the cell. Numbers stand on the right with one number of decimals a column, thousands apart, and
 * so do texts that are numbers; a missing value is a dash.
 *
 * @param table - an arquero table, or a list of records.
 * @param options - all columns, four significant digits, 30 rows and no caption where they are left out.
 * @returns nothing in a notebook, where the table is shown; elsewhere what would be shown, by MIME type.
 * @throws {@link DomainError} when a column is not there; the message lists those that are.
 * @example
 * const rows = [{ coin: "BTC", rmse: 0.0123 }, { coin: "ETH", rmse: null }];
 * const shown = String(v.showTable(rows)?.["text/plain"]);
 * shown.split("\n").slice(2); // → ["BTC   0.01230", "ETH         –"]
 */
export function showTable(table: TableInput, options: TableOptions = {}): Shown {
  return display(tableBundle(laidOut("showTable", table, options)));
}

/** A table as text, ready to be written in any form. */
export interface LaidOutTable {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly right: boolean }[];
  readonly cells: readonly (readonly string[])[];
  /** How many rows there are beyond those in `cells`. */
  readonly more: number;
  /** Numbered from 1, below the table. */
  readonly notes?: readonly string[];
}

/** What {@link showTable} shows, as text in rows and columns. */
export function laidOut(where: string, table: TableInput, options: TableOptions): LaidOutTable {
  const { caption = "", digits = 4, decimals = {}, formats = {}, limit = 30 } = options;
  checkInteger(where, "digits", digits, 1, 15);
  checkInteger(where, "limit", limit, 1);
  const { names, rows, total } = recordsOf(where, table, limit);
  const columns = options.columns ?? names;
  const decimalsOf = typeof decimals === "number" ? byName(names, () => decimals) : decimals;
  for (const value of Object.values(decimalsOf)) checkInteger(where, "decimals", value, 0, 15);
  checkNames(where, "column", [...columns, ...Object.keys(formats), ...Object.keys(decimalsOf)], names);
  const written = columns.map((name) => {
    const values = rows.map((row) => row[name]);
    const numbers = values.filter((value) => typeof value === "number");
    const format = Object.hasOwn(decimalsOf, name)
      ? (value: number) => fixed(value, decimalsOf[name])
      : columnFormat(numbers, digits);
    const own = formats[name] as ((value: unknown) => string) | undefined;
    const cells = values.map((value) =>
      withMinus(own && value != null ? own(value) : cellText(value, format)),
    );
    const filled = cells.filter((_, i) => values[i] != null);
    const right = numbers.length > 0 || (filled.length > 0 && filled.every(isNumberText));
    return { name, right, cells };
  });
  return {
    caption: withMinus(caption),
    columns: written.map(({ name, right }) => ({ name, right })),
    cells: rows.map((_, row) => written.map(({ cells }) => cells[row])),
    more: total - rows.length,
  };
}

interface Records {
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
  readonly total: number;
}

function recordsOf(where: string, table: TableInput, limit: number): Records {
  if (isList(table)) {
    const names = [...new Set(table.flatMap((row) => Object.keys(row)))];
    return { names, rows: table.slice(0, limit), total: table.length };
  }
  if (typeof table?.objects !== "function")
    throw new DomainError(where, "table", table, "an arquero table or a list of records");
  return {
    names: table.columnNames(),
    rows: table.objects({ limit }) as TableRow[],
    total: table.numRows(),
  };
}

const isList = (table: TableInput): table is readonly TableRow[] => Array.isArray(table);

function cellText(value: unknown, format: (value: number) => string): string {
  if (value == null) return "–";
  if (typeof value === "number") return format(value);
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  return typeof value === "string" ? value : shown(value);
}

/** A table as HTML and as text. @param html - how a cell is written in HTML, where it is more than its text. */
export function tableBundle(
  table: LaidOutTable,
  html: (text: string, row: number, column: number) => string = escapeHtml,
): MimeBundle {
  return { "text/html": htmlTable(table, html), "text/plain": textTable(table) };
}

// No colour of its own: it takes those of the page, light or dark.
const TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0.3em 0 0.8em";
const RULE = "1px solid rgba(128,128,128,0.35)";

function htmlTable(
  { caption, columns, cells, more, notes = [] }: LaidOutTable,
  html: (text: string, row: number, column: number) => string,
): string {
  const style = (column: number, extra = ""): string =>
    `style="text-align:${columns[column].right ? "right" : "left"};padding:0.25em 0.8em;border-bottom:${RULE}${extra}"`;
  const head = columns.map(({ name }, i) => `<th ${style(i)}>${escapeHtml(name)}</th>`).join("");
  const body = cells.map((row, r) => {
    const cellsOfRow = row.map((text, c) => {
      const nowrap = columns[c].right ? ";white-space:nowrap" : "";
      return `<td ${style(c, nowrap)}>${html(text, r, c)}</td>`;
    });
    return `<tr>${cellsOfRow.join("")}</tr>`;
  });
  const top = caption
    ? `<caption style="caption-side:top;text-align:left;padding:0.25em 0.8em">${escapeHtml(caption)}</caption>`
    : "";
  const rest = more > 0 ? `<p>… and ${more} more rows</p>` : "";
  const below =
    notes.length > 0 ? `<ol>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ol>` : "";
  return `<table style="${TABLE}">${top}<thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>${rest}${below}`;
}

function textTable({ caption, columns, cells, more, notes = [] }: LaidOutTable): string {
  const widths = columns.map(({ name }, c) => Math.max(name.length, ...cells.map((row) => row[c].length)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, c) => (columns[c].right ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join("  ")
      .trimEnd();
  return [
    ...(caption ? [caption] : []),
    line(columns.map(({ name }) => name)),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...cells.map(line),
    ...(more > 0 ? [`… and ${more} more rows`] : []),
    ...notes.map((note, i) => `${i + 1}. ${note}`),
  ].join("\n");
}
