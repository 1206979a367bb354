import { durationText } from "../../notebook/progress";
import type { RunRecord } from "../run/executedNotebook";
import type { RunSummary } from "../run/runSummary";
import { markdownTable } from "./markdownTable";

/** What the run took: a row for each notebook, and from the first start to the last end. */
export function runCost({ notebooks }: RunSummary, records: readonly RunRecord[]): string {
  const rows = notebooks.map((notebook) =>
    notebook.status === "not run"
      ? [notebook.name, "", "not run"]
      : [notebook.name, String(notebook.cells), durationText(1000 * notebook.seconds)],
  );
  const sum = notebooks.reduce((seconds, one) => seconds + ("seconds" in one ? one.seconds : 0), 0);
  const table = markdownTable(
    ["notebook", "cells", "time"],
    [...rows, ["**all**", "", durationText(1000 * sum)]],
  );
  const begun = Math.min(...records.map(({ startedAt }) => Date.parse(startedAt)));
  const ended = Math.max(...records.map(({ startedAt, seconds }) => Date.parse(startedAt) + 1000 * seconds));
  return notebooks.some((one) => "cached" in one && one.cached)
    ? `${table}\n\nSome notebooks were still valid from an earlier run; their times are of that run.`
    : `${table}\n\nNotebooks run side by side: from the first start to the last end it took ${durationText(ended - begun)}.`;
}
