import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import PQueue from "p-queue";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, openBrowser, watchedPage } from "../support/browser";
import { digestBundle } from "./bundle";

type Digests = Readonly<Record<string, string>>;

const BUILD = resolve(__dirname, "../../build");

// Some hundred fits, on a machine that may have other work.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const queue = new PQueue({ concurrency: 2 });

/** Begins at once, two at a time: a test waits for its own. */
function started(node: string, ...words: string[]): () => Promise<Digests> {
  const digest = async (): Promise<Digests> => {
    const { stdout } = await promisify(execFile)(node, [join(__dirname, "digest.mjs"), ...words]);
    return JSON.parse(stdout) as Digests;
  };
  const digests = queue.add(digest, { throwOnTimeout: true });
  digests.catch(() => {}); // the test that waits for it sees it
  return () => digests;
}

/** Other versions of Node, as `.ci/run` brings them: build/node-24/node_modules/.bin/node. */
const others = (existsSync(BUILD) ? readdirSync(BUILD) : [])
  .filter((name) => /^node-\d+$/.test(name))
  .map((name) => [name, join(BUILD, name, "node_modules/.bin/node")])
  .filter(([, node]) => existsSync(node));

const onThis = started(process.execPath);
const deaf = started(process.execPath, "deaf");
const onOthers = others.map(([name, node]) => [name, started(node)] as const);

let here: Digests;
beforeAll(async () => {
  here = await onThis();
});

test("each topic has bits of its own", () => {
  expect(Object.keys(here).length).toBeGreaterThan(40);
  expect(new Set(Object.values(here)).size).toBe(Object.keys(here).length);
});

test("nothing hangs on the engine's own functions: the same bits where they all give NaN", async () => {
  expect(await deaf()).toEqual(here);
});

test.each(onOthers)("the same bits on %s", async (_, digests) => {
  expect(await digests()).toEqual(here);
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
