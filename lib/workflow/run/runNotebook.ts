import { CancelledError } from "../../core/errors";
import { failedIn, type CellFailure, type Problem } from "./failure";
import { startKernel, type KernelClient } from "../kernel/kernelClient";
import { KernelDeathError, type KernelEnv } from "../kernel/kernelProcess";
import { codeCells, type CodeCell, type Notebook, type Output } from "./notebookFile";
import { OutputCollector } from "../results/outputs";
import { runCell, type RunCellOptions } from "./runCell";

export interface RunNotebookOptions extends RunCellOptions {
  /** The kernel's working directory: the notebook's folder. */
  readonly folder: string;
  readonly env?: KernelEnv;
  /** Called before each code cell with its place, from 0, among the code cells. */
  readonly onCell?: (index: number) => void;
  /** Kills the kernel and ends the run. */
  readonly signal?: AbortSignal;
}

/** A notebook with the outputs of its run. */
export interface NotebookRun {
  readonly notebook: Notebook;
  /** For each code cell that was started. */
  readonly cellSeconds: readonly number[];
  /** Missing only if every code cell has run to its end. */
  readonly failure?: CellFailure;
}

/**
 * Runs the code cells of a notebook, one after the other, in a fresh kernel. At the first cell with a problem the run
 * ends, and the problem is a value in the result.
 *
 * @throws {@link CancelledError} when the signal stops it.
 */
export async function runNotebook(source: Notebook, options: RunNotebookOptions): Promise<NotebookRun> {
  const { folder, env, signal } = options;
  const cells = codeCells(source).map((cell): CodeCell => ({ ...cell, execution_count: null, outputs: [] }));
  const cellSeconds: number[] = [];
  let failure: CellFailure | undefined;
  let kernel: KernelClient | undefined;
  try {
    kernel = await startKernel(folder, { env, signal });
    const collector = new OutputCollector();
    for (let index = 0; index < cells.length && !failure; index++) {
      options.onCell?.(index);
      const begun = performance.now();
      const outputs: Output[] = []; // a later cell may still update what this one displays
      const onMessage = collector.addTo(outputs);
      const problem = await runCell(kernel, cells[index].source, index + 1, onMessage, options);
      cells[index] = { ...cells[index], execution_count: index + 1, outputs };
      cellSeconds.push((performance.now() - begun) / 1000);
      if (problem) failure = failedIn(cells, index, explained(problem, outputs));
    }
    if (!failure) await kernel.shutdown();
  } catch (error) {
    if (!(error instanceof KernelDeathError)) throw error;
    failure = { kind: "dead kernel", cell: 0, firstLine: "", message: error.message };
  } finally {
    await kernel?.stop();
  }
  if (signal?.aborted) throw new CancelledError("runNotebook");
  return { notebook: withCodeCells(source, cells), cellSeconds, ...(failure && { failure }) };
}

/** An error's text comes on stderr; any other problem is written below the cell, for who reads the notebook. */
function explained(problem: Problem, outputs: Output[]): Problem {
  if (problem.kind !== "error") {
    outputs.push({ output_type: "error", ename: problem.kind, evalue: problem.message, traceback: [] });
    return problem;
  }
  const texts = outputs.flatMap((one) =>
    one.output_type === "stream" && one.name === "stderr" ? one.text : [],
  );
  return { ...problem, message: texts.join("").trim() || problem.message };
}

function withCodeCells(notebook: Notebook, cells: readonly CodeCell[]): Notebook {
  const rest = [...cells];
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => (cell.cell_type === "code" ? (rest.shift() ?? cell) : cell)),
  };
}
