import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { projectPath } from "../../lib/core/project";
import { chromiumPath, openBrowser, watchedPage } from "../support/browser";
import { brokenLinks, expectPrintable, expectSoundPage } from "../workflow/book/bookInBrowser";

vi.setConfig({ testTimeout: 300_000 });

// `npm test` runs this on the book that it has just made: see the project "book" in vitest.config.mts.
const book = projectPath("build", "test", "book");
const pages = existsSync(book) ? readdirSync(book).filter((name) => name.endsWith(".html")) : [];

test("the book is there with the reference of the library, and stays below 25 MB", () => {
  expect(pages).toContain("index.html");
  expect(existsSync(join(book, "api", "functions", "fitVolatility.html"))).toBe(true);
  const files = readdirSync(book, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  expect(bytes).toBeLessThan(25e6);
});

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser?.close());

  test.each(pages)("%s is sound, its links lead somewhere, and it can be printed", async (name) => {
    const watched = await watchedPage(browser);
    await expectSoundPage(book, name, watched);
    expect(await brokenLinks(book, name, watched.page)).toEqual([]);
    await expectPrintable(book, name, watched.page);
    await watched.page.context().close();
  });
});
