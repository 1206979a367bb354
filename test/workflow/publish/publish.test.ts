import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../lib/core/project";
import { writeExecuted, type RunRecord } from "../../../lib/workflow/executedNotebook";
import {
  notebookText,
  parseNotebook,
  readNotebook,
  type Cell,
  type Notebook,
} from "../../../lib/workflow/notebookFile";
import { injectParameters } from "../../../lib/workflow/parameters";
import { publish } from "../../../lib/workflow/publish/publish";
import { publishedNotebook } from "../../../lib/workflow/publish/publishedNotebook";
import { readResults } from "../../../lib/workflow/resultFiles";
import { writeSmallRun } from "../book/smallRun";
import { codeCell, notebookOf, scratchFolder } from "../notebooks";

const output = (data: Record<string, unknown>): object => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const executed = (outputs: readonly object[]): Cell =>
  ({ ...codeCell("1", { id: "one" }), execution_count: 2, outputs }) as Cell;
const publishedData = (outputs: readonly object[]): unknown => {
  const [cell] = publishedNotebook(notebookOf(executed(outputs))).cells;
  return "outputs" in cell && cell.outputs.map((one) => ("data" in one ? one.data : one));
};

describe("a published notebook", () => {
  test("has a figure's image and words, and none of its numbers", () => {
    const figure = {
      "image/png": "iVBORw0=",
      "text/html": "<figure>…</figure>",
      "text/plain": "[Figure 1: …]",
      "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }] },
      "application/vnd.volfolio.figure+json": {},
    };
    expect(publishedData([output(figure)])).toEqual([
      { "image/png": "iVBORw0=", "text/plain": "[Figure 1: …]" },
    ]);
  });

  test("has tables as HTML and text, and nothing that only a machine reads", () => {
    const table = {
      "text/html": "<table></table>",
      "text/plain": "a",
      "application/vnd.volfolio.claims+json": [1],
    };
    expect(publishedData([output(table), output({ "application/vnd.volfolio.table+json": [1] })])).toEqual([
      { "text/html": "<table></table>", "text/plain": "a" },
    ]);
  });

  test("has no times and no folder of the machine", () => {
    const texts = ["orders: done in 2.1 s", "training: done in 3 min 20 s", `in ${projectRoot()}/data`];
    expect(publishedData(texts.map((text) => output({ "text/plain": text })))).toEqual(
      ["orders: done", "training: done", "in ./data"].map((text) => ({ "text/plain": text })),
    );
  });

  test("has the cells of its source, and not the parameters of the run", () => {
    const source = notebookOf(
      codeCell("const parameters = { seed: 1 };", { id: "p", tags: ["parameters"] }),
      "2",
    );
    const injected = injectParameters(source, { seed: 2 }, "test");
    const run = {
      ...injected,
      metadata: { ...injected.metadata, volfolio: { reads: "*", run: { key: "k" } } },
    } as Notebook;
    const published = publishedNotebook(run);
    expect(published.cells.map((cell) => cell.source)).toEqual(source.cells.map((cell) => cell.source));
    expect(published.cells.map((cell) => "execution_count" in cell && cell.execution_count)).toEqual([1, 2]);
    expect(published.metadata.volfolio).toEqual({ reads: "*" });
  });

  test("is the same after two runs that differ in times alone", () => {
    const after = (seconds: number): string =>
      notebookText(
        publishedNotebook(notebookOf(executed([output({ "text/plain": `orders: done in ${seconds} s` })]))),
      );
    expect(after(2.1)).toBe(after(14));
  });
});

describe("publish", () => {
  const out = scratchFolder();
  const to = scratchFolder();

  beforeAll(async () => {
    await writeSmallRun(out);
    const notebook = await readNotebook(join(out, "notebooks", "01-small.ipynb"));
    const record: RunRecord = {
      key: "k",
      profile: "full",
      parameters: { profile: "full" },
      dataFingerprint: "f",
      node: "v20",
      platform: "linux",
      startedAt: "2026-01-01",
      seconds: 2,
      cellSeconds: [],
    };
    await writeExecuted(join(out, "notebooks", "01-small.ipynb"), { notebook, record });
  });

  const withSummary = (change: object): void => {
    const file = join(out, "results", "summary.json");
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as object), ...change }));
  };

  test("refuses a run that is not whole, not full, or not on real data", async () => {
    await expect(publish({ out, to })).rejects.toThrow("got none from 02-fails, 03-later");
    withSummary({ notebooks: [{ name: "01-small", status: "passed", cells: 6, seconds: 2, cached: false }] });
    await expect(publish({ out, to })).rejects.toThrow("profile full, got quick");
    withSummary({ profile: "full", market: "simulated" });
    await expect(publish({ out, to })).rejects.toThrow("real market data, got simulated");
  });

  test("writes notebooks, RESULTS.md and what verify reads", async () => {
    withSummary({ profile: "full", market: "real" });
    mkdirSync(join(to, "docs", "results"), { recursive: true });
    writeFileSync(join(to, "docs", "results", "gone.json"), "{}");
    expect(await publish({ out, to })).toEqual([
      join("notebooks", "01-small.ipynb"),
      join("docs", "results", "01-small.json"),
      "RESULTS.md",
    ]);
    const text = readFileSync(join(to, "notebooks", "01-small.ipynb"), "utf8");
    expect(text).not.toMatch(/plotly|vnd\.volfolio/);
    expect(parseNotebook(text, "published").cells).toHaveLength(8);
    expect(await readResults(join(to, "docs", "results"))).toMatchObject([
      { notebook: "01-small", profile: "full", claims: [{ verdict: "reproduced" }, { verdict: "differs" }] },
    ]);
    const results = readFileSync(join(to, "RESULTS.md"), "utf8");
    expect(results).toMatch(/\| BTC +\| 1 · 1 ✓ +\| 1\.673 trillion +\| 0\.606 · 0\.700 ≠/);
    expect(results).toContain("**Table 1, differs** (BTC, Rate): The day is not named.");
    expect(results).toMatch(/\| 01-small \| 6 +\| 2\.0 s \|/);
  });
});
