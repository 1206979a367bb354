import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { BOX, FRAME, GRID, INK, QUIET_INK, SEQUENTIAL } from "../../../lib/notebook/figures/theme";
import { writeBook } from "../../../lib/workflow/book/writeBook";
import { chromiumPath, openBrowser, watchedPage } from "../../support/browser";
import { scratchFolder } from "../notebooks";
import { brokenLinks, covered, expectPrintable, expectSoundPage, urlOf } from "./bookInBrowser";
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
    expect(await page.getByRole("status").innerText()).toBe("1 of 202 claims shown");
    await page.getByRole("button", { name: "Show all" }).press("Enter");
    await expect.poll(() => visible.count()).toBe(202);
    await page.getByLabel("Words").fill("table 1 btc RATE");
    expect(await visible.count()).toBe(1);
    await page.getByLabel("Words").fill("Rate, BTC,  table 1");
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

  test("print is light on a dark system, too, and black", async () => {
    const { page } = await watchedPage(browser);
    await page.goto(urlOf(book, "01-small.html"));
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const colours = await page.evaluate(
      `["color", "backgroundColor"].map((name) => getComputedStyle(document.body)[name])`,
    );
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  });

  test("on paper nothing is cut, figures are there once, and solutions are unfolded", async () => {
    const { page } = await watchedPage(browser);
    for (const name of ["index.html", "01-small.html", "claims.html", "run.html", "environment.html"])
      await expectPrintable(book, name, page);
    await page.goto(urlOf(book, "01-small.html"));
    for (const figure of await page.locator("[data-figure]").all()) await figure.scrollIntoViewIfNeeded();
    expect(await page.locator(".figure:not(.is-live)").count()).toBe(0);
    expect(await page.locator(".figure img:visible").count()).toBe(7);
    expect(await page.locator(".live:visible").count()).toBe(0);
    expect(await page.locator("main details pre").innerText()).toContain("const x = 1");
    const solution = await page.locator("main details pre").boundingBox();
    expect(solution?.height).toBeGreaterThan(10);
  });

  test("a slider is moved by keyboard, and says in words where it stands", async () => {
    const { page } = await watchedPage(browser);
    await page.goto(`${urlOf(book, "01-small.html")}#cell-slider`);
    const slider = page.getByRole("slider", { name: "power" });
    await slider.focus();
    await slider.press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).toBe("3");
    const drawing = page.locator("#cell-slider [role=img]");
    expect(await drawing.getAttribute("aria-label")).toBe("Powers. (power 3)");
    const shown = `document.querySelector("#cell-slider .live").data.filter(({ visible }) => visible !== false).map(({ y }) => y[1])`;
    await expect.poll(() => page.evaluate(shown)).toEqual([8]);
    await slider.press("Home");
    await expect.poll(() => page.evaluate(shown)).toEqual([2]);
  });

  test("on a phone a slider fits a finger, panels stand one below the other, a drawing keeps its size", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.goto(urlOf(book, "01-small.html"));
    for (const figure of await page.locator("[data-figure]").all()) await figure.scrollIntoViewIfNeeded();
    const box = await page.getByRole("slider").boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(24);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    const names = page.locator("#cell-panels .annotation-text");
    await expect.poll(() => names.count()).toBe(4);
    const places = await Promise.all((await names.all()).map((name) => name.boundingBox()));
    expect(new Set(places.map((place) => Math.round(place?.x ?? -1))).size).toBe(1);
    expect(new Set(places.map((place) => Math.round(place?.y ?? -1))).size).toBe(4);
    expect((await page.locator("#cell-boxes .live").boundingBox())?.width).toBeGreaterThanOrEqual(560);
  });

  test("on a phone all names of a figure are there, nothing covers another, and nothing is cut", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.goto(urlOf(book, "01-small.html"));
    for (const id of ["figure", "panels", "whiskers", "map"]) {
      const live = page.locator(`#cell-${id} .live`);
      await page.locator(`#cell-${id} .figure`).scrollIntoViewIfNeeded();
      await live.locator(".main-svg").first().waitFor({ state: "visible" });
      expect(await live.evaluate(covered), id).toEqual([]);
    }
    expect(await page.locator("#cell-whiskers .xtick text").count()).toBe(9);
    expect(await page.locator("#cell-map .xtick text").count()).toBe(9);
    expect(await page.locator("#cell-map .ytick text").count()).toBe(3);
  });

  test("the numbers of a heatmap have a contrast of 4.5, by day and by night", async () => {
    const { page } = await watchedPage(browser);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(urlOf(book, "01-small.html"));
      const map = page.locator("#cell-map .figure");
      await map.scrollIntoViewIfNeeded();
      await map.locator(".main-svg").first().waitFor({ state: "visible" });
      const inks = await map
        .locator(".heatmap-label text")
        .evaluateAll((texts) => texts.map((text) => getComputedStyle(text).fill));
      expect(inks.length).toBe(27);
      expect(new Set(inks)).toEqual(new Set(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]));
      expect(await page.evaluate(`document.querySelector("#cell-map .live").data[0].colorscale`)).toEqual(
        SEQUENTIAL,
      );
    }
  });

  test("on a phone the caption of a wide table is in sight, however far the table is moved", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.goto(urlOf(book, "01-small.html"));
    const place = page.locator("#cell-wide .wide");
    for (const moved of [0, 200]) {
      await place.evaluate((element, left) => (element.scrollLeft = left), moved);
      const box = await place.locator("caption").boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
      expect(box?.width).toBeGreaterThan(250);
    }
  });

  test("a link to a cell leads there at once, and figures that come alive above don't move it away", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await page.goto(urlOf(book, "index.html"));
    await page.goto(`${urlOf(book, "01-small.html")}#cell-whiskers`);
    const top = (): Promise<number> =>
      page.evaluate(`document.querySelector("#cell-whiskers").getBoundingClientRect().top`);
    expect(await page.evaluate(`getComputedStyle(document.documentElement).scrollBehavior`)).toBe("auto");
    await page.locator("#cell-panels .is-live").waitFor();
    await page.waitForTimeout(300);
    expect(await top()).toBeGreaterThan(0);
    expect(await top()).toBeLessThan(160);
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(200);
    expect(await top()).toBeGreaterThan(300);
  });

  test("on a phone verdicts are in sight, and an equation's number stands beside it", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.goto(urlOf(book, "01-small.html"));
    const room = `(({ scrollWidth, clientWidth }) => clientWidth - scrollWidth)(document.querySelector(".beside-paper .wide"))`;
    expect(await page.evaluate(room)).toBe(0);
    const right = await page.locator(".katex-display .base").last().boundingBox();
    const number = await page.locator(".katex-display .tag").boundingBox();
    expect((right?.x ?? 999) + (right?.width ?? 999)).toBeLessThanOrEqual(number?.x ?? 0);
  });

  test("the keyboard stops only at what can be scrolled", async () => {
    const { page } = await watchedPage(browser, { width: 390 });
    await page.goto(urlOf(book, "01-small.html"));
    const short = page.locator("#cell-p pre");
    const long = page.locator(".katex-display");
    await expect.poll(() => short.getAttribute("tabindex")).toBe("-1");
    await expect.poll(() => long.getAttribute("tabindex")).toBe("0");
  });

  test("the address says how the claims are filtered", async () => {
    const { page } = await watchedPage(browser);
    await page.goto(urlOf(book, "claims.html"));
    await page.getByLabel("Paper").selectOption("mosef2025");
    await page.getByLabel("Words").fill("BTC MSE");
    const shown = await page.locator(".claims tbody tr:visible").count();
    expect(page.url()).toMatch(/claims\.html\?paper=mosef2025&words=BTC\+MSE$/);
    await page.reload();
    expect(await page.locator(".claims tbody tr:visible").count()).toBe(shown);
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => page.url()).toMatch(/claims\.html$/);
  });

  test("every colour of the house has one for the night, or is seen on both", () => {
    const script = readFileSync(join(book, "assets", "book.js"), "utf8");
    for (const colour of [INK, QUIET_INK, GRID, FRAME, BOX]) expect(script).toContain(`"${colour}": `);
  });
});
