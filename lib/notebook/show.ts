import { sha256Of } from "../core/checksum";
import { display, type MimeBundle, type Shown } from "./display";
import type { Figure } from "./figures/figure";
import { escapeHtml, scriptJson } from "./html";
import { withMinus } from "./numbers";
import { plainFigure, type PlainFigure } from "./figures/plainFigure";
import { stillImage } from "./figures/staticImage";

/**
 * Shows a figure below the cell: a still image everywhere, live where plotly.js is on the page.
 *
 * Lines of more than 2500 points are thinned (their peaks stay), numbers rounded to six digits.
 *
 * @example await show(lineFigure({ dates, series: { BTC: close }, yTitle: "USDT", caption: "One year, one doubling." }))
 * @throws {@link DomainError} when the figure has no caption, or a trace that not every viewer can draw.
 */
export async function show(figure: Figure): Promise<Shown> {
  const plain = plainFigure(figure);
  return display(figureBundle(figure, plain, await stillImage(withoutSliders(plain))));
}

/** On an image nobody can push them. */
function withoutSliders({ data, layout }: PlainFigure): PlainFigure {
  return { data, layout: { ...layout, sliders: undefined } };
}

/** Under this type the figure's words travel to the book: {@link FigureWords}. */
export const FIGURE_MIME: string = "application/vnd.volfolio.figure+json";

export interface FigureWords {
  /** "Figure 3". */
  readonly label: string;
  readonly caption: string;
  readonly alt: string;
}

/** The figure in all its forms. */
export function figureBundle(figure: Figure, plain: PlainFigure, png: Buffer): MimeBundle {
  const image = png.toString("base64");
  const label = `Figure ${numberOf(figure.caption)}`;
  const words = wordsOf(figure, label);
  return {
    [FIGURE_MIME]: words,
    "application/vnd.plotly.v1+json": { ...plain, config: CONFIG },
    "text/html": html(words, plain, image),
    "image/png": image,
    "text/plain": `[${label}: ${words.caption}]`,
  };
}

function wordsOf({ caption, alt = caption }: Figure, label: string): FigureWords {
  return { label, caption: withMinus(caption), alt: withMinus(alt) };
}

const PLOTLY_FILE = "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js";

const CONFIG = { responsive: true, displaylogo: false };

const numbers = new Map<string, number>();

/** Figures are counted from the start of the kernel; one that is shown again keeps its number. */
function numberOf(caption: string): number {
  const known = numbers.get(caption);
  if (known !== undefined) return known;
  numbers.set(caption, numbers.size + 1);
  return numbers.size;
}

let shown = 0;

function html({ label, caption, alt }: FigureWords, plain: PlainFigure, image: string): string {
  const json = scriptJson(plain);
  const id = `figure-${sha256Of(json).slice(0, 8)}-${++shown}`;
  return `<figure id="${id}" style="margin:0;max-width:${plain.layout.width ?? 900}px">
<div class="plot"><img src="data:image/png;base64,${image}" alt="${escapeHtml(alt)}" style="max-width:100%"></div>
<figcaption style="margin:0.3em 0 0.8em"><b>${label}.</b> ${escapeHtml(caption)}</figcaption>
<script type="application/json">${json}</script>
<script>(${makeInteractive})(${JSON.stringify(id)}, ${JSON.stringify(CONFIG)})</script>
</figure>`;
}

/**
 * Runs in the reader's page: waits for plotly up to ten seconds, then puts the live plot in the image's place. JupyterLab,
 * started in the project's folder, is told once to take plotly from there.
 */
const makeInteractive = `function (id, config) {
  var left = 100, lab = document.getElementById("jupyter-config-data");
  if (lab && !window.Plotly && !document.getElementById("volfolio-plotly")) {
    var library = document.createElement("script");
    library.id = "volfolio-plotly";
    library.src = JSON.parse(lab.textContent).baseUrl + "files/${PLOTLY_FILE}";
    document.head.append(library);
  }
  (function look() {
    var figure = document.getElementById(id);
    if (!figure || !window.Plotly) return left-- > 0 && setTimeout(look, 100);
    var spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    var still = figure.querySelector("img"), plot = document.createElement("div");
    still.before(plot);
    still.hidden = true;
    Promise.resolve().then(function () { return window.Plotly.newPlot(plot, spec.data, spec.layout, config); })
      .then(function () { still.remove(); }, function () { plot.remove(); still.hidden = false; });
  })();
}`;
