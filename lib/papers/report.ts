import { DataError } from "../core/errors";
import { claimsOf } from "./claims";
import { REASON_MISSING, unclaimed } from "./judge";
import type { ClaimResult } from "./judge";
import { paperFile, PAPERS } from "./paper";
import type { PaperId } from "./paper";
import { VERDICTS } from "./verdict";
import type { Verdict } from "./verdict";

/** How a paper's printed numbers fared. */
export interface VerdictSummary {
  readonly paper: PaperId;
  readonly claims: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many numbers differ without a written reason. */
  readonly unexplained: number;
}

/**
 * One row for each printed number of both papers, in the papers' order, from the results of all notebooks.
 * What no notebook has a value for is "not claimed yet". A result on other data than the paper's gives way to others.
 *
 * @param results - of `judgeTable`, from any number of notebooks.
 * @returns as many rows as both papers print numbers.
 * @throws {@link DataError} where two results judge the same number (it names the notebooks), or a result
 *   belongs to no printed number.
 */
export function claimsReport(results: readonly ClaimResult[]): ClaimResult[] {
  const found = new Map<string, ClaimResult>();
  for (const result of results) {
    if (result.verdict === "not claimed yet") continue;
    const earlier = found.get(result.id);
    if (earlier && onOtherData(result)) continue;
    if (earlier && !onOtherData(earlier))
      throw new DataError(
        "claimsReport",
        `${result.id} must be judged by one notebook, got ${notebookOf(earlier)} and ${notebookOf(result)}`,
      );
    found.set(result.id, result);
  }
  const rows = PAPERS.flatMap((paper) =>
    claimsOf(paper).map((claim) => {
      const result = found.get(claim.id);
      found.delete(claim.id);
      return result ?? unclaimed(claim);
    }),
  );
  const [stray] = found.values();
  if (stray)
    throw new DataError("claimsReport", `no paper prints "${stray.id}", which ${notebookOf(stray)} judges`);
  return rows;
}

/** From a reader's copy of a notebook, on files of their own or other days: it gives way to the notebook itself. */
function onOtherData({ verdict, reason }: ClaimResult): boolean {
  return verdict === "not judged" && reason !== undefined;
}

/**
 * Counts the verdicts, for each paper. Never throws.
 *
 * @param rows - of `storedClaims`, or of `judgeTable`.
 * @returns one record a paper, paper 1 first.
 * @example
 * const results = v.judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1 } }, { provenance: "printed" });
 * const [paper1] = v.summariseVerdicts(results);
 * paper1.counts; // → { reproduced: 1, differs: 0 }
 */
export function summariseVerdicts(rows: readonly ClaimResult[]): VerdictSummary[] {
  return PAPERS.map((paper) => {
    const own = rows.filter((row) => row.paper === paper);
    const count = (verdict: Verdict): number => own.filter((row) => row.verdict === verdict).length;
    return Object.freeze({
      paper,
      claims: own.length,
      counts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<
        Verdict,
        number
      >,
      unexplained: own.filter((row) => row.reason === REASON_MISSING).length,
    });
  });
}

/**
 * What one has to know to read the counts of a paper, as a sentence: "30 of the 124 numbers, 30 of the 37 reproduced, are
 * those of Table 6: …". Left out where its file says nothing.
 */
export function countingText(paper: PaperId, rows: readonly ClaimResult[]): string | undefined {
  const own = rows.filter((row) => row.paper === paper);
  const good = own.filter(({ verdict }) => verdict === "reproduced").length;
  const { counting } = paperFile("countingText", paper);
  const parts = counting.map(({ table, columns, note }) => {
    const meant = own.filter(({ id }) => {
      const [, ofTable, , ofColumn] = id.split("/");
      return ofTable === table && (columns === undefined || columns.includes(ofColumn));
    });
    const reproduced = meant.filter(({ verdict }) => verdict === "reproduced").length;
    const share = reproduced > 0 ? `, ${reproduced} of the ${good} reproduced,` : "";
    return `${meant.length} of the ${own.length} numbers${share} are ${note}`;
  });
  return parts.length === 0 ? undefined : `${parts.join("; ")}.`;
}

function notebookOf({ notebook }: ClaimResult): string {
  return notebook ?? "a notebook without a name";
}
