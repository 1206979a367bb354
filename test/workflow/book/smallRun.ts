import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { besidePaper } from "../../../lib/notebook/results/besidePaper";
import { heatmapFigure } from "../../../lib/notebook/figures/heatmapFigure";
import { intervalFigure } from "../../../lib/notebook/figures/intervalFigure";
import { lineFigure } from "../../../lib/notebook/figures/lineFigure";
import { panelFigure } from "../../../lib/notebook/figures/panelFigure";
import { pipelineFigure } from "../../../lib/notebook/figures/pipelineFigure";
import { provenanceOf, PROVENANCE_MIME } from "../../../lib/notebook/results/provenance";
import { show } from "../../../lib/notebook/show";
import { sliderFigure } from "../../../lib/notebook/figures/sliderFigure";
import { showTable } from "../../../lib/notebook/tables";
import { judgeTable } from "../../../lib/papers/judge";
import { claimsReport } from "../../../lib/papers/report";
import {
  notebookText,
  type Cell,
  type DisplayOutput,
  type Output,
} from "../../../lib/workflow/run/notebookFile";
import { summaryOf } from "../../../lib/workflow/run/runSummary";
import { codeCell, notebookOf } from "../notebooks";

const display = (data: Record<string, unknown>): DisplayOutput => ({
  output_type: "display_data",
  data,
  metadata: {},
});

const text = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });

const ran = (id: string, count: number, source: string, ...outputs: Output[]): Cell => ({
  ...codeCell(source, { id }),
  execution_count: count,
  outputs,
});

const DRAWN = `import * as v from "volfolio";
const squares = v.lineFigure({ x, series });
await v.show(v.lineFigure(figure.squares));`;

/** A reference of one function. @returns the folder. */
export function writeSmallReference(folder: string): string {
  mkdirSync(join(folder, "functions"));
  writeFileSync(join(folder, "index.html"), "the door");
  writeFileSync(join(folder, "functions", "lineFigure.html"), "a line");
  writeFileSync(
    join(folder, "functions", "squares.html"),
    "of that name, but not of the door in these cells",
  );
  return folder;
}

/** What a run leaves in `out`: a notebook that passed, one that failed, one that did not run. */
export async function writeSmallRun(out: string): Promise<void> {
  const claims = judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1, Rate: 0.7 } }, { data: "real" });
  const figure = await show(
    lineFigure({
      x: [1, 2, 3],
      series: { a: [1, 4, 9], b: [1, 2, 3] },
      yTitle: "y",
      caption: "Squares outrun <lines>.",
    }),
  );
  const slider = await show(
    sliderFigure({ parameter: "power", values: [1, 2, 3], start: 2 }, (power) =>
      lineFigure({
        x: [1, 2, 3],
        series: { a: [1, 2 ** power, 3 ** power] },
        yTitle: "y",
        caption: "Powers.",
      }),
    ),
  );
  const panels = await show(
    panelFigure({
      dates: ["2024-01-01", "2024-01-02"],
      panels: { ADA: [1, 2], BNB: [2, 1], BTC: [1, 3], ETH: [3, 1] },
      yTitle: "y",
      caption: "Four coins.",
    }),
  );
  const boxes = await show(
    pipelineFigure({
      steps: ["one", "two", "three", "four"].map((name) => ({ name, detail: "a rather long detail" })),
      caption: "Four steps.",
    }),
  );
  const names = Array.from({ length: 9 }, (_, i) => `the rather long name ${i + 1}`);
  const interval = { estimate: 1, lower: 0, upper: 2 };
  const whiskers = await show(
    intervalFigure({
      categories: names,
      series: {
        "less that of equal weights": names.map(() => interval),
        "less that of bitcoin": names.map(() => interval),
      },
      xTitle: "a title of the axis below that is too long for a line of a phone",
      yTitle: "a title of the axis of values which is too long for its height as well",
      caption: "Whiskers.",
    }),
  );
  const map = await show(
    heatmapFigure({
      ...{ rows: names.slice(0, 3), columns: names },
      values: [0, 0.3, 0.6].map((start) => names.map((_, i) => start + i / 25)),
      ...{ valueTitle: "share", caption: "Shares." },
    }),
  );
  const wide = showTable([Object.fromEntries(names.map((name, i) => [name, `${10 ** i} and more of it`]))], {
    caption: "A caption that is longer than a phone is wide, and that one can read without moving the table.",
  });
  const passed = notebookOf(
    text(
      "intro",
      "# 01 · A question?\n\nSee [the other](02-fails.ipynb), [a third](03-later.ipynb), [a file](../lib/index.ts) and [the data](../data/README.md).",
    ),
    ran("p", 1, `const parameters = { profile: "quick" };`),
    text(
      "maths",
      "## Equations\n\n$$ \\sigma_t^2 = \\omega + \\alpha_1 \\epsilon_{t-1}^2 + \\alpha_2 \\epsilon_{t-2}^2 + \\alpha_3 \\epsilon_{t-3}^2 + \\beta_1 \\sigma_{t-1}^2 \\tag{1} $$\n\nand $\\alpha < 1$.\n\n<details><summary>Solution</summary>\n\n```ts\nconst x = 1;\n```\n</details>",
    ),
    ran("figure", 2, DRAWN, display({ ...figure })),
    ran("again", 3, "await show(figure)", display({ ...figure })),
    ran("slider", 4, "await show(slider)", display({ ...slider })),
    ran("panels", 5, "await show(panels)", display({ ...panels })),
    ran("boxes", 6, "await show(boxes)", display({ ...boxes })),
    ran(
      "html",
      7,
      "html()",
      display({
        "text/html": `<p id="content" onclick="x()">kept</p><script>throw new Error("clash")</script><table><tr><td>cell</td></tr></table>`,
      }),
      { output_type: "stream", name: "stdout", text: "a < b\n" },
    ),
    ran("whiskers", 8, "await show(whiskers)", display({ ...whiskers })),
    ran("map", 9, "await show(map)", display({ ...map })),
    ran("wide", 10, "showTable(rows)", display({ ...wide })),
    ran("claims", 11, "besidePaper(judged)", display({ ...besidePaper(claims) })),
    ran(
      "end",
      12,
      "provenance()",
      display({ [PROVENANCE_MIME]: provenanceOf([], { seed: 1 }), "text/plain": "end" }),
    ),
  );
  const failed = notebookOf(
    text("intro", "# 02 · Fails"),
    ran("first", 1, `throw new Error("on purpose")`, {
      output_type: "error",
      ename: "error",
      evalue: "on purpose",
      traceback: [],
    }),
    { ...codeCell("later()", { id: "second" }) },
  );
  for (const folder of ["notebooks", "results"]) mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, "notebooks", "01-small.ipynb"), notebookText(passed));
  writeFileSync(join(out, "notebooks", "02-fails.failed.ipynb"), notebookText(failed));
  const rows = claimsReport(claims.map((claim) => ({ ...claim, notebook: "01-small" })));
  writeFileSync(join(out, "results", "claims.json"), JSON.stringify(rows));
  const failure = { kind: "error", cell: 1, firstLine: "throw", message: "on purpose" } as const;
  const outcomes = [
    { name: "01-small", cells: 12, seconds: 2, cached: false },
    { name: "02-fails", cells: 2, seconds: 1, cached: false, failure },
  ];
  const run = { profile: "quick", market: "real", outcomes, others: [{ name: "03-later" }] } as const;
  writeFileSync(join(out, "results", "summary.json"), JSON.stringify(summaryOf(run, outcomes, rows)));
}
