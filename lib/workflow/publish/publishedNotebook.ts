import { homedir } from "node:os";
import { projectRoot } from "../../core/project";
import type { ExecutedNotebook } from "../run/executedNotebook";
import { hasTag, type CodeCell, type DisplayOutput, type Notebook, type Output } from "../run/notebookFile";
import { INJECTED_TAG, PARAMETERS_TAG, type ParameterValues } from "../run/parameters";
import { holdsDays } from "./daysInTable";

/**
 * An executed notebook as it is committed: figures as PNG, tables and text. Below the parameters stands what the run
 * had set. What only a machine reads is left out (the numbers behind a figure, row by row, and what the result files
 * hold), and so are tables with a row for each day, which would be market data, and what changes from run to run: times,
 * the run's record, the folder of the clone.
 */
export function publishedNotebook({ notebook, record }: ExecutedNotebook): Notebook {
  const { reads } = notebook.metadata.volfolio ?? {};
  let count = 0;
  const cells = notebook.cells
    .filter((cell) => !hasTag(cell, INJECTED_TAG))
    .map((cell) => (cell.cell_type === "code" ? publishedCell(cell, ++count) : cell))
    .map((cell) =>
      cell.cell_type === "code" && hasTag(cell, PARAMETERS_TAG)
        ? { ...cell, outputs: [...cell.outputs, runLine(record.parameters)] }
        : cell,
    );
  const metadata = Object.entries(notebook.metadata).filter(([name]) => name !== "volfolio");
  return {
    ...notebook,
    metadata: { ...Object.fromEntries(metadata), ...(reads !== undefined && { volfolio: { reads } }) },
    cells,
  };
}

/** The cell shows the notebook's own parameters; its outputs, and all below, are of the run's. */
function runLine(parameters: ParameterValues): Output {
  const set = Object.entries(parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const text = `All outputs in this file: ${set.join(", ")}, real market data. Run the cells to replace them by your own.\n`;
  return { output_type: "stream", name: "stdout", text };
}

function publishedCell(cell: CodeCell, count: number): CodeCell {
  return { ...cell, execution_count: count, outputs: cell.outputs.map(publishedOutput).filter(isShown) };
}

const LEFT_OUT =
  "[A table with a row for each day: left out of the published notebook, which holds no market data. Run the cell to see it.]\n";

function publishedOutput(output: Output): Output {
  if (output.output_type === "error") return output;
  if (output.output_type === "stream")
    return { ...output, text: holdsDays(output.text) ? LEFT_OUT : lasting(output.text) };
  const { "text/plain": plain } = output.data;
  if (typeof plain === "string" && holdsDays(plain)) return { ...output, data: { "text/plain": LEFT_OUT } };
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
    .replace(/: done in \d.*$/gm, ": done")
    .replace(/(█ 100 % · .*) · [\d.]+ (?:s|min|h)(?: \d+ (?:s|min))?$/gm, "$1");
}
