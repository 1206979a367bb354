import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import * as door from "../../../lib/index";
import { doorPages } from "../../../lib/workflow/book/doorLinks";
import { reference } from "../../../lib/workflow/book/reference";
import { writeBook } from "../../../lib/workflow/book/writeBook";
import { chromiumPath, openBrowser, watchedPage } from "../../support/browser";
import { scratchFolder } from "../notebooks";
import { brokenLinks, expectSoundPage, urlOf } from "./bookInBrowser";
import { writeSmallRun } from "./smallRun";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const out = scratchFolder();
const book = join(out, "book");
let pages: ReadonlyMap<string, string>;
let folder: string;

beforeAll(async () => {
  const made = await reference();
  if ("missing" in made) throw new Error(made.missing);
  folder = made.folder;
  await writeSmallRun(out);
  await writeBook(out, made);
  pages = doorPages(join(book, "api"), "api");
});

test("everything at the door has a page", () => {
  const missing = Object.keys(door).filter((name) => !pages.has(name));
  expect(missing).toEqual([]);
  for (const page of pages.values()) expect(existsSync(join(book, page)), page).toBe(true);
});

test("what was made is kept: asked again, TypeDoc does not run", async () => {
  const made = statSync(join(folder, "index.html")).mtimeMs;
  expect(await reference()).toEqual({ folder });
  expect(statSync(join(folder, "index.html")).mtimeMs).toBe(made);
});

test("a stopped TypeDoc leaves no reference, and the book says why it has none", async () => {
  vi.stubEnv("VOLFOLIO_CACHE", scratchFolder());
  expect(await reference(AbortSignal.timeout(50))).toHaveProperty("missing");
  vi.unstubAllEnvs();
});

test("the modules are listed in the library's order, and options have a name", () => {
  const html = readFileSync(join(book, "api", "index.html"), "utf8");
  const modules = [...html.matchAll(/<h2[^>]*>([a-z]+)<\/h2>/g)].map(([, module]) => module);
  expect(modules.slice(0, 4)).toEqual(["core", "math", "series", "data"]);
  expect(modules).toContain("volatility");
  expect(modules).not.toContain("Other");
  const page = readFileSync(join(book, "api", "functions", "rollingVolatility.html"), "utf8");
  expect(page).toContain(`<span class="tsd-kind-parameter">options</span>`);
  expect(page).not.toContain("__namedParameters");
});

describe.skipIf(chromiumPath === undefined)("the reference in Chromium, from a disk, without network", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser?.close());

  const kinds = ["index", "functions/fitVolatility", "classes/VolatilityFit", "interfaces/FitOptions"];

  test.each(kinds)("%s: no error, no broken link, nothing that axe objects to", async (name) => {
    const watched = await watchedPage(browser);
    await expectSoundPage(book, `api/${name}.html`, watched);
    expect(await brokenLinks(book, `api/${name}.html`, watched.page)).toEqual([]);
  });

  test("the same on a phone, in the dark", async () => {
    const watched = await watchedPage(browser, { width: 390 });
    await watched.page.emulateMedia({ colorScheme: "dark" });
    for (const name of kinds) await expectSoundPage(book, `api/${name}.html`, watched);
  });

  test("from a cell to the page of its function, by its search to another, and back to the book", async () => {
    const { page } = await watchedPage(browser);
    await page.goto(urlOf(book, "01-small.html"));
    await page.locator(".code a[href='api/functions/lineFigure.html']").press("Enter");
    await page.waitForURL(/api\/functions\/lineFigure\.html$/);
    await page.getByRole("button", { name: "Search" }).click();
    await page.keyboard.type("logReturns");
    await page.locator("#tsd-search-results", { hasText: "logReturns" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/api\/functions\/logReturns\.html/);
    await page.getByRole("link", { name: "Contents" }).press("Enter");
    await page.waitForURL(/book\/index\.html#contents$/);
  });

  test("the reader's colours go with them, both ways", async () => {
    const { page } = await watchedPage(browser);
    const ground = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    await page.goto(urlOf(book, "index.html"));
    const light = await ground();
    await page.getByRole("button", { name: "Dark" }).click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.goto(urlOf(book, "api/functions/logReturns.html"));
    expect(await ground()).toBe(dark);
    await page.getByRole("button", { name: "Light" }).click();
    expect(await ground()).toBe(light);
    await page.goto(urlOf(book, "index.html"));
    expect(await ground()).toBe(light);
  });
});
