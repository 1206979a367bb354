import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../lib/core/project";
import { writeExecuted, type RunRecord } from "../../../lib/workflow/run/executedNotebook";
import {
  notebookText,
  parseNotebook,
  readNotebook,
  type Cell,
  type Notebook,
} from "../../../lib/workflow/run/notebookFile";
import { injectParameters } from "../../../lib/workflow/run/parameters";
import { publish } from "../../../lib/workflow/publish/publish";
import { publishedNotebook } from "../../../lib/workflow/publish/publishedNotebook";
import { readResults } from "../../../lib/workflow/results/resultFiles";
import { writeSmallRun } from "../book/smallRun";
import { codeCell, notebookOf, scratchFolder } from "../notebooks";

const output = (data: Record<string, unknown>): object => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const executed = (outputs: readonly object[]): Cell =>
  ({ ...codeCell("1", { id: "one" }), execution_count: 2, outputs }) as Cell;
const record: RunRecord = {
  key: "k",
  profile: "full",
  parameters: { profile: "full", seed: 2 },
  dataFingerprint: "f",
  node: "v20",
  platform: "linux",
  startedAt: "2026-01-01T10:00:00.000Z",
  seconds: 2,
  cellSeconds: [],
};
const publishedOf = (notebook: Notebook): Notebook => publishedNotebook({ notebook, record });
const publishedData = (outputs: readonly object[]): unknown => {
  const [cell] = publishedOf(notebookOf(executed(outputs))).cells;
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
    const texts = [
      "orders: done in 2.1 s",
      "training: done in 3 min 20 s",
      "networks: done in 12 s, 3 of 14 networks from the cache",
      "networks ███ 100 % · coin 7 of 7 · 18 min 51 s",
      `in ${projectRoot()}/data`,
    ];
    expect(publishedData(texts.map((text) => output({ "text/plain": text })))).toEqual(
      [
        "orders: done",
        "training: done",
        "networks: done",
        "networks ███ 100 % · coin 7 of 7",
        "in ./data",
      ].map((text) => ({
        "text/plain": text,
      })),
    );
  });

  test("holds no table with a row for each day, in no form", () => {
    const rows = ["date        close", "2024-01-01  1.5", "2024-01-02  1.6", "2024-01-03  1.7"].join("\n");
    const leftOut = { "text/plain": expect.stringContaining("row for each day") as string };
    expect(publishedData([output({ "text/html": "<table></table>", "text/plain": rows })])).toEqual([
      leftOut,
    ]);
    const [stream] = publishedData([{ output_type: "stream", name: "stdout", text: rows }]) as {
      text: string;
    }[];
    expect(stream.text).toContain("row for each day");
    expect(stream.text).not.toContain("1.6");
  });

  test("says below its parameters what the run had set, and that the market was real", () => {
    const parameters = { ...executed([]), metadata: { tags: ["parameters"] } } as Cell;
    const [cell] = publishedOf(notebookOf(parameters)).cells;
    expect("outputs" in cell && cell.outputs).toEqual([
      {
        output_type: "stream",
        name: "stdout",
        text: expect.stringContaining('profile "full", seed 2, real market data') as string,
      },
    ]);
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
    const published = publishedOf(run);
    expect(published.cells.map((cell) => cell.source)).toEqual(source.cells.map((cell) => cell.source));
    expect(published.cells.map((cell) => "execution_count" in cell && cell.execution_count)).toEqual([1, 2]);
    expect(published.metadata.volfolio).toEqual({ reads: "*" });
  });

  test("is the same after two runs that differ in times alone", () => {
    const after = (seconds: number): string =>
      notebookText(
        publishedOf(notebookOf(executed([output({ "text/plain": `orders: done in ${seconds} s` })]))),
      );
    expect(after(2.1)).toBe(after(14));
  });
});

describe("publish", () => {
  const out = scratchFolder();
  const to = scratchFolder();
  const reference = (market: string): string => join("docs", "results", market, "01-small.json");

  beforeAll(async () => {
    await writeSmallRun(out);
    const notebook = await readNotebook(join(out, "notebooks", "01-small.ipynb"));
    await writeExecuted(join(out, "notebooks", "01-small.ipynb"), { notebook, record });
    mkdirSync(join(to, "docs", "results"), { recursive: true });
    writeFileSync(join(to, "docs", "results", "summary.md"), "## In short\n\nWords.\n");
  });

  const withSummary = (change: object): void => {
    const file = join(out, "results", "summary.json");
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as object), ...change }));
  };

  test("refuses a run that is not whole, or whose data are a mixture", async () => {
    await expect(publish({ out, to })).rejects.toThrow("got none from 02-fails, 03-later");
    withSummary({ notebooks: [{ name: "01-small", status: "passed", cells: 6, seconds: 2, cached: false }] });
    withSummary({ market: "partly simulated" });
    await expect(publish({ out, to })).rejects.toThrow("got a mixture");
  });

  test("refuses a run in which a notebook read files of the reader's own", async () => {
    const file = join(out, "notebooks", "01-small.ipynb");
    const notebook = await readNotebook(file);
    const own = output({ "application/vnd.volfolio.provenance+json": { data: [{ own: true }] } });
    const cell = { ...executed([own]), execution_count: 1 } as Cell;
    await writeExecuted(file, { notebook: { ...notebook, cells: [cell] }, record });
    withSummary({ market: "real" });
    await expect(publish({ out, to })).rejects.toThrow("got files of one's own in 01-small");
    await writeExecuted(file, { notebook, record });
  });

  test("of a quick run, or one on the simulated market, writes what verify reads and nothing else", async () => {
    withSummary({ market: "real", profile: "quick" });
    expect(await publish({ out, to })).toEqual([reference("real-quick")]);
    withSummary({ market: "simulated", profile: "full" });
    expect(await publish({ out, to })).toEqual([reference("simulated-full")]);
    expect(existsSync(join(to, "RESULTS.md"))).toBe(false);
  });

  test("of a full run on real data, writes notebooks, RESULTS.md and what verify reads", async () => {
    withSummary({ profile: "full", market: "real" });
    const folder = join(to, "docs", "results", "real-full");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "gone.json"), "{}");
    expect(await publish({ out, to })).toEqual([
      join("notebooks", "01-small.ipynb"),
      "RESULTS.md",
      reference("real-full"),
    ]);
    const text = readFileSync(join(to, "notebooks", "01-small.ipynb"), "utf8");
    expect(text).not.toMatch(/plotly|vnd\.volfolio/);
    const notebook = await readNotebook(join(out, "notebooks", "01-small.ipynb"));
    const ids = (cells: readonly Cell[]): string[] => cells.map(({ id }) => id);
    expect(ids(parseNotebook(text, "published").cells)).toEqual(ids(notebook.cells));
    expect(await readResults(folder)).toMatchObject([
      { notebook: "01-small", profile: "full", claims: [{ verdict: "reproduced" }, { verdict: "differs" }] },
    ]);
    const results = readFileSync(join(to, "RESULTS.md"), "utf8");
    expect(results).toContain("16 of the 78 numbers are those of Table 5, where the RMSE of Tables 1 to 4");
    expect(results).toContain("\n## In short\n\nWords.\n");
    expect(results).toMatch(/\| BTC +\| 1 · 1 ✓ +\| 1\.673 trillion +\| 0\.606 · 0\.700 ≠/);
    expect(results).toContain("judged in [01-small](notebooks/01-small.ipynb), cell [11].");
    expect(results).toContain("- **differs: Rate (BTC).** The day is not named.");
    expect(results).toMatch(/\| 01-small \| 6 +\| 2\.0 s \|/);
    expect(results).toContain("from the first start to the last end it took 2.0 s");
  });

  test("publishing the same run again changes no byte", async () => {
    const files = await publish({ out, to });
    const before = files.map((file) => readFileSync(join(to, file), "utf8"));
    await publish({ out, to });
    expect(files.map((file) => readFileSync(join(to, file), "utf8"))).toEqual(before);
  });
});
