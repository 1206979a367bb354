import { durationText } from "../../notebook/progress";
import { escapeHtml } from "../../notebook/html";
import { paperInfo } from "../../papers/paper";
import type { ClaimResult } from "../../papers/judge";
import { countingText, type VerdictSummary } from "../../papers/report";
import { VERDICTS } from "../../papers/verdict";
import type { BookContent, Chapter } from "./bookContent";
import type { ContentsGroup, Page } from "./pageFrame";
import { verdictBadge, verdictClass } from "./verdictBadge";

/** The first page: what the book is, how the claims fared, what ran and what did not, the contents. */
export function contentsPage(content: BookContent, documents: ContentsGroup): Page {
  const { summary, chapters } = content;
  const body = `<div class="prose cover">
<h1>Two papers on cryptocurrencies, reproduced in TypeScript</h1>
<p class="lead">Every algorithm as a typed library, every printed number checked, every section as a notebook. These pages are what the notebooks gave when they ran.</p>
</div>
${warnings(content)}
<div class="prose"><h2 id="claims">The printed numbers</h2>
${summary.claims.map((counted) => verdictBar(counted, content.claims)).join("\n")}
<p>All of them, with reasons: <a href="claims.html">the claims</a>. On what and how the notebooks ran: <a href="run.html">the run</a>.</p>
<h2 id="contents">Contents</h2></div>
<ol class="chapters">${chapters.map(chapterItem).join("\n")}</ol>
${documents.entries.length > 0 ? `<div class="prose"><h2 id="documents">Documents</h2><ul>${documents.entries.map(({ title, file }) => `<li><a href="${file}">${escapeHtml(title)}</a></li>`).join("")}</ul></div>` : ""}`;
  return { file: "index.html", title: "Overview", body };
}

/** In plain words whatever keeps this book from being the whole one. */
function warnings({ summary, chapters }: BookContent): string {
  const named = (status: Chapter["run"]["status"]): string[] =>
    chapters.filter(({ run }) => run.status === status).map(({ name }) => name);
  const [failed, notRun] = [named("failed"), named("not run")];
  const lines = [
    failed.length > 0 &&
      `<b>${failed.length} of ${chapters.length} notebooks failed</b> (${failed.join(", ")}): their results are missing here.`,
    notRun.length > 0 &&
      `${notRun.length} of ${chapters.length} notebooks did not run (${notRun.join(", ")}): the numbers that they would find are not claimed here.`,
    summary.market !== "real" &&
      `The notebooks ran on ${summary.market === "simulated" ? "a <b>simulated market</b>" : "data that are <b>partly simulated</b>"}: on simulated data no claim is judged, and the texts speak of the real market.`,
    summary.profile === "quick" &&
      `The notebooks ran in the quick profile, which computes less than the papers did: <code>npm run reproduce -- --profile full</code> computes all.`,
  ].filter((line) => line !== false);
  const alarming = failed.length + notRun.length > 0 || summary.market !== "real";
  if (lines.length === 0) return "";
  return `<aside class="${alarming ? "alarm" : "remark"}" aria-label="About this run">${lines.map((line) => `<p>${line}</p>`).join("")}</aside>`;
}

function verdictBar({ paper, claims, counts }: VerdictSummary, rows: readonly ClaimResult[]): string {
  const counting = countingText(paper, rows);
  const info = paperInfo(paper);
  const found = VERDICTS.filter((verdict) => counts[verdict] > 0);
  const parts = found.map(
    (verdict) => `<span class="${verdictClass(verdict)}" style="flex-grow:${counts[verdict]}"></span>`,
  );
  const words = found.map(
    (verdict) =>
      `<li><a href="claims.html?paper=${paper}&amp;verdict=${encodeURIComponent(verdict)}">${counts[verdict]} ${verdictBadge(verdict)}</a></li>`,
  );
  const doi = info.doi === undefined ? "" : `, <a href="https://doi.org/${info.doi}">doi:${info.doi}</a>`;
  return `<section class="paper" aria-label="${info.short}"><p><b>${info.short}.</b> ${escapeHtml(info.authors.join(", "))} (${info.year}), <i>${escapeHtml(info.title)}</i>, ${escapeHtml(info.published)}${doi}. ${claims} printed numbers:</p>
<div class="bar" aria-hidden="true">${parts.join("")}</div>
<ul class="counts">${words.join("")}</ul>${counting === undefined ? "" : `<p>${escapeHtml(counting)}</p>`}</section>`;
}

function chapterItem({ title, page, run }: Chapter): string {
  if (run.status === "not run")
    return `<li><span class="absent">${escapeHtml(title)}</span> <span class="note">not run</span></li>`;
  const time = durationText(1000 * run.seconds);
  const note = run.status === "failed" ? "failed" : run.cached ? `${time}, from an earlier run` : time;
  return `<li class="${run.status}"><a href="${page}">${escapeHtml(title)}</a> <span class="note">${note}</span></li>`;
}
