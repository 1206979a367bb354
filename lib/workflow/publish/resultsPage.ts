import { provenanceText } from "../../data/provenance";
import { durationText } from "../../notebook/progress";
import type { Provenance } from "../../notebook/provenance";
import type { ClaimResult } from "../../papers/judge";
import { paperInfo, PAPERS, type PaperId } from "../../papers/paper";
import { type Verdict, VERDICTS } from "../../papers/verdict";
import type { NotebookResult } from "../results";
import type { RunSummary } from "../runSummary";

/** What `RESULTS.md` is made from. */
export interface PublishedResults {
  readonly summary: RunSummary;
  /** One row for each number that the papers print. */
  readonly claims: readonly ClaimResult[];
  readonly results: readonly NotebookResult[];
}

/** The text of `RESULTS.md`: what was reproduced, what was not and why, the tables, provenance, the run's cost. */
export function resultsPage({ summary, claims, results }: PublishedResults): string {
  return `${[
    "# Results",
    "Made by `volfolio publish` from a run of all notebooks; not to be edited by hand. `volfolio verify` runs the notebooks again and tells what moved.",
    `Profile **${summary.profile}**, ${summary.market} market data, ${claims.length} printed numbers.`,
    "## How the printed numbers fared",
    ...PAPERS.map((paper) => paperSection(paper, claims)),
    "_Reproduced_: to half a unit of the last printed digit. _Close_: within a tolerance that was written down before the run. _Erratum_: the paper contradicts itself, or its formula.",
    "## What was not reproduced, and why",
    ...PAPERS.map((paper) => reasonSection(paper, claims)),
    "## Paper beside ours",
    `Each cell: what is printed, then ours and a mark: ${MARKED.map((verdict) => `${MARKS[verdict]} ${verdict}`).join(", ")}. A number without ours is not claimed yet.`,
    ...tablesOf(claims).map((table) => besideSection(table, claims)),
    "## Provenance",
    ...provenanceSection(results),
    "## What the run cost",
    costTable(summary),
  ].join("\n\n")}\n`;
}

interface TableName {
  readonly paper: PaperId;
  readonly table: string;
}

function tablesOf(claims: readonly ClaimResult[]): TableName[] {
  const keys = new Map(claims.map(({ paper, table }) => [`${paper} ${table}`, { paper, table }]));
  return [...keys.values()];
}

const ofTable = (claims: readonly ClaimResult[], { paper, table }: TableName): ClaimResult[] =>
  claims.filter((claim) => claim.paper === paper && claim.table === table);

function paperSection(paper: PaperId, claims: readonly ClaimResult[]): string {
  const { short, title } = paperInfo(paper);
  const found = VERDICTS.filter((verdict) => claims.some((claim) => claim.verdict === verdict));
  const tables = tablesOf(claims).filter((table) => table.paper === paper);
  const count = (rows: readonly ClaimResult[], verdict: Verdict): string =>
    String(rows.filter((row) => row.verdict === verdict).length);
  const line = (name: string, rows: readonly ClaimResult[]): string[] => [
    name,
    String(rows.length),
    ...found.map((verdict) => count(rows, verdict)),
  ];
  const own = claims.filter((claim) => claim.paper === paper);
  return `### ${short}: ${title}\n\n${markdownTable(
    ["where", "printed numbers", ...found],
    [...tables.map((table) => line(table.table, ofTable(claims, table))), line("**all**", own)],
  )}`;
}

const FAILING: readonly Verdict[] = ["differs", "cannot be reproduced", "erratum"];

function reasonSection(paper: PaperId, claims: readonly ClaimResult[]): string {
  const rows = claims.filter((claim) => claim.paper === paper && FAILING.includes(claim.verdict));
  const reasons = new Map<string, ClaimResult[]>();
  for (const row of rows) {
    const key = `${row.table}, ${row.verdict}: ${row.reason ?? "no reason is written down"}`;
    reasons.set(key, [...(reasons.get(key) ?? []), row]);
  }
  const lines = [...reasons].map(([key, same]) => {
    const places = same.map(({ row, column }) => `${row}, ${column}`).join("; ");
    return `- **${key.slice(0, key.indexOf(":"))}** (${places}): ${key.slice(key.indexOf(":") + 2)}`;
  });
  return `### ${paperInfo(paper).short}, where ours is another\n\n${lines.join("\n") || "Nothing."}`;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  reproduced: "✓",
  close: "≈",
  differs: "≠",
  "cannot be reproduced": "∅",
  erratum: "!",
  "not claimed yet": "",
  "not judged": "?",
};
const MARKED = VERDICTS.filter((verdict) => MARKS[verdict] !== "");

function besideSection(table: TableName, claims: readonly ClaimResult[]): string {
  const own = ofTable(claims, table);
  const columns = [...new Set(own.map(({ column }) => column))];
  const rows = [...new Set(own.map(({ row }) => row))];
  const cell = (row: string, column: string): string => {
    const claim = own.find((one) => one.row === row && one.column === column);
    if (!claim) return "";
    const { printed, ours, oursText = ours === null ? "" : String(ours), verdict } = claim;
    return oursText === "" ? printed : `${printed} · ${oursText} ${MARKS[verdict]}`.trimEnd();
  };
  const body = rows.map((row) => [row, ...columns.map((column) => cell(row, column))]);
  return `### ${paperInfo(table.paper).short}, ${table.table}\n\n${markdownTable(["", ...columns], body)}`;
}

function provenanceSection(results: readonly NotebookResult[]): string[] {
  const found = results.flatMap(({ provenance }) => provenance as readonly Provenance[]);
  const data = [...new Set(found.flatMap((one) => one.data.map(provenanceText)))];
  const versions = new Set(
    found.map(({ versions: { volfolio, node, tslab, typescript }, machine }) => {
      const { system, architecture, cores } = machine;
      return `- volfolio ${volfolio}, Node ${node}, tslab ${tslab} with TypeScript ${typescript}, on ${system} ${architecture} with ${cores} cores`;
    }),
  );
  return [[...versions].join("\n"), ...data.map((text) => `\`\`\`text\n${text}\n\`\`\``)];
}

function costTable({ notebooks }: RunSummary): string {
  const rows = notebooks.map((notebook) =>
    notebook.status === "not run"
      ? [notebook.name, "", "not run"]
      : [notebook.name, String(notebook.cells), durationText(1000 * notebook.seconds)],
  );
  const sum = notebooks.reduce((seconds, one) => seconds + ("seconds" in one ? one.seconds : 0), 0);
  return markdownTable(["notebook", "cells", "time"], [...rows, ["**all**", "", durationText(1000 * sum)]]);
}

/** In the layout of prettier: a column is as wide as its longest text. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((text) => text.replaceAll("|", "\\|")));
  const widths = head.map((_, c) => Math.max(3, ...cells.map((row) => row[c].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, c) => text.padEnd(widths[c])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join("\n");
}
