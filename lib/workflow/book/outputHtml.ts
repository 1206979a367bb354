import { CLAIMS_MIME } from "../../notebook/results/besidePaper";
import { escapeHtml } from "../../notebook/html";
import type { DisplayOutput, Output } from "../run/notebookFile";
import { bookFigure, isFigure } from "./bookFigure";
import type { MarkdownPage } from "./markdown";
import { readableHtml } from "./readableHtml";
import { safeHtml } from "./safeHtml";

export interface OutputOptions {
  /** The folder of the book. */
  readonly book: string;
  /** Unique in the book. */
  readonly name: string;
  readonly markdown: MarkdownPage;
}

/** An output as a part of a page, in the richest form that it has. */
export async function outputHtml(output: Output, options: OutputOptions): Promise<string> {
  switch (output.output_type) {
    case "stream":
      return preformatted(output.text, output.name === "stderr" ? "stderr" : "text");
    case "error":
      return preformatted([`${output.ename}: ${output.evalue}`, ...output.traceback].join("\n"), "stderr");
    case "display_data":
    case "execute_result":
      return displayHtml(output, options);
  }
}

async function displayHtml(output: DisplayOutput, { book, name, markdown }: OutputOptions): Promise<string> {
  if (isFigure(output)) return bookFigure(book, name, output);
  const text = (type: string): string | undefined =>
    typeof output.data[type] === "string" ? output.data[type] : undefined;
  const html = text("text/html");
  if (html !== undefined) {
    const readable = readableHtml(await safeHtml(html));
    return CLAIMS_MIME in output.data ? `<div class="beside-paper">${readable}</div>` : readable;
  }
  const prose = text("text/markdown");
  if (prose !== undefined) return safeHtml(markdown.render(prose).html);
  const svg = text("image/svg+xml");
  if (svg !== undefined) return image("svg+xml", Buffer.from(svg).toString("base64"));
  const png = text("image/png");
  if (png !== undefined) return image("png", png);
  return preformatted(text("text/plain") ?? "", "text");
}

const image = (type: string, base64: string): string =>
  `<img src="data:image/${type};base64,${base64}" alt="Output of the cell above">`;

function preformatted(text: string, kind: "text" | "stderr"): string {
  const plain = text.replace(ANSI_COLOURS, "").trimEnd();
  return plain === "" ? "" : `<pre class="${kind}" tabindex="0">${escapeHtml(plain)}</pre>`;
}

const ANSI_COLOURS = /\u001b\[[\d;]*m/g;
