import type { DataProvenance } from "../../data/provenance";
import type { Provenance } from "../../notebook/results/provenance";
import { markdownTable } from "./markdownTable";

/** What made the results: versions and machines, then each data set with its files, their days and checksums. */
export function provenanceTables(found: readonly Provenance[]): string[] {
  const datasets = new Map<string, DataProvenance>();
  for (const { data } of found) for (const one of data) datasets.set(JSON.stringify(one), one);
  return [
    [...new Set(found.map(versionLine))].join("\n"),
    backendLine(found),
    ...[...datasets.values()].sort((a, b) => (a.dataset < b.dataset ? -1 : 1)).map(datasetTable),
  ].filter((part) => part !== "");
}

function versionLine({ versions: { volfolio, node, tslab, typescript }, machine }: Provenance): string {
  const { system, architecture, cores } = machine;
  return `- volfolio ${volfolio}, Node ${node}, tslab ${tslab} with TypeScript ${typescript}, on ${system} ${architecture} with ${cores} cores`;
}

function backendLine(found: readonly Provenance[]): string {
  const backends = [...new Set(found.flatMap((one) => one.backends))].sort();
  return backends.length === 0 ? "" : `Networks were trained on ${backends.join(" and ")}.`;
}

function datasetTable({ dataset, simulated, sources }: DataProvenance): string {
  const rows = sources.map(({ symbol, provider, file, from, to, rows, gaps, sha256 }) => [
    symbol,
    file || provider,
    `${from} to ${to}`,
    String(rows),
    gaps.length === 0 ? "none" : gaps.join(", "),
    `\`${sha256}\``,
  ]);
  const [from] = sources.map((source) => source.from).sort();
  const to = sources
    .map((source) => source.to)
    .sort()
    .at(-1);
  const title = `**${dataset}**, ${from} to ${to}${simulated ? ", simulated" : ""}`;
  return `${title}\n\n${markdownTable(["series", "source", "days", "rows", "days missing", "sha256"], rows)}`;
}
