import { relative } from "node:path";
import { durationText } from "../../notebook/progress";
import { laidOut, tableBundle, type TableRow } from "../../notebook/tables";
import type { ClaimResult } from "../../papers/judge";
import { summariseVerdicts } from "../../papers/report";
import { VERDICTS } from "../../papers/verdict";
import { failureText } from "./failure";
import type { NotebookOutcome } from "./outcome";

/** What stands at the end of a run: the notebooks, the claims by verdict, where the files are, and each failure. */
export function summaryText(
  outcomes: readonly NotebookOutcome[],
  claims: readonly ClaimResult[],
  out: string,
): string {
  const failures = outcomes.flatMap(({ name, failure }) => (failure ? [failureText(name, failure)] : []));
  const from = process.env.INIT_CWD ?? process.cwd();
  return [
    textTable(outcomes.map(notebookRow)),
    textTable(verdictRows(claims)),
    `Executed notebooks, results and claims are in ${relative(from, out) || "."}.`,
    ...failures,
    "",
  ].join("\n\n");
}

/** Rows and columns for a terminal. */
export function textTable(rows: readonly TableRow[]): string {
  return String(tableBundle(laidOut("volfolio", rows, { rows: 1000 }))["text/plain"]);
}

function notebookRow({ name, cells, seconds, cached, failure }: NotebookOutcome): TableRow {
  const status = failure ? "FAILED" : cached ? "valid from an earlier run" : "passed";
  return { notebook: name, cells, time: durationText(1000 * seconds), status };
}

function verdictRows(claims: readonly ClaimResult[]): TableRow[] {
  const papers = summariseVerdicts(claims);
  const rows = VERDICTS.map((verdict): TableRow => {
    const counts = papers.map(({ paper, counts }): [string, number] => [paper, counts[verdict]]);
    return { claims: verdict, ...Object.fromEntries(counts) };
  });
  const total = papers.map(({ paper, claims }): [string, number] => [paper, claims]);
  return [...rows, { claims: "all printed numbers", ...Object.fromEntries(total) }];
}
