import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { projectPath } from "../../lib/core/project";
import type { Cell, CodeCell, Notebook } from "../../lib/workflow/run/notebookFile";

/** A notebook with these code cells; a text is a cell's source. */
export function notebookOf(...cells: (string | Cell)[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "volfolio", language: "typescript" } },
    cells: cells.map((cell, i) =>
      typeof cell === "string" ? codeCell(cell, { id: `cell-${i + 1}` }) : cell,
    ),
  };
}

export function codeCell(source: string, { id = "cell", tags = [] as string[] } = {}): CodeCell {
  return { cell_type: "code", id, metadata: { tags }, source, execution_count: null, outputs: [] };
}

/** A folder inside the project, so that cells find its packages and types; it goes when the file's tests are over. */
export function scratchFolder(): string {
  mkdirSync(projectPath("build"), { recursive: true });
  const folder = mkdtempSync(join(projectPath("build"), "test-workflow-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
