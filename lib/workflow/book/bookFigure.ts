import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeHtml, scriptJson } from "../../notebook/html";
import { FIGURE_MIME, type FigureWords } from "../../notebook/show";
import { STILL_HEIGHT, STILL_WIDTH } from "../../notebook/figures/staticImage";
import type { DisplayOutput } from "../run/notebookFile";

const PLOTLY = "application/vnd.plotly.v1+json";
const PNG = "image/png";

interface PlotlySpec {
  readonly layout: { readonly width?: number; readonly height?: number };
}

/** Whether an output is a figure of `show`. */
export function isFigure({ data }: DisplayOutput): boolean {
  return FIGURE_MIME in data && PLOTLY in data && PNG in data;
}

/**
 * Writes a figure's image and its data into the book's `figures/`, and answers with its place in the page. The page's
 * script loads the data when the figure comes into sight: from a script file, since a page that is opened from a disk
 * may load nothing else.
 *
 * @param name - of the files, and the figure's id: unique in the book.
 */
export async function bookFigure(book: string, name: string, { data }: DisplayOutput): Promise<string> {
  const { label, caption, alt } = data[FIGURE_MIME] as FigureWords;
  const spec = data[PLOTLY] as PlotlySpec;
  const { width = STILL_WIDTH, height = STILL_HEIGHT } = spec.layout;
  const folder = join(book, "figures");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), Buffer.from(String(data[PNG]), "base64"));
  await writeFile(join(folder, `${name}.js`), `showFigure(${JSON.stringify(name)}, ${scriptJson(spec)});\n`);
  const image = `<img src="figures/${name}.png" width="${width}" height="${height}" alt="${escapeHtml(alt)}" decoding="async">`;
  return `<figure class="figure" id="${name}" data-figure="figures/${name}.js">
<div class="plate" style="--width:${width}px;--height:${height}px">${image}</div>
<figcaption><b>${label}.</b> ${escapeHtml(caption)}</figcaption>
</figure>`;
}
