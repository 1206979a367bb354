/**
 * Loaded into the kernel's process before tslab (`--require` in the kernel spec). It does six things.
 *
 * 1. For every front end: it keeps messages from being lost ({@link file://./kernelSockets.ts}).
 * 2. It makes Stop end what a cell has begun: tslab only ceases to wait. The listener is set before tslab's own: one that
 *    is set while a cell runs would make the next Stop kill the kernel.
 * 3. It puts what a reader is told of an error first ({@link file://./kernelOutput.ts}).
 * 4. It makes cells compile in less time ({@link file://./kernelCompiler.ts}).
 * 5. It makes Shift-Tab show the whole documentation of a function ({@link file://./kernelHelp.ts}).
 * 6. For the runner, which starts the kernel with an IPC channel: it reports what tslab hides (rejections that nobody
 *    awaits, throws from timers), says what is still under way, and ends the kernel when the runner is gone.
 */
import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import { isMainThread, Worker } from "node:worker_threads";
import type * as zeromq from "zeromq";
import { placeStopButton } from "../../core/stopSignal";
import { quickCompiler } from "./kernelCompiler";
import { helpReaders, type Handlers, type HelpPrinter } from "./kernelHelp";
import { keepMessages } from "./kernelSockets";
import { formatCellErrors, type Executors } from "./kernelOutput";
import type { FromKernel, ToKernel } from "./kernelWatch";

// A worker thread of a cell inherits --require; tslab's process is the one that is called with "kernel".
if (isMainThread && process.argv[2] === "kernel") {
  const ofTslab = createRequire(require.resolve("tslab"));
  keepMessages(ofTslab("zeromq") as typeof zeromq);
  stopWork();
  const compiler = ofTslab.resolve("@tslab/typescript-for-tslab");
  ofTslab(compiler);
  const loaded = require.cache[compiler]!;
  loaded.exports = quickCompiler(loaded.exports as Parameters<typeof quickCompiler>[0]);
  formatCellErrors(ofTslab("./executor.js") as Executors);
  helpReaders(ofTslab("./jupyter.js") as Handlers, ofTslab("./inspect.js") as HelpPrinter);
  if (process.send) watchFor(process.send.bind(process));
}

function stopWork(): void {
  let running = new AbortController();
  placeStopButton({
    get signal() {
      return running.signal;
    },
  });
  process.on("SIGINT", () => {
    const stopped = running;
    running = new AbortController();
    setMaxListeners(0, running.signal); // as many as a cell starts at once
    stopped.abort();
  });
  setMaxListeners(0, running.signal);
}

function watchFor(send: (message: FromKernel) => unknown): void {
  process.on("unhandledRejection", (reason) => send({ problem: "rejection", text: textOf(reason) }));
  process.on("uncaughtExceptionMonitor", (error) => send({ problem: "exception", text: textOf(error) }));
  process.on("message", ({ ask }: ToKernel) => send({ answer: ask, pending: pendingWork() }));
  process.on("disconnect", endWithWholeGroup);
  process.channel?.unref();
  endWithRunner();
}

function textOf(thrown: unknown): string {
  return inspect(thrown, { depth: 2 }).slice(0, 4000);
}

/** What would keep a plain Node program from ending, by kind. tslab's watchers and the standard streams don't count. */
function pendingWork(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => !/^(FSEventWrap|StatWatcher|PipeWrap|TTYWrap)$/.test(kind));
}

/** A cell in an endless loop never hears that the channel closed: a thread looks at the parent's id instead. */
function endWithRunner(): void {
  const watcher = new Worker(
    `const { workerData } = require("node:worker_threads");
     setInterval(() => { if (process.ppid !== workerData) (${endWithWholeGroup.toString()})(); }, 500);`,
    { eval: true, workerData: process.ppid, execArgv: [], stdout: false, stderr: false },
  );
  watcher.unref();
}

/** The runner makes the kernel the leader of a process group, so the programs that a cell started end too. */
function endWithWholeGroup(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
