import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { writeBook } from "../../../lib/workflow/book/writeBook";
import { chromiumPath, openBrowser, watchedPage } from "../../support/browser";
import { scratchFolder } from "../notebooks";
import { brokenLinks, expectSoundPage, urlOf } from "./bookInBrowser";
import { writeSmallRun } from "./smallRun";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(chromiumPath === undefined)("the book in Chromium, from a disk, without network", () => {
  const out = scratchFolder();
  const book = join(out, "book");
  let browser: Browser;

  beforeAll(async () => {
    await writeSmallRun(out);
    await writeBook(out, { missing: "not asked for" });
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(["index", "01-small", "02-fails", "claims", "run"])(
    "%s: no error, live figures, readable equations, nothing that axe objects to",
    async (name) => {
      await expectSoundPage(book, `${name}.html`, await watchedPage(browser));
    },
  );

  test("on a phone, in the dark, pages are no wider than the window and pass axe", async () => {
    const watched = await watchedPage(browser, { width: 390 });
    await watched.page.emulateMedia({ colorScheme: "dark" });
    for (const name of ["index.html", "01-small.html", "claims.html"])
      await expectSoundPage(book, name, watched);
  });

  test("every link leads somewhere", async () => {
    const { page } = await watchedPage(browser);
    for (const name of ["index.html", "01-small.html", "claims.html", "run.html", "environment.html"])
      expect(await brokenLinks(book, name, page), name).toEqual([]);
  });

  test("equations are rendered, and the solution is folded until one asks", async () => {
    const { page } = await watchedPage(browser);
    await page.goto(urlOf(book, "01-small.html"));
    expect(await page.locator(".katex-display .tag").innerText()).toContain("(1)");
    const solution = page.locator("main details pre");
    expect(await solution.isVisible()).toBe(false);
    await page.locator("main details summary").press("Enter");
    expect(await solution.isVisible()).toBe(true);
  });

  test("without JavaScript figures are images and all claims are listed", async () => {
    const { page } = await watchedPage(browser, { javaScript: false });
    await page.goto(urlOf(book, "01-small.html"));
    expect(await page.locator(".figure img").first().isVisible()).toBe(true);
    await page.goto(urlOf(book, "claims.html"));
    expect(await page.locator(".claims tbody tr:visible").count()).toBe(202);
    expect(await page.locator(".filter").isVisible()).toBe(false);
  });

  test("the claims are filtered by keyboard, and by the address", async () => {
    const { page } = await watchedPage(browser);
    const visible = page.locator(".claims tbody tr:visible");
    await page.goto(urlOf(book, "claims.html"));
    await page.getByLabel("Verdict").focus();
    await page.keyboard.type("reproduced");
    expect(await visible.count()).toBe(1);
    expect(await page.getByRole("status").innerText()).toBe("1 of 202 claims");
    await page.getByRole("button", { name: "Show all" }).press("Enter");
    await expect.poll(() => visible.count()).toBe(202);
    await page.getByLabel("Words").fill("table 1 btc RATE");
    expect(await visible.count()).toBe(1);
    await visible.getByRole("link").press("Enter");
    await page.waitForURL(/01-small\.html#cell-claims$/);
    await page.goto(`${urlOf(book, "claims.html")}?paper=mosef2025`);
    expect(await visible.count()).toBe(78);
  });

  test("the reader's colours stay from page to page, and print is always light", async () => {
    const { page } = await watchedPage(browser);
    const ground = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    await page.goto(urlOf(book, "index.html"));
    const light = await ground();
    await page.getByRole("button", { name: "Dark" }).press("Enter");
    await page.goto(urlOf(book, "claims.html"));
    expect(await ground()).not.toBe(light);
    await page.emulateMedia({ media: "print" });
    expect(await ground()).toBe("rgb(255, 255, 255)");
  });
});
