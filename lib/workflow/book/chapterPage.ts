import { escapeHtml } from "../../notebook/html";
import { failureText } from "../run/failure";
import { hasTag, type Cell, type CodeCell, type Notebook } from "../run/notebookFile";
import { INJECTED_TAG } from "../run/parameters";
import { anchorOf, type Chapter } from "./bookContent";
import { doorName, withDoorLinks, type DoorPages } from "./doorLinks";
import { highlighted, MarkdownPage, type Heading, type Resolve } from "./markdown";
import { outputHtml } from "./outputHtml";
import type { Page } from "./pageFrame";

export interface ChapterOptions {
  /** The folder of the book. */
  readonly book: string;
  readonly chapter: Chapter;
  readonly notebook: Notebook;
  readonly resolve: Resolve;
  readonly doorPages: DoorPages;
}

/** The page of a notebook that ran, whole or up to a failure. Writes the files of its figures into the book. */
export async function chapterPage(options: ChapterOptions): Promise<Page> {
  const { chapter, notebook, resolve } = options;
  const markdown = new MarkdownPage("notebooks", resolve);
  const headings: Heading[] = [];
  const parts: string[] = [failureNote(chapter)];
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") parts.push(await codeHtml(cell, markdown, options));
    else if (cell.cell_type === "markdown") {
      const { html, headings: found } = markdown.render(cell.source);
      headings.push(...found);
      parts.push(`<div class="prose" id="${anchorOf(cell)}">${html}</div>`);
    }
  }
  return { file: chapter.page, title: chapter.title, headings, body: parts.join("\n") };
}

async function codeHtml(
  cell: CodeCell,
  markdown: MarkdownPage,
  { book, chapter, notebook, doorPages }: ChapterOptions,
): Promise<string> {
  const { name, run } = chapter;
  const outputs: string[] = [];
  for (const [i, output] of cell.outputs.entries())
    outputs.push(await outputHtml(output, { book, name: `${name}-${cell.id}-${i + 1}`, markdown }));
  const shown = outputs.filter((html) => html !== "").join("\n");
  const notRun = run.status === "failed" && cell.execution_count === null;
  const note = notRun ? `<p class="not-run">This cell did not run.</p>` : "";
  const body = shown ? `<div class="output">${shown}</div>` : note;
  const anchor = anchorOf(cell);
  const code = withDoorLinks(highlighted(cell.source, "ts"), doorName(notebook), doorPages);
  return `<section class="cell" id="${anchor}" aria-label="${cellLabel(cell)}">
<div class="code"><a class="anchor" href="#${anchor}" aria-label="Link to this cell">#</a>${tagNote(cell)}<pre tabindex="0"><code class="hljs">${code}</code></pre></div>
${body}
</section>`;
}

const cellLabel = ({ execution_count }: CodeCell): string =>
  execution_count === null ? "Cell that did not run" : `Cell ${execution_count}`;

function tagNote(cell: Cell): string {
  if (hasTag(cell, INJECTED_TAG)) return `<p class="tag">Set by this run</p>`;
  return hasTag(cell, "parameters") ? `<p class="tag">Parameters</p>` : "";
}

function failureNote({ name, run }: Chapter): string {
  if (run.status !== "failed") return "";
  return `<aside class="alarm" role="note" aria-label="Failure"><p><b>This notebook failed.</b> What stands below is what it did up to the failure; none of it is counted among the results.</p><pre tabindex="0">${escapeHtml(failureText(name, run.failure))}</pre></aside>`;
}
