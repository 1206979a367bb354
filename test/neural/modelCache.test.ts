import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cachedModel, type CachedModel } from "../../lib/neural/training/modelCache";
import type { TrainedModel } from "../../lib/neural/training/trainedModel";
import { trainModel, trainModels, type TrainingJob } from "../../lib/neural/training/trainModels";
import { trainSequenceModel } from "../../lib/neural/training/trainSequenceModel";
import { slidingWindows } from "../../lib/series/windows";
import { dataFolder } from "../support/dataFolder";

const wave = Float64Array.from({ length: 60 }, (_, t) => Math.cos(t / 3));
const windows = slidingWindows(wave, { length: 6 });
const architecture = [{ lstm: 3 }, { dense: 1 }];
const job = (seed = 1, values = windows): TrainingJob => ({
  windows: values,
  architecture,
  options: { epochs: 1, seed },
});
const train = (): Promise<TrainedModel> => trainSequenceModel(windows, architecture, { epochs: 1, seed: 1 });
const weightsOf = ({ model }: CachedModel): string => JSON.stringify(model.weights);

afterEach(() => void vi.unstubAllEnvs());

describe("a model", () => {
  test("is trained once, and comes back as it was", async () => {
    const folder = dataFolder();
    const training = vi.fn(train);
    const first = await cachedModel({ windows: windows.inputs, seed: 1 }, training, { folder });
    const second = await cachedModel({ seed: 1, windows: windows.inputs }, training, { folder });
    expect(training).toHaveBeenCalledTimes(1);
    expect([first.hit, second.hit]).toEqual([false, true]);
    expect(second.file).toBe(first.file);
    expect(weightsOf(second)).toBe(weightsOf(first));
    expect(second.model.predict(windows)).toEqual(first.model.predict(windows));
  });

  test("is another one as soon as anything in its key differs", async () => {
    const folder = dataFolder();
    const changed = slidingWindows(
      wave.map((x, t) => (t === 30 ? x + 1e-9 : x)),
      { length: 6 },
    );
    const jobs = [job(1), job(2), job(1, changed), { ...job(1), architecture: [{ lstm: 2 }, { dense: 1 }] }];
    const models = await trainModels(jobs, { cache: folder, workers: 1 });
    expect(models.map(({ hit }) => hit)).toEqual([false, false, false, false]);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  test("goes into the folder that VOLFOLIO_CACHE names", async () => {
    const folder = dataFolder();
    vi.stubEnv("VOLFOLIO_CACHE", folder);
    const { file } = await trainModel(job());
    expect(file?.startsWith(join(folder, "models"))).toBe(true);
    expect((await trainModel(job())).hit).toBe(true);
  });

  test("whose training fails is not kept", async () => {
    const folder = dataFolder();
    const failing = (): Promise<TrainedModel> => Promise.reject(new Error("power cut"));
    await expect(cachedModel({ seed: 1 }, failing, { folder })).rejects.toThrow("power cut");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("asked for by several at once is the same for all, and whole", async () => {
    const folder = dataFolder();
    const all = await Promise.all([1, 2, 3, 4].map(() => cachedModel({ seed: 1 }, train, { folder })));
    expect(new Set(all.map(weightsOf)).size).toBe(1);
    expect((await cachedModel({ seed: 1 }, train, { folder })).hit).toBe(true);
  });
});

test.each([
  ["cut short", (text: string) => text.slice(0, 200), /the entry is not JSON/],
  ["empty", () => "", /the entry is not JSON/],
  ["not an entry", () => "null", /another key/],
  ["changed in one digit", (text: string) => text.replace(/("bias":\[)-?\d/, "$19"), /checksum/],
])("an entry that is %s is named, trained anew and replaced", async (_, damage, reason) => {
  const folder = dataFolder();
  const first = await trainModel(job(), { cache: folder });
  const text = readFileSync(first.file!, "utf8");
  expect(damage(text)).not.toBe(text);
  writeFileSync(first.file!, damage(text));
  const again = await trainModel(job(), { cache: folder });
  expect(again.hit).toBe(false);
  expect(again.damaged).toMatch(reason);
  expect(again.damaged).toContain(first.file!);
  expect(weightsOf(again)).toBe(weightsOf(first));
  writeFileSync(first.file!, damage(text));
  const [onWorker] = await trainModels([job()], { cache: folder });
  expect(onWorker.damaged).toMatch(reason);
  expect((await trainModel(job(), { cache: folder })).hit).toBe(true);
});

test("an entry under another's name is not taken for it", async () => {
  const folder = dataFolder();
  const [one, two] = await trainModels([job(1), job(2)], { cache: folder, workers: 1 });
  copyFileSync(one.file!, two.file!);
  const again = await trainModel(job(2), { cache: folder });
  expect(again.damaged).toMatch(/another key/);
  expect(weightsOf(again)).toBe(weightsOf(two));
});

describe("several networks", () => {
  test("are the same in this thread and on any number of workers", async () => {
    const jobs = [job(1), job(2), job(3)];
    const here = await Promise.all(jobs.map((j) => trainModel(j, { cache: false })));
    for (const workers of [1, 3]) {
      const there = await trainModels(jobs, { cache: false, workers });
      expect(there.map(weightsOf)).toEqual(here.map(weightsOf));
    }
  });

  test("report those that are found as done", async () => {
    const folder = dataFolder();
    await trainModel(job(1), { cache: folder });
    const done: number[] = [];
    const onProgress = (event: { done: number; of: number }): void => void done.push(event.done, event.of);
    const models = await trainModels([job(1), job(2)], { cache: folder, workers: 1, onProgress });
    expect(models.map(({ hit }) => hit)).toEqual([true, false]);
    expect(done).toEqual([2, 2]);
  });

  test("that differ in their epochs alone are one training, and each is what it is alone", async () => {
    const after = (epochs: number, seed = 1): TrainingJob => ({
      ...job(seed),
      architecture: [{ lstm: 3 }, { dropout: 0.2 }, { dense: 1 }],
      options: { epochs, seed, batchSize: 8 },
    });
    const jobs = [after(5), after(2), after(3, 2), after(1)];
    const alone = await Promise.all(jobs.map((j) => trainModel(j, { cache: false })));
    const folder = dataFolder();
    const events: number[][] = [];
    const together = await trainModels(jobs, {
      cache: folder,
      workers: 1,
      onProgress: ({ done, of }) => void events.push([done, of]),
    });
    expect(together.map(({ model }) => model.toJSON())).toEqual(alone.map(({ model }) => model.toJSON()));
    expect(events).toEqual([
      [1, 2],
      [2, 2],
    ]); // two trainings: seeds 1 and 2
    expect(readdirSync(folder)).toHaveLength(4);
    expect((await trainModels(jobs, { cache: folder })).map(({ hit }) => hit)).toEqual(jobs.map(() => true));
  });

  test("that stop early are what they are alone, too", async () => {
    const validation = slidingWindows(
      wave.map((x) => -x),
      { length: 6 },
    ); // what is learned harms it
    const jobs = [1, 3, 40].map((epochs): TrainingJob => ({
      ...job(),
      options: { epochs, seed: 1, validation, patience: 2, adam: { learningRate: 0.05 } },
    }));
    const alone = await Promise.all(jobs.map((j) => trainModel(j, { cache: false })));
    const together = await trainModels(jobs, { cache: false, workers: 1 });
    expect(together.map(({ model }) => model.toJSON())).toEqual(alone.map(({ model }) => model.toJSON()));
    expect(together[2].model.curves.loss.length).toBeLessThan(40);
  });

  test("fail with the error of the training", async () => {
    const nan = { ...windows, inputs: windows.inputs.map((x, i) => (i === 5 ? Number.NaN : x)) };
    const work = trainModels([job(1, nan)], { cache: false });
    await expect(work).rejects.toThrow(
      "trainSequenceModel: windows.inputs[5] must be a finite number, got NaN",
    );
  });
});
