import { DataError } from "../../core/errors";
import { CLAIMS_MIME } from "../../notebook/results/besidePaper";
import { PROVENANCE_MIME, type Provenance } from "../../notebook/results/provenance";
import { METRICS_MIME, type Metric } from "../../notebook/results/record";
import { TABLE_MIME, type TableContent } from "../../notebook/results/storeTable";
import type { ClaimResult } from "../../papers/judge";
import type { ExecutedNotebook, RunRecord } from "../run/executedNotebook";
import type { Notebook } from "../run/notebookFile";
import { displayedInNotebook } from "./outputsOfType";

/** What a notebook found: the content of `build/results/<notebook>.json`. */
export interface NotebookResult extends RunRecord {
  readonly notebook: string;
  /** By the name under which a cell recorded it. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly claims: readonly ClaimResult[];
  /** What the cells say of the data that they used. */
  readonly provenance: readonly unknown[];
}

/**
 * What the cells of an executed notebook have recorded.
 *
 * @throws {@link DataError} when a name is recorded twice with different values: one of them would be lost.
 */
export function resultOf(name: string, { notebook, record }: ExecutedNotebook): NotebookResult {
  return {
    notebook: name,
    ...record,
    metrics: metricsOf(name, notebook),
    claims: displayedInNotebook<readonly ClaimResult[]>(notebook, CLAIMS_MIME)
      .flat()
      .map((claim) => claimRow(claim, name)),
    provenance: displayedInNotebook(notebook, PROVENANCE_MIME),
  };
}

/**
 * The tables that the cells of an executed notebook keep for other notebooks.
 *
 * @throws {@link DataError} when a name is stored twice.
 */
export function tablesOf(name: string, notebook: Notebook): TableContent[] {
  const tables = displayedInNotebook<TableContent>(notebook, TABLE_MIME);
  const names = tables.map((table) => table.name);
  const twice = names.find((one, i) => names.indexOf(one) < i);
  if (twice !== undefined) throw new DataError(name, `table "${twice}" is stored twice`);
  return tables;
}

/** Whether a notebook says that it read files of the reader's own, of whose changes the runner knows nothing. */
export function readsOwnFiles(notebook: Notebook): boolean {
  const shown = displayedInNotebook<Partial<Provenance>>(notebook, PROVENANCE_MIME);
  return shown.some(({ data = [] }) => data.some(({ own }) => own === true));
}

/** With its fields in the order of their declaration, whatever order they travelled in. */
function claimRow(claim: ClaimResult, notebook: string): ClaimResult {
  const { id, paper, where, table, row, column, section, printed, ours, oursText, verdict, reason } = claim;
  const place = { id, paper, where, table, row, column, section };
  const found = { printed, ours, ...(oursText !== undefined && { oursText }), verdict };
  return { ...place, ...found, ...(reason !== undefined && { reason }), notebook };
}

function metricsOf(name: string, notebook: Notebook): Record<string, Metric> {
  const metrics = new Map<string, Metric>();
  for (const some of displayedInNotebook<Record<string, Metric>>(notebook, METRICS_MIME))
    for (const [key, metric] of Object.entries(some)) {
      const earlier = metrics.get(key);
      if (earlier && earlier.value !== metric.value)
        throw new DataError(name, `"${key}" is recorded twice, as ${earlier.value} and as ${metric.value}`);
      metrics.set(key, metric);
    }
  return Object.fromEntries(metrics);
}
