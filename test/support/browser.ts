import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** Where Chromium is usually found; `CHROMIUM` names another place. */
const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const chromiumPath: string | undefined = PLACES.find((path) => path !== undefined && existsSync(path));

if (chromiumPath === undefined)
  process.stderr.write(
    "\n!!! SKIPPED: the tests in a browser. There is no Chromium: install it, or name it in CHROMIUM.\n\n",
  );

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}

/** A page that has no network, and what went wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors in the console, exceptions, files that were not there, anything asked of the network. */
  readonly errors: string[];
}

export async function watchedPage(
  browser: Browser,
  options: { javaScript?: boolean; width?: number } = {},
): Promise<WatchedPage> {
  const { javaScript = true, width = 1280 } = options;
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    offline: true,
    reducedMotion: "reduce",
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("requestfailed", (request) => errors.push(`${request.url()} could not be loaded`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) errors.push(`${request.url()} is not in the book`);
  });
  return { page, errors };
}
