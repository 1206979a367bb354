import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { writeBook } from "../../../lib/workflow/book/writeBook";
import { scratchFolder } from "../notebooks";
import { writeSmallReference, writeSmallRun } from "./smallRun";

const out = scratchFolder();
const pages = { folder: writeSmallReference(scratchFolder()) };
const page = (name: string): string => readFileSync(join(out, "book", name), "utf8");

beforeAll(async () => {
  await writeSmallRun(out);
  await writeBook(out, pages);
});

test("the first page says in words what failed and what did not run", () => {
  expect(page("index.html")).toContain("<b>1 of 3 notebooks failed</b> (02-fails)");
  expect(page("index.html")).toContain("1 of 3 notebooks did not run (03-later)");
  expect(existsSync(join(out, "book", "03-later.html"))).toBe(false);
});

test("the counts of the first page and of the claims say what one has to know to read them", () => {
  for (const name of ["index.html", "claims.html"]) {
    expect(page(name)).toContain("30 of the 124 numbers are those of Table 6: ten different ones");
    expect(page(name)).toContain("16 of the 78 numbers are those of Table 5");
  }
});

test("a failed notebook is shown as failed: at its top, in the contents, and at the cells that did not run", () => {
  const html = page("02-fails.html");
  expect(html).toContain("This notebook failed.");
  expect(html).toContain("on purpose");
  expect(html).toContain("This cell did not run.");
  expect(page("01-small.html")).toMatch(/02 · Fails<\/a> <span class="note">failed/);
});

test("a notebook with a cell that did not run is not shown as passed", async () => {
  const other = scratchFolder();
  await writeSmallRun(other);
  const file = join(other, "notebooks", "01-small.ipynb");
  writeFileSync(file, readFileSync(file, "utf8").replace('"execution_count": 3', '"execution_count": null'));
  await expect(writeBook(other, pages)).rejects.toThrow("every code cell must have run, got none for cell 3");
});

test("without a run there is no book", async () => {
  await expect(writeBook(scratchFolder(), pages)).rejects.toThrow("run `volfolio reproduce` first");
});

test("links lead to pages of the book; what the book does not hold is plain text", () => {
  const html = page("01-small.html");
  expect(html).toContain(`<a href="02-fails.html">the other</a>`);
  expect(html).toContain(`<a href="data-readme.html">the data</a>`);
  expect(html).toMatch(/, a third, a file and/);
});

test("scripts in outputs are left out, and their ids don't clash with the page's", () => {
  const html = page("01-small.html");
  expect(html).toContain("kept");
  expect(html).not.toMatch(/clash|onclick/);
  expect(html.match(/id="content"/g)).toHaveLength(1);
});

test("what the entry exports leads to its page of the reference: once in a cell, and nowhere else", () => {
  const html = page("01-small.html");
  expect(html.match(/href="api\/functions\/lineFigure\.html"/g)).toHaveLength(1);
  expect(html).toContain(
    `v.<span class="hljs-title function_"><a href="api/functions/lineFigure.html">lineFigure</a>`,
  );
  expect(html).not.toMatch(/<a href[^>]*>squares/);
  expect(page("index.html")).toContain(`<a href="api/index.html">Reference of the library</a>`);
});

test("a book without a reference has no way to it", async () => {
  const other = scratchFolder();
  await writeSmallRun(other);
  await writeBook(other, { missing: "TypeDoc is not installed" });
  const files = readdirSync(join(other, "book"), { encoding: "utf8" }).filter((name) =>
    name.endsWith(".html"),
  );
  for (const name of files) expect(readFileSync(join(other, "book", name), "utf8")).not.toContain("api/");
  expect(existsSync(join(other, "book", "api"))).toBe(false);
});

test("every cell has an anchor of its own, and a figure that is shown twice has two places", () => {
  const ids = [...page("01-small.html").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(["cell-figure", "01-small-figure-1", "01-small-again-1"]));
});

test("a claim's row leads to the cell that judged it", () => {
  expect(page("claims.html")).toContain(`<a href="01-small.html#cell-claims">Table 1, BTC, Rank</a>`);
});

test("text from outputs is text", () => {
  expect(page("01-small.html")).toContain("a &#60; b");
  expect(page("01-small.html")).toContain("Squares outrun &#60;lines&#62;.");
});

test("plotly is there once, and pages load nothing from elsewhere", () => {
  const files = readdirSync(join(out, "book"), { recursive: true, encoding: "utf8" });
  const plotly = files.filter((name) => /\.js$/.test(name) && statSync(join(out, "book", name)).size > 1e6);
  expect(plotly).toEqual([join("assets", "plotly.min.js")]);
  for (const name of files.filter((one) => /\.(html|css)$/.test(one)))
    expect(page(name), name).not.toMatch(/(?:src="|url\(["']?|<link[^>]* href=")(?:https?:)?\/\//);
});
