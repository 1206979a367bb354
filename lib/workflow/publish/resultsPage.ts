import type { Provenance } from "../../notebook/results/provenance";
import type { ClaimResult } from "../../papers/judge";
import { paperFile, paperInfo, PAPERS, type PaperId } from "../../papers/paper";
import { countingText } from "../../papers/report";
import { type Verdict, VERDICTS } from "../../papers/verdict";
import type { RunRecord } from "../run/executedNotebook";
import type { NotebookResult } from "../results/results";
import type { RunSummary } from "../run/runSummary";
import type { ClaimCell } from "./claimCells";
import { filledText } from "./filledText";
import { markdownTable } from "./markdownTable";
import { provenanceTables } from "./provenanceTables";
import { runCost } from "./runCost";

/** What `RESULTS.md` is made from. */
export interface PublishedResults {
  /** What people wrote about it all, with places for numbers: see {@link filledText}. */
  readonly words: string;
  readonly summary: RunSummary;
  /** One row for each number that the papers print. */
  readonly claims: readonly ClaimResult[];
  readonly results: readonly NotebookResult[];
  readonly records: readonly RunRecord[];
  /** By the claim's id. */
  readonly cells: ReadonlyMap<string, ClaimCell>;
}

/** The text of `RESULTS.md`: what stood in words and numbers, each table beside the paper's with its reasons, provenance, cost. */
export function resultsPage(published: PublishedResults): string {
  const { words, summary, claims, results, records } = published;
  return `${[
    "# Results",
    `Of a run of all notebooks in the profile **${summary.profile}**, on **${summary.market}** market data. Made by \`volfolio publish\`, not edited by hand; \`npm run verify\` runs the notebooks again and tells what moved.`,
    filledText(words.trim(), results),
    "## The printed numbers, counted",
    ...PAPERS.map((paper) => countSection(paper, claims)),
    "_Reproduced_: to half a unit of the last printed digit. _Close_: within a tolerance that was written down before the run (`data/papers`). _Differs_: neither. _Cannot be reproduced_: the paper leaves out what one would need. _Erratum_: the paper contradicts itself, or its formula.",
    "## Table by table",
    `Each cell: what is printed, then ours and a mark: ${MARKED.map((verdict) => `${MARKS[verdict]} ${verdict}`).join(", ")}. Below each table stands why ours is another, or what a reproduced number depends on.`,
    ...tablesOf(claims).map((table) => tableSection(table, published)),
    "## Provenance",
    ...provenanceTables(results.flatMap(({ provenance }) => provenance as readonly Provenance[])),
    "## What the run cost",
    runCost(summary, records),
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

const printedTableFile = ({ paper, table }: TableName): { caption: string; section: string } =>
  paperFile("resultsPage", paper).tables.find(({ name }) => name === table)!;

function countSection(paper: PaperId, claims: readonly ClaimResult[]): string {
  const { short, title } = paperInfo(paper);
  const found = VERDICTS.filter((verdict) => claims.some((claim) => claim.verdict === verdict));
  const count = (rows: readonly ClaimResult[], verdict: Verdict): string =>
    String(rows.filter((row) => row.verdict === verdict).length);
  const line = (name: string, rows: readonly ClaimResult[]): string[] => [
    name,
    String(rows.length),
    ...found.map((verdict) => count(rows, verdict)),
  ];
  const own = claims.filter((claim) => claim.paper === paper);
  const tables = tablesOf(own).map((table) =>
    line(`${table.table}: ${printedTableFile(table).caption}`, ofTable(own, table)),
  );
  const counting = countingText(paper, claims);
  return `### ${short}: ${title}\n\n${markdownTable(
    ["where", "printed numbers", ...found],
    [...tables, line("**all**", own)],
  )}${counting === undefined ? "" : `\n\n${counting}`}`;
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

function tableSection(table: TableName, { claims, cells }: PublishedResults): string {
  const own = ofTable(claims, table);
  const { caption, section } = printedTableFile(table);
  const reasons = reasonsOf(own);
  return [
    `### ${paperInfo(table.paper).short}, ${table.table}: ${caption}`,
    `§${section.replace(/^§/, "")}, ${foundIn(own, cells)}.`,
    besideTable(own),
    ...(reasons.length > 0 ? [reasons.join("\n")] : []),
  ].join("\n\n");
}

/** "judged in [04-lstm](notebooks/04-lstm.ipynb), cell [8] and [9]": as the notebook numbers its inputs. */
function foundIn(claims: readonly ClaimResult[], cells: ReadonlyMap<string, ClaimCell>): string {
  const places = new Map<string, Set<number>>();
  for (const { id } of claims) {
    const place = cells.get(id);
    if (place) places.set(place.notebook, (places.get(place.notebook) ?? new Set()).add(place.cell));
  }
  if (places.size === 0) return "not claimed yet";
  const links = [...places].map(
    ([name, numbers]) =>
      `[${name}](notebooks/${name}.ipynb), cell ${inWords([...numbers].map((number) => `[${number}]`))}`,
  );
  return `judged in ${links.join("; ")}`;
}

function besideTable(own: readonly ClaimResult[]): string {
  const columns = [...new Set(own.map(({ column }) => column))];
  const rows = [...new Set(own.map(({ row }) => row))];
  const cell = (row: string, column: string): string => {
    const claim = own.find((one) => one.row === row && one.column === column);
    if (!claim) return "";
    const { printed, ours, oursText = ours === null ? "" : String(ours), verdict } = claim;
    return oursText === "" ? printed : `${printed} · ${oursText} ${MARKS[verdict]}`.trimEnd();
  };
  return markdownTable(
    ["", ...columns],
    rows.map((row) => [row, ...columns.map((column) => cell(row, column))]),
  );
}

const FAILING: readonly Verdict[] = ["differs", "cannot be reproduced", "erratum"];

/** One line for each reason or note: which numbers it is about, then the words. */
function reasonsOf(own: readonly ClaimResult[]): string[] {
  const reasons = new Map<string, ClaimResult[]>();
  const isTold = ({ verdict, reason }: ClaimResult): boolean =>
    FAILING.includes(verdict) || (verdict === "reproduced" && reason !== undefined);
  for (const claim of own.filter(isTold)) {
    const reason = claim.reason ?? "no reason is written down.";
    reasons.set(reason, [...(reasons.get(reason) ?? []), claim]);
  }
  return [...reasons].map(([reason, about]) => {
    const verdicts = [...new Set(about.map(({ verdict }) => verdict))];
    return `- **${inWords(verdicts)}: ${placesOf(about, own)}.** ${reason}`;
  });
}

/** "Std(R) (all rows); MDD (MD, CAPM)", or by rows, "Loss (all columns)", where that is shorter. */
function placesOf(about: readonly ClaimResult[], own: readonly ClaimResult[]): string {
  const byColumn = placesBy("column", "row", about, own);
  const byRow = placesBy("row", "column", about, own);
  return byRow.length < byColumn.length ? byRow : byColumn;
}

function placesBy(
  outer: "row" | "column",
  inner: "row" | "column",
  about: readonly ClaimResult[],
  own: readonly ClaimResult[],
): string {
  const names = [...new Set(about.map((claim) => claim[outer]))];
  return names
    .map((name) => {
      const found = about.filter((claim) => claim[outer] === name).map((claim) => claim[inner]);
      const all = own.filter((claim) => claim[outer] === name).length;
      return `${name} (${found.length === all && all > 1 ? `all ${inner}s` : found.join(", ")})`;
    })
    .join("; ");
}

const inWords = (parts: readonly string[]): string => {
  const [last, ...others] = [...parts].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
};
