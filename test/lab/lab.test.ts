import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { projectPath, projectRoot } from "../../lib/core/project";
import { labProgram } from "../../lib/workflow/cli/lab";
import { notebookText } from "../../lib/workflow/run/notebookFile";
import { chromiumPath, openBrowser } from "../support/browser";
import { notebookOf } from "../workflow/notebooks";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const installed = ((): boolean => {
  try {
    return labProgram() !== "";
  } catch (error) {
    process.stderr.write(`\n!!! SKIPPED: the tests in JupyterLab. ${(error as Error).message}\n\n`);
    return false;
  }
})();

const notebook = notebookOf(
  `import * as v from "volfolio";
const figure = v.lineFigure({ x: [1, 2, 3], series: { squares: [1, 4, 9] }, yTitle: "y", caption: "Squares." });
await v.show(figure);`,
  `const rows = Array.from({ length: 400 }, (_, t) => Math.sin(t));
const windows = v.slidingWindows(rows, { length: 30 });
const line = v.progressLine("training");
await v.trainSequenceModel(windows, [{ lstm: 16 }, { dense: 1 }], { epochs: 100000, seed: 1, onProgress: line });`,
  `console.log("the kernel lives: " + (40 + 2))`,
  "", // for typing
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!installed || chromiumPath === undefined)("npm run lab", () => {
  const folder = projectPath("build", `test-lab-${process.pid}`);
  let lab: ChildProcess;
  let browser: Browser;
  let page: Page;
  let log = "";

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "lab.ipynb"), notebookText(notebook));
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const own = ["config", "data", "runtime", "workspaces"].map((name) => join(folder, name));
    lab = spawn(
      process.execPath,
      [
        projectPath("lib", "bin", "volfolio.js"),
        ...["lab", "--", "--no-browser", "--ip=127.0.0.1", `--port=${port}`, "--IdentityProvider.token=test"],
        ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
      ],
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          ...{ JUPYTER_CONFIG_DIR: own[0], JUPYTER_DATA_DIR: own[1], JUPYTER_RUNTIME_DIR: own[2] },
          JUPYTERLAB_WORKSPACES_DIR: own[3],
        },
      },
    );
    for (const stream of [lab.stdout, lab.stderr])
      stream?.on("data", (data: Buffer) => (log += data.toString()));
    await vi.waitFor(() => fetch(`${address}/api`), { timeout: 90_000, interval: 500 });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    await page.goto(`${address}/lab/tree/${relative(projectRoot(), folder)}/lab.ipynb?token=test`);
    await page.locator(".jp-NotebookPanel .jp-CodeCell").first().waitFor({ timeout: 90_000 });
  });

  afterAll(async () => {
    await browser?.close();
    if (lab?.exitCode === null) {
      const ended = new Promise((resolve) => lab.once("exit", resolve));
      lab.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const editorOf = (cell: number): ReturnType<Page["locator"]> =>
    page.locator(".jp-NotebookPanel .jp-CodeCell").nth(cell).locator(".jp-InputArea-editor");
  const outputOf = (cell: number): ReturnType<Page["locator"]> =>
    page.locator(".jp-NotebookPanel .jp-CodeCell").nth(cell).locator(".jp-OutputArea");

  test("all cells run: a live figure, a progress line; Stop ends the training; the kernel runs on", async () => {
    await page.getByText("TypeScript (volfolio)").first().waitFor({ timeout: 60_000 });
    await page.locator(".jp-NotebookPanel .jp-Notebook").click({ position: { x: 5, y: 5 } });
    await page.getByRole("menuitem", { name: "Run", exact: true }).click();
    await page.getByText("Run All Cells", { exact: true }).click();
    await outputOf(0).locator(".main-svg").first().waitFor({ timeout: 60_000 });
    await expect
      .poll(() => outputOf(1).innerText(), { timeout: 60_000 })
      .toMatch(/training .*epoch \d+ of 100000/);
    await page.getByRole("menuitem", { name: "Kernel", exact: true }).click();
    await page.getByText("Interrupt Kernel", { exact: true }).click();
    await expect
      .poll(() => outputOf(1).innerText(), { timeout: 30_000 })
      .toContain("Interrupted asynchronously");
    // What the training shows last stays: it has stopped.
    const ended = await outputOf(1).innerText();
    await page.waitForTimeout(1500);
    expect(await outputOf(1).innerText()).toBe(ended);
    await editorOf(2).click();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => outputOf(2).innerText(), { timeout: 30_000 }).toContain("the kernel lives: 42");
    expect(log).not.toContain("Kernel died");
  });

  test("Tab offers the door's functions, Shift-Tab shows what they do, behind the name and within the brackets", async () => {
    const written = editorOf(3).locator(".cm-content");
    const offered = page.locator(".jp-Completer:not(.lm-mod-hidden)");
    const help = page.locator(".jp-Tooltip");
    await editorOf(3).click();
    await page.keyboard.type("v.rollingVol");
    await page.keyboard.press("Tab");
    await offered.waitFor({ timeout: 30_000 });
    expect(await offered.innerText()).toBe("rollingVolatility");
    await page.keyboard.press("Tab"); // takes it
    expect(await written.innerText()).toBe("v.rollingVolatility");

    await page.keyboard.press("Shift+Tab");
    await help.waitFor({ timeout: 30_000 });
    const told = await help.innerText();
    expect(told).toContain("rollingVolatility(values: ArrayLike<number>, { window, ddof, warmUp }");
    expect(told).toContain("Standard deviation over a trailing window.");
    expect(told).toContain("@throws ShapeError when there are too few values");
    await page.keyboard.press("Escape"); // leaves the cell, too
    await help.waitFor({ state: "detached" });
    await editorOf(3).click();
    await page.keyboard.press("End");

    await page.keyboard.type("([1, 2, 3], { wa");
    await page.keyboard.press("Tab");
    await offered.waitFor({ timeout: 30_000 });
    expect(await offered.innerText()).toBe("warmUp");
    await page.keyboard.press("Tab");
    await page.keyboard.type(": ");
    await page.keyboard.press("Shift+Tab");
    await help.waitFor({ timeout: 30_000 });
    expect(await help.innerText()).toContain("Standard deviation over a trailing window.");
  });
});
