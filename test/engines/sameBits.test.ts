import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, openBrowser, watchedPage } from "../support/browser";
import { digestBundle } from "./bundle";

type Digests = Readonly<Record<string, string>>;

const BUILD = resolve(__dirname, "../../build");

// Some hundred fits, on a machine that may have other work.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

async function digestsOf(node: string, ...words: string[]): Promise<Digests> {
  const { stdout } = await promisify(execFile)(node, [join(__dirname, "digest.mjs"), ...words]);
  return JSON.parse(stdout) as Digests;
}

/** Other versions of Node, as `.ci/run` brings them: build/node-24/node_modules/.bin/node. */
const others = (existsSync(BUILD) ? readdirSync(BUILD) : [])
  .filter((name) => /^node-\d+$/.test(name))
  .map((name) => [name, join(BUILD, name, "node_modules/.bin/node")])
  .filter(([, node]) => existsSync(node));

let here: Digests;
beforeAll(async () => {
  here = await digestsOf(process.execPath);
});

test("each topic has bits of its own", () => {
  expect(Object.keys(here).length).toBeGreaterThan(40);
  expect(new Set(Object.values(here)).size).toBe(Object.keys(here).length);
});

test("nothing hangs on the engine's own functions: the same bits where they all give NaN", async () => {
  expect(await digestsOf(process.execPath, "deaf")).toEqual(here);
});

test.each(others)("the same bits on %s", async (_, node) => {
  expect(await digestsOf(node)).toEqual(here);
});

describe.skipIf(chromiumPath === undefined)("in a browser", () => {
  test("the same bits in Chromium", async () => {
    const bundle = await digestBundle();
    const browser = await openBrowser();
    try {
      const { page, errors } = await watchedPage(browser);
      await page.addScriptTag({ content: bundle });
      const there = await page.evaluate(() => (globalThis as unknown as { digests: Digests }).digests);
      expect(errors).toEqual([]);
      expect(there).toEqual(here);
    } finally {
      await browser.close();
    }
  });
});
