import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../core/errors";
import { CLAIMS_MIME } from "../../notebook/results/besidePaper";
import type { ClaimResult } from "../../papers/judge";
import { outputsOfType } from "../results/outputsOfType";
import { codeCells, readNotebook, type Notebook } from "../run/notebookFile";
import { readSummary, type NotebookSummary, type RunSummary } from "../run/runSummary";

/** What the book is made of: a run's summary, its executed notebooks, its claims. */
export interface BookContent {
  readonly summary: RunSummary;
  readonly chapters: readonly Chapter[];
  readonly claims: readonly ClaimResult[];
}

/** A notebook of the run. */
export interface Chapter {
  readonly name: string;
  /** "01 · What do the two papers look at?"; the name, where nothing ran. */
  readonly title: string;
  /** The page's file. */
  readonly page: string;
  readonly run: NotebookSummary;
  /** As it was executed, up to a failure; missing where it did not run. */
  readonly notebook?: Notebook;
}

/** Reads what a run left in its folder. @throws {@link MissingError} when there was none, or its files are gone. */
export async function readBookContent(out: string): Promise<BookContent> {
  const results = join(out, "results");
  const summary = await readSummary(results);
  const claims = JSON.parse(await readFile(join(results, "claims.json"), "utf8")) as ClaimResult[];
  const chapters = await Promise.all(summary.notebooks.map((run) => chapterOf(join(out, "notebooks"), run)));
  return { summary, chapters, claims };
}

async function chapterOf(folder: string, run: NotebookSummary): Promise<Chapter> {
  const { name, status } = run;
  const page = `${name}.html`;
  if (status === "not run") return { name, title: name, page, run };
  const notebook = await readNotebook(join(folder, `${name}${status === "failed" ? ".failed" : ""}.ipynb`));
  if (status === "passed") checkExecuted(name, notebook);
  return { name, title: titleOf(notebook) ?? name, page, run, notebook };
}

/** A page that shows a notebook as passed is only made of cells that ran. */
function checkExecuted(name: string, notebook: Notebook): void {
  const idle = codeCells(notebook).findIndex(({ execution_count }, i) => execution_count !== i + 1);
  if (idle >= 0)
    throw new DataError(name, `every code cell must have run, got none for cell ${idle + 1}: run it again`);
}

function titleOf({ cells }: Notebook): string | undefined {
  const heading = cells.map(({ cell_type, source }) => cell_type === "markdown" && /^# (.+)$/m.exec(source));
  const found = heading.find(Boolean);
  return found ? found[1].trim() : undefined;
}

/** Where each claim is judged: `page#cell`, by the claim's id. */
export function claimPlaces(chapters: readonly Chapter[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const { page, notebook } of chapters)
    for (const cell of notebook ? codeCells(notebook) : [])
      for (const { id } of outputsOfType<ClaimResult[]>(cell, CLAIMS_MIME).flat())
        places.set(id, `${page}#${anchorOf(cell)}`);
  return places;
}

/** The cell's anchor in its page. */
export function anchorOf({ id }: { readonly id: string }): string {
  return `cell-${id}`;
}
