import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import type { Page } from "playwright-core";
import type { WatchedPage } from "../../support/browser";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export function urlOf(book: string, page: string): string {
  return pathToFileURL(join(book, page)).href;
}

/** Opens a page of a book, brings every figure into sight, and expects that nothing is amiss. */
export async function expectSoundPage(
  book: string,
  name: string,
  { page, errors }: WatchedPage,
): Promise<void> {
  await page.goto(urlOf(book, name));
  await expectLiveFigures(page);
  expect(errors, name).toEqual([]);
  expect(await page.locator(".katex-error").count(), `${name}: equations that KaTeX can't read`).toBe(0);
  const tooWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
  expect(tooWide, `${name} is wider than its window`).toBe(false);
  expect(await accessibilityProblems(page), name).toEqual([]);
}

async function expectLiveFigures(page: Page): Promise<void> {
  for (const figure of await page.locator("[data-figure]").all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".live .main-svg").first().waitFor({ state: "visible" });
    expect(await figure.locator("img").isVisible()).toBe(false);
  }
}

/** What axe finds, one line each. What plotly draws is its own: the still image speaks for it. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run({ exclude: [".live"] }, { preload: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ": " + target.join(" ") + " " + failureSummary)))`);
}

const PAPER_WIDTH = 673; // px: A4 without the margins that the style sheet sets

/** Expects that nothing of a page is cut where it is printed, and that each figure is there once, as its still image. */
export async function expectPrintable(book: string, name: string, page: Page): Promise<void> {
  await page.setViewportSize({ width: PAPER_WIDTH, height: 980 });
  await page.emulateMedia({ media: "print" });
  await page.goto(urlOf(book, name));
  const cut: string[] =
    await page.evaluate(`[...document.querySelectorAll("main *:not(svg *):not(.katex-mathml *)")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120))`);
  expect(cut, `${name}: cut at the right`).toEqual([]);
  for (const figure of await page.locator(".figure").all()) {
    expect(await figure.locator("img").isVisible(), name).toBe(true);
    expect(await figure.locator(".live:visible, .slider:visible").count(), name).toBe(0);
  }
}

/** Links of a page that lead nowhere: to no file of the book, or to no place in it. */
export async function brokenLinks(book: string, name: string, page: Page): Promise<string[]> {
  await page.goto(urlOf(book, name));
  const hrefs: string[] = await page.evaluate(
    `[...new Set([...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")))]`,
  );
  return hrefs.filter((href) => !/^(https?|mailto):/.test(href) && !leadsSomewhere(book, name, href));
}

function leadsSomewhere(book: string, from: string, href: string): boolean {
  const [path, hash] = href.split("#");
  try {
    const file = path === "" ? from : join(dirname(from), path.replace(/\?.*$/, ""));
    const text = readFileSync(join(book, file), "utf8");
    return !hash || text.includes(`id="${decodeURIComponent(hash)}"`);
  } catch {
    return false;
  }
}

/** Runs in the page: which words of a live figure lie on others, or outside of it. */
export function covered(live: Element): string[] {
  const frame = live.getBoundingClientRect();
  const wordsOf = (selector: string): { text: string; box: DOMRect }[] =>
    Array.from(live.querySelectorAll(selector), (element) => ({
      text: element.textContent ?? "",
      box: element.getBoundingClientRect(),
    })).filter(({ box }) => box.width > 1);
  const legend = wordsOf(".legendtext");
  const titles = wordsOf("text[class*='xtitle'], text[class*='ytitle'], .annotation-text");
  const ticks = wordsOf("[class*='tick'] > text");
  const meet = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const pairs = [
    ...legend.flatMap((one) => [...titles, ...ticks].map((other) => [one, other])),
    ...titles.flatMap((one, i) => [...titles.slice(i + 1), ...ticks].map((other) => [one, other])),
  ];
  return [
    ...pairs.filter(([a, b]) => meet(a.box, b.box)).map(([a, b]) => `"${a.text}" and "${b.text}"`),
    ...[...legend, ...titles, ...ticks]
      .filter(
        ({ box }) =>
          Math.min(
            box.left - frame.left,
            frame.right - box.right,
            box.top - frame.top,
            frame.bottom - box.bottom,
          ) < -1,
      )
      .map(({ text }) => `"${text}" is cut`),
  ];
}
