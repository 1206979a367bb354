import { setTimeout as sleep } from "node:timers/promises";
import type { Problem } from "./failure";
import type { ExecuteReply, KernelClient, OnMessage } from "../kernel/kernelClient";
import { KernelDeathError } from "../kernel/kernelProcess";

export interface RunCellOptions {
  /** What the cell may take, in seconds. */
  readonly timeout: number;
  /** How long its work may go on after its end, in seconds. Default 10. */
  readonly quietWithin?: number;
}

/** After a hidden failure, what the cell awaits may never come: it gets so many seconds to end by itself. */
const GRACE = 2;
/** What a kernel may take to answer a question when no cell runs, in seconds. */
const ANSWER = 5;

/**
 * Runs one cell to its end. It has run when its reply says `ok` and counts on, its idle status has come, nothing that
 * it started is still under way, and nothing has failed unseen. Otherwise answers with the problem; then the kernel
 * is good for nothing but to be stopped.
 *
 * @param count - the execution count that proves that the cell ran: one more than the cell before.
 */
export async function runCell(
  kernel: KernelClient,
  source: string,
  count: number,
  onMessage: OnMessage,
  { timeout, quietWithin = 10 }: RunCellOptions,
): Promise<Problem | undefined> {
  const ignored = ignoredByKernel(source);
  if (ignored) return ignored;
  try {
    const execution = kernel.execute(source, onMessage);
    const trouble = kernel.process.problemFound.then(() => sleep(1000 * GRACE, undefined, { ref: false }));
    const reply = await within(timeout, Promise.race([execution, trouble]));
    if (!reply) return await givenUp(kernel, execution, timeout);
    const problem = problemOf(reply, count) ?? (await unfinished(kernel, quietWithin));
    await within(ANSWER, kernel.flush()); // what was published up to here belongs to this cell
    return problem?.kind === "error" ? problem : (hidden(kernel) ?? problem);
  } catch (error) {
    if (!(error instanceof KernelDeathError)) throw error;
    return { kind: "dead kernel", message: error.message };
  }
}

/** tslab answers `ok` to cells with these marks and does not run them, or hides what is wrong with them. */
function ignoredByKernel(source: string): Problem | undefined {
  const leadingComments = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(source)?.[0] ?? "";
  const mark = /@(?:browser|module)\b/.exec(leadingComments)?.[0];
  if (!mark) return undefined;
  return { kind: "not executed", message: `the kernel does not run a cell whose first comment says ${mark}` };
}

function problemOf({ status, executionCount }: ExecuteReply, count: number): Problem | undefined {
  if (status === "error") return { kind: "error", message: "the kernel says no more" };
  if (status !== "ok") return { kind: "aborted", message: `the kernel's answer is "${status}"` };
  if (executionCount === count) return undefined;
  const got = executionCount ?? "none";
  return {
    kind: "not executed",
    message: `the execution count must be ${count}, the kernel's answer has ${got}`,
  };
}

/** Waits until nothing that the cell started is under way, or something has failed. */
async function unfinished(kernel: KernelClient, quietWithin: number): Promise<Problem | undefined> {
  const deadline = performance.now() + 1000 * quietWithin;
  for (let pause = 5; ; pause = Math.min(2 * pause, 100)) {
    const pending = (await within(quietWithin + ANSWER, kernel.pending())) ?? ["an endless loop"];
    if (pending.length === 0 || kernel.process.hasProblem) return undefined;
    if (performance.now() > deadline)
      return {
        kind: "unfinished",
        message: `${quietWithin} s after the cell's end there is still: ${pending.join(", ")}. Await it, or stop it`,
      };
    await sleep(pause);
  }
}

/** Interrupts the cell, so that what it has to say can still come; kills the kernel when it does not listen. */
async function givenUp(kernel: KernelClient, execution: Promise<unknown>, timeout: number): Promise<Problem> {
  kernel.process.interrupt();
  const ended = execution.then(() => kernel.flush()).catch(() => {}); // it may die of the interrupt
  await within(ANSWER, ended);
  const reason = hidden(kernel) ?? { kind: "time-out", message: `no answer within ${timeout} s (--timeout)` };
  await kernel.stop();
  return reason;
}

/** What tslab hid: the cell got its `ok`. */
function hidden(kernel: KernelClient): Problem | undefined {
  const [first, ...others] = kernel.process.takeProblems();
  if (!first) return undefined;
  const more = others.length > 0 ? `\n(and ${others.length} more)` : "";
  return { kind: first.problem, message: first.text + more };
}

/** The promise's value, or `undefined` when it does not come in time. */
async function within<T>(seconds: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(1000 * seconds, undefined, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
