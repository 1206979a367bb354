import { expect, test, vi } from "vitest";
import { startKernel } from "../../lib/workflow/kernel/kernelClient";
import { scratchFolder } from "./notebooks";

vi.setConfig({ testTimeout: 120_000 });

// What a cell declares is lost when it is stopped: the training stands in a cell of its own.
const PREPARE = `
import { setTimeout } from "timers/promises";
import { slidingWindows, trainSequenceModel } from "volfolio";
const ended: string[] = [];
const windows = slidingWindows(Array.from({ length: 200 }, (_, t) => Math.sin(t)), { window: 6 });
const train = (epochs: number, onProgress?: () => void) =>
  trainSequenceModel(windows, [{ lstm: 4 }, { dense: 1 }], { epochs: epochs, seed: 1, onProgress: onProgress });
const noted = (error: Error): never => {
  ended.push(error.name);
  throw error;
};`;
const TRAIN = `
let epochs = 0; // the first belongs to the cell's own run, of which nothing is left after a Stop
await train(1e6, () => {
  if (++epochs === 3) console.log("begun");
}).catch(noted);`;

test("Stop ends a training that a cell awaits, the kernel lives, and the next training runs", async () => {
  const kernel = await startKernel(scratchFolder());
  try {
    const texts: string[] = [];
    let begun: () => void = () => {};
    const atWork = new Promise<void>((resolve) => (begun = resolve));
    const listen = ({ content }: { content: Record<string, unknown> }): void => {
      if (typeof content.text === "string") texts.push(content.text);
      if (texts.join("").includes("begun")) begun();
    };
    expect((await kernel.execute(PREPARE, listen)).status, texts.join("")).toBe("ok");
    const first = kernel.execute(TRAIN, listen);
    await Promise.race([atWork, first]);
    kernel.process.interrupt();
    expect((await first).status, texts.join("")).toBe("error");
    await new Promise((resolve) => setTimeout(resolve, 300)); // what comes within 200 ms of an error is skipped
    texts.length = 0;
    expect((await kernel.execute(`await setTimeout(50); ended.join()`, listen)).status).toBe("ok");
    expect(texts.join("")).toContain("CancelledError");
    texts.length = 0;
    const again = "const model = await train(2);\nmodel.curves.loss.length";
    expect((await kernel.execute(again, listen)).status, texts.join("")).toBe("ok");
    expect(texts.join("")).toContain("2");
  } finally {
    await kernel.stop();
  }
});
