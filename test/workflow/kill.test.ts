import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { createRng } from "../../lib/core/random";
import { reference } from "../../lib/workflow/book/reference";
import { readExecuted } from "../../lib/workflow/run/executedNotebook";
import { notebookText } from "../../lib/workflow/run/notebookFile";
import { notebookOf, scratchFolder } from "./notebooks";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

// Kept from here on: else each of the killed runners would begin to make it.
beforeAll(() => reference());

const folder = scratchFolder();

/** Each kernel writes down its process, so that a test can see whether it is gone. */
const LOG_PID = `import { appendFileSync } from "fs";\nappendFileSync(process.env.PID_FILE ?? "", process.pid + " ");`;

function notebooksAt(name: string, ...sources: string[][]): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const [i, cells] of sources.entries())
    writeFileSync(join(place, `0${i + 1}.ipynb`), notebookText(notebookOf(LOG_PID, ...cells)));
  return place;
}

interface Runner {
  readonly process: ChildProcess;
  readonly ended: Promise<number | string>;
  readonly text: () => string;
}

function startRunner(notebooks: string, out: string): Runner {
  mkdirSync(out, { recursive: true });
  const args = ["reproduce", "--notebooks", notebooks, "--out", out, "--data", "simulated", "--workers", "1"];
  const process_ = spawn(process.execPath, [projectPath("lib", "bin", "volfolio.js"), ...args], {
    env: { ...process.env, PID_FILE: join(out, "pids") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const add = (chunk: Buffer): void => void (text += chunk.toString());
  process_.stdout.on("data", add);
  process_.stderr.on("data", add);
  const ended = once(process_, "exit").then(([code, signal]) => (signal ?? code) as number | string);
  return { process: process_, ended, text: () => text };
}

function kernels(out: string): number[] {
  const file = join(out, "pids");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(" ").map(Number) : [];
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectKernelsGone(out: string): Promise<void> {
  for (let i = 0; i < 600 && kernels(out).some(alive); i++) await sleep(100);
  expect(kernels(out).filter(alive)).toEqual([]);
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !condition(); i++) await sleep(100);
  expect(condition()).toBe(true);
}

/** What later runs would take for whole must be whole: every file that bears a notebook's name. */
async function expectOnlyWhole(out: string): Promise<void> {
  const place = join(out, "notebooks");
  const names = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith(".ipynb")) : [];
  for (const name of names) expect(await readExecuted(join(place, name)), name).toBeDefined();
  const results = join(out, "results");
  const files = existsSync(results) ? readdirSync(results).filter((name) => name.endsWith(".json")) : [];
  for (const name of files) JSON.parse(readFileSync(join(results, name), "utf8"));
}

test("killed at twenty moments, the runner leaves nothing half-written, and the next one goes on from there", async () => {
  // Much to write, so that a kill can fall into the writing.
  const notebooks = notebooksAt("killed", [`"1".repeat(3e6)`], [`"2".repeat(3e6)`, "2"]);
  const rng = createRng(20);

  const lane = async (name: string): Promise<number> => {
    const out = join(folder, `out-${name}`);
    const place = join(out, "notebooks");
    mkdirSync(place, { recursive: true });
    let inWriting = 0;
    for (let attempt = 0; attempt < 5; attempt++) {
      const { process, ended } = startRunner(notebooks, out);
      const kill = (): void => void process.kill("SIGKILL");
      // Every other time, at the first sign of a file that is being written.
      const watcher = watch(place, (_, file) => {
        if (attempt % 2 === 0 || !file || file.endsWith(".ipynb")) return;
        inWriting++;
        kill();
      });
      const timer = setTimeout(kill, attempt % 2 === 0 ? 500 + 5500 * rng.uniform() : 120_000);
      await ended;
      clearTimeout(timer);
      watcher.close();
      await expectOnlyWhole(out);
    }
    await expectKernelsGone(out);
    const last = startRunner(notebooks, out);
    expect(await last.ended, last.text()).toBe(0);
    await expectOnlyWhole(out);
    expect(readdirSync(place).filter((file) => file.endsWith(".ipynb"))).toEqual(["01.ipynb", "02.ipynb"]);
    return inWriting;
  };

  const hits = await Promise.all(["a", "b", "c", "d"].map(lane));
  expect(hits.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
});

const ENDLESS = "while (true) {}";
const WAITING = "await new Promise((resolve) => setTimeout(resolve, 60_000));";

test.each([
  ["SIGINT", 130, WAITING],
  ["SIGTERM", 143, ENDLESS],
] as const)("%s stops cleanly: exit code %d, no kernel, no file", async (signal, code, cell) => {
  const notebooks = notebooksAt(signal, [cell]);
  const out = join(folder, `out-${signal}`);
  const runner = startRunner(notebooks, out);
  await until(() => kernels(out).length > 0);
  runner.process.kill(signal);
  expect(await runner.ended).toBe(code);
  expect(runner.text()).toContain("the same command goes on from there");
  await expectKernelsGone(out);
  expect(readdirSync(join(out, "notebooks"))).toEqual([]);
});

test("a kernel in an endless loop ends by itself when its runner is killed", async () => {
  const notebooks = notebooksAt("orphan", [ENDLESS]);
  const out = join(folder, "out-orphan");
  const runner = startRunner(notebooks, out);
  await until(() => kernels(out).length > 0);
  await sleep(500); // into the loop
  expect(kernels(out).every(alive)).toBe(true);
  runner.process.kill("SIGKILL");
  await runner.ended;
  await expectKernelsGone(out);
});

test("a failed notebook makes the exit code 1, and its cell and error are said", async () => {
  const notebooks = notebooksAt("failing", ["1"], [`throw new Error("on purpose");`]);
  const { ended, text } = startRunner(notebooks, join(folder, "out-failing"));
  expect(await ended).toBe(1);
  expect(text()).toContain("02, code cell 2: error");
  expect(text()).toContain("Error: on purpose");
  expect(text()).toMatch(/^ *01 +2 .*passed$/m);
});
