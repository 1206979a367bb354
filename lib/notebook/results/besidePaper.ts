import { DomainError } from "../../core/errors";
import type { ClaimResult } from "../../papers/judge";
import type { Verdict } from "../../papers/verdict";
import { display, type Shown } from "../display";
import { escapeHtml } from "../html";
import { withMinus } from "../numbers";
import { type LaidOutTable, tableBundle } from "../tables";

/** Under this type the judged claims travel from the cell to the result files: a list of {@link ClaimResult}. */
export const CLAIMS_MIME: string = "application/vnd.volfolio.claims+json";

export interface BesidePaperOptions {
  /** Stands above the table, before the count of the verdicts; none by default. */
  readonly caption?: string;
}

/**
 * The table "paper beside ours": where the number stands, what is printed, what we find, the verdict, and the number of
 * the note below the table: why ours is another, or what a reproduced number depends on.
 * The results file takes the claims from here.
 *
 * @param results - of `judgeTable`, one or more.
 * @param options - no caption where it is left out.
 * @returns nothing in a notebook, where the table is shown; elsewhere what would be shown, by MIME type.
 * @throws {@link DomainError} for an empty list.
 * @example
 * const results = v.judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1 } }, { provenance: "printed" });
 * const shown = String(v.besidePaper(results, { caption: "Ranks" })?.["text/plain"]);
 * shown.split("\n")[0]; // → "Ranks: 1 reproduced"
 */
export function besidePaper(results: readonly ClaimResult[], options: BesidePaperOptions = {}): Shown {
  if (!(results?.length > 0))
    throw new DomainError("besidePaper", "results", results, "a list of one or more judged claims");
  // Many numbers of a table differ for the same reason: it is told once, below.
  const notes = [...new Set(results.flatMap(({ reason }) => reason ?? []))];
  const summary = [options.caption, countsText(results)].filter(Boolean).join(": ");
  const table: LaidOutTable = {
    caption: summary,
    columns: COLUMNS,
    cells: results.map((result) => [
      result.where,
      withMinus(result.printed),
      withMinus(result.oursText ?? "–"),
      result.verdict,
      result.reason === undefined ? "" : `${notes.indexOf(result.reason) + 1}`,
    ]),
    more: 0,
    notes,
  };
  const html = (text: string, row: number, column: number): string =>
    column === VERDICT_COLUMN ? badge(results[row].verdict) : escapeHtml(text);
  return display({ [CLAIMS_MIME]: results, ...tableBundle(table, html) });
}

const COLUMNS = [
  { name: "where", right: false },
  { name: "paper", right: true },
  { name: "ours", right: true },
  { name: "verdict", right: false },
  { name: "note", right: false },
];
const VERDICT_COLUMN = 3;

/** "3 reproduced, 1 close, 2 differ", from best to worst. */
function countsText(results: readonly ClaimResult[]): string {
  const counts = (Object.keys(VERDICT_COLOURS) as Verdict[])
    .map((verdict) => [verdict, results.filter((result) => result.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0);
  return counts
    .map(([verdict, count]) => `${count} ${count > 1 && verdict === "differs" ? "differ" : verdict}`)
    .join(", ");
}

/** Grounds for white letters: they read alike on a light and on a dark page. */
export const VERDICT_COLOURS: Readonly<Record<Verdict, string>> = {
  reproduced: "#116329",
  close: "#0550ae",
  differs: "#953800",
  "cannot be reproduced": "#57606a",
  erratum: "#6639ba",
  "not claimed yet": "#57606a",
  "not judged": "#57606a",
};

function badge(verdict: Verdict): string {
  const style = `background:${VERDICT_COLOURS[verdict]};color:#fff;padding:0.1em 0.6em;border-radius:0.8em;white-space:nowrap`;
  return `<span style="${style}">${escapeHtml(verdict)}</span>`;
}
