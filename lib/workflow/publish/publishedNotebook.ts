import { homedir } from "node:os";
import { projectRoot } from "../../core/project";
import { hasTag, type CodeCell, type DisplayOutput, type Notebook, type Output } from "../notebookFile";
import { INJECTED_TAG } from "../parameters";

/**
 * An executed notebook as it is committed: figures as PNG, tables and text. What only a machine reads is left out (the
 * numbers behind a figure, row by row, and what the result files hold), and so is what changes from run to run: times,
 * the run's record, the folder of the clone.
 */
export function publishedNotebook(executed: Notebook): Notebook {
  const { reads } = executed.metadata.volfolio ?? {};
  let count = 0;
  const cells = executed.cells
    .filter((cell) => !hasTag(cell, INJECTED_TAG))
    .map((cell) => (cell.cell_type === "code" ? publishedCell(cell, ++count) : cell));
  const metadata = Object.entries(executed.metadata).filter(([name]) => name !== "volfolio");
  return {
    ...executed,
    metadata: { ...Object.fromEntries(metadata), ...(reads !== undefined && { volfolio: { reads } }) },
    cells,
  };
}

function publishedCell(cell: CodeCell, count: number): CodeCell {
  return { ...cell, execution_count: count, outputs: cell.outputs.map(publishedOutput).filter(isShown) };
}

function publishedOutput(output: Output): Output {
  if (output.output_type === "stream") return { ...output, text: lasting(output.text) };
  if (output.output_type === "error") return output;
  const forms = Object.entries(output.data).filter(([type]) => isForReaders(type, output));
  const data = forms.map(([type, value]) => [
    type,
    typeof value === "string" && type.startsWith("text/") ? lasting(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) as DisplayOutput["data"] };
}

/** The HTML of a figure holds its numbers: the image stands for it. */
function isForReaders(type: string, { data }: DisplayOutput): boolean {
  if ("image/png" in data) return type === "image/png" || type === "text/plain";
  return type.startsWith("text/") || type.startsWith("image/");
}

const isShown = (output: Output): boolean => !("data" in output) || Object.keys(output.data).length > 0;

/** A text without what differs from run to run. */
function lasting(text: string): string {
  return text
    .replaceAll(projectRoot(), ".")
    .replaceAll(homedir(), "~")
    .replace(/: done in \d[\d.]* (?:s|min|h)(?: \d+ (?:s|min))?$/gm, ": done");
}
