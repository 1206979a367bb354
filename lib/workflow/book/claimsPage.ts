import { escapeHtml } from "../../notebook/html";
import type { ClaimResult } from "../../papers/judge";
import { withMinus } from "../../notebook/numbers";
import { paperInfo, PAPERS, type PaperId } from "../../papers/paper";
import { countingText } from "../../papers/report";
import { VERDICTS } from "../../papers/verdict";
import { claimPlaces, type BookContent } from "./bookContent";
import type { Page } from "./pageFrame";
import { verdictBadge } from "./verdictBadge";

/** Every printed number with its verdict: a table that can be filtered, each row with a link to the cell that found it. */
export function claimsPage({ claims, chapters, summary }: BookContent): Page {
  const places = claimPlaces(chapters);
  const tables = [...new Set(claims.map(({ table }) => table))].sort();
  const papers = PAPERS.map((id): [string, string] => [id, paperInfo(id).short]);
  const body = `<div class="prose">
<h1>Claims</h1>
<p>Each number that the papers' tables print, as it is printed, beside ours. <i>Reproduced</i>: to half a unit of the last printed digit. <i>Close</i>: within a tolerance that was written down before the run. <i>Differs</i>: neither. The last column says why, or what a reproduced number depends on. <i>Erratum</i>: the paper contradicts itself or its formula. <i>Cannot be reproduced</i>: the paper leaves out what one would need. A row's place leads to the cell that found our number.</p>
${PAPERS.map((paper) => countingHtml(paper, claims)).join("\n")}
${summary.market === "real" ? "" : `<p class="alarm">The notebooks ran on ${summary.market === "simulated" ? "a simulated market" : "data that are partly simulated"}: on simulated data nothing is judged.</p>`}
</div>
<form class="filter" hidden aria-label="Filter the claims">
${select("paper", "Paper", papers)}
${select(
  "table",
  "Table",
  tables.map((table) => [table, table]),
)}
${select(
  "verdict",
  "Verdict",
  VERDICTS.map((verdict) => [verdict, verdict]),
)}
<label>Words <input type="search" name="words" placeholder="BTC, RMSE …"></label>
<button type="reset">Show all</button>
<p role="status">all ${claims.length} claims shown</p>
</form>
<div class="wide" tabindex="0" role="group" aria-label="Claims"><table class="claims">
<thead><tr><th scope="col">Paper</th><th scope="col">Where</th><th scope="col" class="number">Printed</th><th scope="col" class="number">Ours</th><th scope="col">Verdict</th><th scope="col">Why, or on what condition</th></tr></thead>
<tbody>
${claims.map((claim) => row(claim, places.get(claim.id))).join("\n")}
</tbody></table></div>`;
  return { file: "claims.html", title: "Claims", body };
}

function countingHtml(paper: PaperId, claims: readonly ClaimResult[]): string {
  const text = countingText(paper, claims);
  return text === undefined ? "" : `<p>${paperInfo(paper).short}: ${escapeHtml(text)}</p>`;
}

function select(name: string, label: string, options: readonly (readonly [string, string])[]): string {
  const all = [["", "all"], ...options].map(
    ([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  );
  return `<label>${label} <select name="${name}">${all.join("")}</select></label>`;
}

function row(claim: ClaimResult, place: string | undefined): string {
  const { id, paper, where, table, printed, ours, verdict, reason = "" } = claim;
  const text = escapeHtml(where);
  const cells = [
    ["Paper", paperInfo(paper).short],
    ["Where", place ? `<a href="${place}">${text}</a>` : text],
    ["Printed", escapeHtml(withMinus(printed))],
    ["Ours", escapeHtml(withMinus(claim.oursText ?? (ours === null ? "–" : String(ours))))],
    ["Verdict", verdictBadge(verdict)],
    [verdict === "reproduced" ? "Note" : "Why", reasonHtml(reason)],
  ].map(
    ([label, html]) =>
      `<td data-label="${label}"${/Printed|Ours/.test(label) ? ` class="number"` : ""}>${html}</td>`,
  );
  return `<tr id="${escapeHtml(id)}" data-paper="${paper}" data-table="${escapeHtml(table)}" data-verdict="${verdict}">${cells.join("")}</tr>`;
}

/** A long reason opens at its first sentence. */
function reasonHtml(reason: string): string {
  const end = reason.length > LONG_REASON ? reason.search(/(?<=\.) (?=[A-Z])/) : -1;
  if (end < 0) return escapeHtml(reason);
  return `<details><summary>${escapeHtml(reason.slice(0, end))}</summary>${escapeHtml(reason.slice(end + 1))}</details>`;
}

const LONG_REASON = 100; // characters
