import { codeCells, type CodeCell, type Notebook } from "../run/notebookFile";

/** What a cell displayed under a MIME type, in order. */
export function outputsOfType<T>({ outputs }: Pick<CodeCell, "outputs">, type: string): T[] {
  return outputs.flatMap((output) =>
    "data" in output && type in output.data ? [output.data[type] as T] : [],
  );
}

/** What all cells of a notebook displayed under a MIME type, in order. */
export function displayedInNotebook<T>(notebook: Notebook, type: string): T[] {
  return codeCells(notebook).flatMap((cell) => outputsOfType<T>(cell, type));
}
