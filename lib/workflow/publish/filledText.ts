import { DataError } from "../../core/errors";
import type { NotebookResult } from "../results/results";

/**
 * A text that people wrote, with the numbers of a run: `{04-lstm: test days}` stands for what notebook 04 recorded as
 * "test days", to three digits, and "none" for 0; `{08-multi-task-portfolio: DLM, return %}` for a fraction in per cent.
 *
 * @throws {@link DataError} for a number that no notebook has recorded.
 */
export function filledText(text: string, results: readonly NotebookResult[]): string {
  return text.replace(QUOTED, (quoted, notebook: string, name: string, unit: string | undefined) => {
    const value = results.find((result) => result.notebook === notebook)?.metrics[name]?.value;
    if (value === undefined)
      throw new DataError("the summary of the results", `it quotes ${quoted}, which no notebook records`);
    if (typeof value === "string") return value;
    if (unit) return `${rounded(100 * value)} %`;
    return value === 0 ? "none" : rounded(value);
  });
}

/** What a text quotes: each notebook with the name of its metric. */
export function quotedMetrics(text: string): { notebook: string; name: string }[] {
  return [...text.matchAll(QUOTED)].map(([, notebook, name]) => ({ notebook, name }));
}

const QUOTED = /\{(\d\d-[\w-]+): ([^}]*?)( %)?\}/g;

const rounded = (value: number): string =>
  (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))).replace("-", "−");
