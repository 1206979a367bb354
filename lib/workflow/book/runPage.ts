import { escapeHtml } from "../../notebook/html";
import { durationText } from "../../notebook/progress";
import { type Provenance, PROVENANCE_MIME } from "../../notebook/results/provenance";
import { provenanceText } from "../../data/provenance";
import { displayedInNotebook } from "../results/outputsOfType";
import type { BookContent, Chapter } from "./bookContent";
import type { Page } from "./pageFrame";

/** On what the notebooks ran, and how: data with their checksums, versions, machine, parameters, times. */
export function runPage({ summary, chapters }: BookContent): Page {
  const found = chapters.flatMap(provenanceOf);
  const data = [...new Set(found.flatMap((one) => one.data.map(provenanceText)))];
  const machines = [...new Set(found.map(machineText))];
  const body = `<div class="prose"><h1>The run</h1>
<p>Finished on ${summary.finishedAt.slice(0, 16).replace("T", " at ")} UTC, profile <b>${summary.profile}</b>, ${summary.market} market data.</p>
<h2 id="notebooks">Notebooks</h2></div>
<div class="wide" tabindex="0" role="group" aria-label="Notebooks"><table>
<thead><tr><th scope="col">Notebook</th><th scope="col">Status</th><th scope="col" class="number">Cells</th><th scope="col" class="number">Time</th><th scope="col">Parameters</th></tr></thead>
<tbody>${chapters.map(row).join("\n")}</tbody></table></div>
<div class="prose">
<h2 id="data">Data</h2>${data.map((text) => `<pre tabindex="0">${escapeHtml(text)}</pre>`).join("\n")}
<h2 id="versions">Versions and machine</h2>${list(machines)}
</div>`;
  return { file: "run.html", title: "The run", body };
}

function provenanceOf({ notebook }: Chapter): Provenance[] {
  return notebook ? displayedInNotebook(notebook, PROVENANCE_MIME) : [];
}

function machineText({ versions, machine }: Provenance): string {
  const { volfolio, node, tslab, typescript } = versions;
  const { system, architecture, cores } = machine;
  return `volfolio ${volfolio}, Node ${node}, tslab ${tslab} with TypeScript ${typescript}, on ${system} ${architecture} with ${cores} cores`;
}

function row(chapter: Chapter): string {
  const { name, page, run } = chapter;
  if (run.status === "not run") return `<tr><td>${name}</td><td>not run</td><td></td><td></td><td></td></tr>`;
  const parameters = Object.assign({}, ...provenanceOf(chapter).map((one) => one.parameters)) as object;
  const chosen = Object.entries(parameters).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  const status = run.status === "passed" && run.cached ? "passed, in an earlier run" : run.status;
  return `<tr><td><a href="${page}">${name}</a></td><td>${status}</td><td class="number">${run.cells}</td><td class="number">${durationText(1000 * run.seconds)}</td><td>${escapeHtml(chosen.join(", "))}</td></tr>`;
}

function list(lines: readonly string[]): string {
  if (lines.length === 0) return "<p>No notebook said.</p>";
  return `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
}
