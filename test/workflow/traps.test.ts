import PQueue from "p-queue";
import { expect, test, vi } from "vitest";
import type { FailureKind } from "../../lib/workflow/run/failure";
import { startKernel } from "../../lib/workflow/kernel/kernelClient";
import { codeCells, type CodeCell, type Notebook } from "../../lib/workflow/run/notebookFile";
import { runNotebook, type NotebookRun, type RunNotebookOptions } from "../../lib/workflow/run/runNotebook";
import { codeCell, notebookOf, scratchFolder } from "./notebooks";

// Each of these cells looks well to a front end, or stops the ones after it without a word.
// Two kernels at a time: a test waits for its own.
vi.setConfig({ testTimeout: 240_000 });

const folder = scratchFolder();
const queue = new PQueue({ concurrency: 2 });

function started(notebook: Notebook, options: Partial<RunNotebookOptions> = {}): () => Promise<NotebookRun> {
  const run = queue.add(() => runNotebook(notebook, { folder, timeout: 60, quietWithin: 2, ...options }), {
    throwOnTimeout: true,
  });
  run.catch(() => {}); // the test that waits for it sees it
  return () => run;
}

interface Trap {
  readonly name: string;
  readonly cells: readonly string[];
  readonly kind: FailureKind;
  /** The code cell that is to blame, from 1. */
  readonly cell: number;
  readonly message: RegExp;
}

const traps: Trap[] = [
  {
    name: "an error",
    cells: ["1", `throw new Error("thrown on purpose");`, "3"],
    kind: "error",
    cell: 2,
    message: /Error: thrown on purpose/,
  },
  {
    name: "a type error",
    cells: [`const n: number = "text";`],
    kind: "error",
    cell: 1,
    message: /Type 'string' is not assignable to type 'number'/,
  },
  {
    name: "a parenthesis after a top-level await, which tslab takes for a call",
    cells: [`await (Promise.resolve(1));`],
    kind: "error",
    cell: 1,
    message: /await/,
  },
  {
    name: "a rejection that nobody awaits",
    cells: [`Promise.reject(new Error("lost")); 1`, "2"],
    kind: "rejection",
    cell: 1,
    message: /Error: lost/,
  },
  {
    name: "a rejection that comes after the last cell",
    cells: ["1", `void new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 700)); 2`],
    kind: "rejection",
    cell: 2,
    message: /Error: late/,
  },
  {
    name: "a throw from a timer, which leaves no trace in the cell",
    cells: [`setTimeout(() => { throw new Error("from a timer"); }, 300); 1`, "2"],
    kind: "exception",
    cell: 1,
    message: /Error: from a timer/,
  },
  {
    name: "a wait for something that a throw has made impossible",
    cells: [
      `await new Promise<void>((resolve) => setTimeout(() => { throw new Error("never resolved"); }, 100));`,
    ],
    kind: "exception",
    cell: 1,
    message: /Error: never resolved/,
  },
  {
    name: "work that goes on after the cell",
    cells: [`setInterval(() => {}, 50); 1`, "2"],
    kind: "unfinished",
    cell: 1,
    message: /Timeout/,
  },
  {
    name: "a cell that the kernel does not run",
    cells: ["1", `// a remark first\n/** @browser */\nthrow new Error("in no browser");`],
    kind: "not executed",
    cell: 2,
    message: /@browser/,
  },
  {
    name: "a module cell, whose errors tslab passes over",
    cells: [`/** @module sums */\nexport const n: number = "text";`],
    kind: "not executed",
    cell: 1,
    message: /@module/,
  },
  {
    name: "process.exit",
    cells: ["1", `process.exit(0);`, "3"],
    kind: "dead kernel",
    cell: 2,
    message: /exit code 0/,
  },
  {
    name: "process.exit after the cell's end",
    cells: [`setTimeout(() => process.exit(0), 300); 1`],
    kind: "dead kernel",
    cell: 1,
    message: /exit code 0/,
  },
  {
    name: "a kernel that is killed",
    cells: [`process.kill(process.pid, "SIGKILL"); await new Promise(() => {});`],
    kind: "dead kernel",
    cell: 1,
    message: /SIGKILL/,
  },
];

test.each(traps.map((trap) => ({ ...trap, run: started(notebookOf(...trap.cells)) })))(
  "$name is reported",
  async ({ cells, kind, cell, message, run }) => {
    const { failure, notebook, cellSeconds } = await run();
    expect(failure).toMatchObject({ kind, cell, message: expect.stringMatching(message) as string });
    expect(cellSeconds).toHaveLength(cell); // nothing runs after it
    expect(counts(notebook).slice(cell)).toEqual(cells.slice(cell).map(() => null));
  },
);

const endless = started(notebookOf("1", "while (true) {}"), { timeout: 10 });

test("an endless loop runs into its time-out", async () => {
  const { failure } = await endless();
  expect(failure).toMatchObject({ kind: "time-out", cell: 2, firstLine: "while (true) {}" });
  expect(failure?.message).toContain("10 s");
});

const waiting = started(notebookOf("await new Promise(() => {});"), { timeout: 2 });

test("a cell that waits for ever runs into its time-out", async () => {
  expect((await waiting()).failure).toMatchObject({ kind: "time-out", cell: 1 });
});

const listening = started(notebookOf(`process.on("SIGINT", () => {});`, "while (true) {}"), { timeout: 10 });

test("a SIGINT listener set in a cell, which makes an interrupt kill the kernel, hides no time-out", async () => {
  expect((await listening()).failure).toMatchObject({ kind: "time-out", cell: 2 });
});

const hungry = started(
  notebookOf(`const all: number[][] = []; for (;;) all.push(new Array(1e6).fill(0.5));`),
  { timeout: 60, env: { NODE_OPTIONS: "--max-old-space-size=150" } },
);

test("a kernel without memory is reported with its last words", async () => {
  const { failure } = await hungry();
  expect(failure).toMatchObject({ kind: "dead kernel", cell: 1 });
  expect(failure?.message).toContain("heap");
});

const tagged = started(
  notebookOf(codeCell(`throw new Error("allowed elsewhere");`, { tags: ["raises-exception"] })),
);

test("a tag that tells other runners to pass over errors changes nothing", async () => {
  expect((await tagged()).failure).toMatchObject({ kind: "error", cell: 1 });
});

const good = started(
  notebookOf("const a: number = 1; a", `setTimeout(() => console.log("late"), 200); await null; 2`, "a + 2"),
);

test("good cells run, each with its count, and late output belongs to the cell that caused it", async () => {
  const { failure, notebook, cellSeconds } = await good();
  expect(failure).toBeUndefined();
  expect(cellSeconds).toHaveLength(3);
  expect(counts(notebook)).toEqual([1, 2, 3]);
  expect(codeCells(notebook).map(printed)).toEqual(["1\n", "2\nlate\n", "3\n"]);
});

const talkative = started(notebookOf(`for (let i = 0; i < 3000; i++) console.log(i);`, "2"));

test("much output at once is complete: the kernel loses none of it", async () => {
  const { failure, notebook } = await talkative();
  expect(failure).toBeUndefined();
  const lines = printed(codeCells(notebook)[0]).trimEnd().split("\n");
  expect(lines).toEqual(Array.from({ length: 3000 }, (_, i) => String(i)));
});

test("many questions at once are answered, each of them", async () => {
  const asked = async (): Promise<number> => {
    const kernel = await startKernel(folder);
    try {
      const answers = Array.from({ length: 2000 }, () => kernel.flush());
      return (await Promise.all(answers)).length;
    } finally {
      await kernel.stop();
    }
  };
  expect(await queue.add(asked)).toBe(2000);
});

const counts = (notebook: Notebook): (number | null)[] =>
  codeCells(notebook).map((cell) => cell.execution_count);

const printed = (cell: CodeCell): string =>
  cell.outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
