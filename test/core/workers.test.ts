import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { CancelledError, DomainError, MissingError, ShapeError } from "../../lib/core/errors";
import type { ProgressEvent } from "../../lib/core/progress";
import { inWorkers } from "../../lib/core/workers";

const file = resolve(__dirname, "workerTasks.cjs");
const task = (name: string): { file: string; name: string } => ({ file, name });

/** The error that the promise is rejected with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("nothing was thrown"),
    (error: unknown) => error,
  );
}

describe("outputs", () => {
  test.each([1, 2, 3])("stand in the order of the inputs on %i workers", async (workers) => {
    const inputs = [1, 2, 3, 4, 5];
    expect(await inWorkers<number, number>(task("square"), inputs, { workers })).toEqual([1, 4, 9, 16, 25]);
  });

  test("stand in the order of the inputs when a later one is ready earlier", async () => {
    const inputs = [
      { value: "a", ms: 150 },
      { value: "b", ms: 0 },
    ];
    const outputs = await inWorkers<(typeof inputs)[0], { value: string; threadId: number }>(
      task("slowFirst"),
      inputs,
      { workers: 2 },
    );
    expect(outputs.map(({ value }) => value)).toEqual(["a", "b"]);
    expect(outputs.every(({ threadId }) => threadId > 0)).toBe(true);
  });

  test("keep typed arrays typed", async () => {
    const [output] = await inWorkers<Float64Array, Float64Array>(task("doubled"), [Float64Array.of(1, 2)]);
    expect(output).toEqual(Float64Array.of(2, 4));
  });

  test("of no inputs are none", async () => {
    expect(await inWorkers(task("square"), [])).toEqual([]);
  });
});

test("progress counts the finished inputs", async () => {
  const events: ProgressEvent[] = [];
  await inWorkers(task("square"), [1, 2, 3], {
    workers: 2,
    stage: "coin",
    onProgress: (e) => events.push(e),
  });
  expect(events).toEqual([1, 2, 3].map((done) => ({ stage: "coin", done, of: 3 })));
});

describe("an error", () => {
  test("of this library keeps class, code, fields and message", async () => {
    const error = await rejection(inWorkers(task("refuse"), [-1]));
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: "domain", where: "refuse", argument: "value", got: -1 });
    expect((error as Error).message).toBe("refuse: value must be at least 0, got -1");
    expect(await rejection(inWorkers(task("refuse"), ["shape"]))).toBeInstanceOf(ShapeError);
  });

  test("that holds what can't be copied still arrives", async () => {
    const error = await rejection(inWorkers(task("refuse"), ["uncopyable"]));
    expect(error).toBeInstanceOf(DomainError);
    expect((error as Error).message).toMatch(/^refuse: f must be a number, got /);
  });

  test("of JavaScript's own keeps its class", async () => {
    const error = await rejection(inWorkers(task("refuse"), ["range"]));
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toBe("too far");
  });

  test.each([1, 2, 4])("is that of the first input that fails, on %i workers", async (workers) => {
    const error = await rejection(inWorkers(task("refuse"), [0, 1, -2, -3, -4, 5], { workers }));
    expect(error).toMatchObject({ got: -2 });
  });

  test("ends the work when a thread dies", async () => {
    expect(await rejection(inWorkers(task("exit"), [1]))).toBeInstanceOf(Error);
  });
});

describe("cancelling", () => {
  test.each(["forever", "spin"])("ends threads that wait or compute (%s)", async (name) => {
    const controller = new AbortController();
    const work = inWorkers(task(name), [1, 2, 3], { workers: 2, signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    expect(await rejection(work)).toBeInstanceOf(CancelledError);
  });

  test("before the start starts nothing", async () => {
    const error = await rejection(inWorkers(task("square"), [1], { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(CancelledError);
  });
});

describe("misuse", () => {
  test("is named", async () => {
    expect(await rejection(inWorkers(task("notAFunction"), [1]))).toMatchObject({ argument: "task.name" });
    expect(await rejection(inWorkers({ file: "/notThere.js", name: "f" }, [1]))).toBeInstanceOf(MissingError);
    expect(await rejection(inWorkers(task("square"), [1], { workers: 0 }))).toMatchObject({
      argument: "workers",
    });
    expect(await rejection(inWorkers(task("square"), 3 as never))).toMatchObject({ argument: "inputs" });
  });

  test("an input that can't be copied is an error, not a hang", async () => {
    expect(await rejection(inWorkers(task("square"), [() => 1]))).toBeInstanceOf(Error);
  });
});

test("the process ends by itself afterwards, and nothing is printed", () => {
  const script = `
    const { inWorkers } = require("./lib/dist/core/workers.js");
    inWorkers({ file: ${JSON.stringify(file)}, name: "square" }, [1, 2, 3])
      .then((out) => { if (out.join() !== "1,4,9") process.exitCode = 1; });`;
  const run = spawnSync(process.execPath, ["-e", script], {
    cwd: resolve(__dirname, "../.."),
    encoding: "utf8",
    timeout: 15_000,
  });
  expect({ status: run.status, out: run.stdout, err: run.stderr }).toEqual({ status: 0, out: "", err: "" });
});
