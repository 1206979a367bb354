import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { CancelledError } from "../../lib/core/errors";
import type { ProgressEvent } from "../../lib/core/progress";
import { createRng } from "../../lib/core/random";
import { projectPath } from "../../lib/core/project";
import { mse } from "../../lib/measures/errors";
import { placeLayers, type Architecture } from "../../lib/neural/architecture";
import type { DenseWeights, LayerWeights } from "../../lib/neural/layerWeights";
import { trainSequenceModel, type TrainOptions } from "../../lib/neural/training/trainSequenceModel";
import type { TrainedModel } from "../../lib/neural/training/trainedModel";
import { returnKernel, takeKernel } from "../../lib/neural/backends/wasm/kernel";
import { KernelNetwork } from "../../lib/neural/backends/wasm/network";
import { slidingWindows } from "../../lib/series/windows";
import { flat } from "../support/sequences";

const wave = Float64Array.from({ length: 260 }, (_, t) => Math.sin(t / 5));
const windows = slidingWindows(wave, { window: 13 });
const SMALL: Architecture = [{ lstm: 6 }, { dropout: 0.2 }, { dense: 1 }];

const train = (options: Partial<TrainOptions> = {}, architecture = SMALL): Promise<TrainedModel> =>
  trainSequenceModel(windows, architecture, { epochs: 2, seed: 1, ...options });

const numbersOf = (weights: readonly LayerWeights[]): number[] =>
  weights.flatMap((layer) => Object.values(layer ?? {}).flatMap((part: number[]) => flat(part)));

describe("beside PyTorch: Adam on two LSTM and two dense layers", () => {
  const { training } = JSON.parse(readFileSync(join(__dirname, "../fixtures/neural/lstm.json"), "utf8")) as {
    training: {
      inputs: number[][][];
      targets: number[];
      batch: number;
      learningRate: number;
      start: LayerWeights[];
      losses: number[];
      end: LayerWeights[];
      predictions: number[];
    };
  };
  const architecture: Architecture = [
    { lstm: 5, sequence: true },
    { lstm: 3 },
    { dense: 6, activation: "relu" },
    { dense: 1 },
  ];
  /** Nine steps in single precision. */
  const FLOAT32 = { rtol: 1e-5, atol: 1e-5 };

  test("losses, weights and predictions", () => {
    const kernel = takeKernel();
    const placed = placeLayers("test", architecture, { steps: 5, features: 2 });
    const network = new KernelNetwork(kernel, placed, training.batch, createRng(0));
    network.load(training.start);
    const data = {
      inputs: Float32Array.from(flat(training.inputs)),
      targets: Float32Array.from(training.targets),
    };
    const order = training.targets.map((_, w) => w);
    const adam = { learningRate: training.learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    const losses = training.losses.map(() => {
      let sum = 0;
      for (let from = 0; from < order.length; from += training.batch)
        sum += network.learn(data, order, from, Math.min(from + training.batch, order.length), adam);
      return sum / order.length;
    });
    expect(losses).toBeAllClose(training.losses, FLOAT32);
    network.read().forEach((layer, k) => {
      for (const part of ["kernel", "bias"] as const)
        expect(flat((layer as DenseWeights)[part] as number[])).toBeAllClose(
          flat((training.end[k] as DenseWeights)[part]),
          FLOAT32,
        );
    });
    const predictions = [0, 4, 8].flatMap((from) =>
      Array.from(network.predict(data, order, from, Math.min(from + 4, 10))),
    );
    expect(predictions).toBeAllClose(training.predictions, FLOAT32);
    returnKernel(kernel);
  });
});

describe("a trained model", () => {
  test("has learned a wave: its forecasts beat the last value by far", async () => {
    const model = await train({ epochs: 30, seed: 3 }, [{ lstm: 12 }, { dense: 1 }]);
    const [, steps] = windows.shape;
    const lastValues = windows.targets.map((_, w) => windows.inputs[(w + 1) * steps - 1]);
    expect(mse(windows.targets, model.predict(windows))).toBeLessThan(mse(windows.targets, lastValues) / 5);
    expect(model.curves.loss).toHaveLength(30);
    expect(model.curves.loss[29]).toBeLessThan(model.curves.loss[0] / 50);
  });

  test("is the same for the same seed, bit by bit, and another for another; 0 is a seed", async () => {
    const [a, b, c, zero] = await Promise.all([1, 1, 2, 0].map((seed) => train({ seed })));
    expect(numbersOf(b.weights)).toEqual(numbersOf(a.weights));
    expect(b.curves).toEqual(a.curves);
    expect(numbersOf(c.weights)).not.toEqual(numbersOf(a.weights));
    expect(numbersOf(zero.weights)).toEqual(numbersOf((await train({ seed: 0 })).weights));
  });

  test("predicts without dropout: twice the same, window by window the same", async () => {
    const model = await train();
    const predicted = model.predict(windows);
    expect(model.predict(windows)).toEqual(predicted);
    const [, steps, features] = windows.shape;
    const one = {
      shape: [1, steps, features] as const,
      inputs: windows.inputs.slice(7 * steps, 8 * steps),
    };
    expect(model.predict(one)).toBeAllClose(predicted.slice(7, 8), { rtol: 1e-5 });
  });

  test("comes from a worker thread the same", async () => {
    const here = await train();
    const source = `
      const { parentPort, workerData } = require("node:worker_threads");
      const { trainSequenceModel } = require(workerData.library);
      trainSequenceModel(workerData.windows, workerData.architecture, { epochs: 2, seed: 1 })
        .then((model) => parentPort.postMessage(JSON.stringify(model)));`;
    const library = projectPath("lib", "dist", "neural", "training", "trainSequenceModel.js");
    const work = { eval: true, workerData: { library, windows: { ...windows }, architecture: SMALL } };
    const answers = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<string>((resolve, reject) => {
            new Worker(source, work).once("message", resolve).once("error", reject);
          }),
      ),
    );
    for (const answer of answers) expect(answer).toBe(JSON.stringify(here));
  });

  test("prints what it is", async () => {
    expect((await train()).summary()).toMatch(
      /^LSTM 6 → dropout 0\.2 → dense 1 on windows of 12 × 1\n199 weights, seed 1, (wasm|native) \(.+\)\n2 epochs, loss /,
    );
  });
});

describe("training", () => {
  test("100 epochs leave the memory where it was", async () => {
    const kernel = takeKernel();
    returnKernel(kernel); // the one that the trainings below take
    await train();
    const before = kernel.run.memory.buffer.byteLength;
    await train({ epochs: 100 });
    expect(takeKernel()).toBe(kernel);
    expect(kernel.run.memory.buffer.byteLength).toBe(before);
    returnKernel(kernel);
  });

  test("draws a new mask for every batch", async () => {
    // With weights that hardly move, only the masks can change the loss from epoch to epoch.
    const still = { epochs: 2, batchSize: windows.shape[0], adam: { learningRate: 1e-12 } };
    const [first, second] = (await train(still)).curves.loss;
    expect(Math.abs(first - second)).toBeGreaterThan(1e-6);
    const without = await train(still, [{ lstm: 6 }, { dropout: 0 }, { dense: 1 }]);
    expect(Math.abs(without.curves.loss[0] - without.curves.loss[1])).toBeLessThan(1e-6);
  });

  test("reports every epoch", async () => {
    const events: ProgressEvent[] = [];
    await train({ epochs: 3, validation: windows, onProgress: (event) => events.push(event) });
    expect(events.map(({ stage, done, of }) => `${stage} ${done}/${of}`)).toEqual([
      "epoch 1/3",
      "epoch 2/3",
      "epoch 3/3",
    ]);
    expect(events[0].note).toMatch(/^loss 0\.\d+, validation 0\.\d+$/);
  });

  test("stops when it no longer gets better, and goes back to its best", async () => {
    const noise = createRng(5);
    const validation = { ...windows, targets: windows.targets.map(() => noise.normal()) };
    const model = await train({ epochs: 60, validation, patience: 3 });
    const { validationLoss } = model.curves;
    expect(validationLoss.length).toBeLessThan(60);
    const best = Math.min(...validationLoss);
    expect(validationLoss.indexOf(best)).toBe(validationLoss.length - 4);
    expect(mse(validation.targets, model.predict(validation))).toBeCloseTo(best, 5);
  });

  test("stops when the caller says so", async () => {
    const abort = new AbortController();
    const stopAtTwo = ({ done }: ProgressEvent): void => {
      if (done === 2) abort.abort();
    };
    await expect(train({ epochs: 50, signal: abort.signal, onProgress: stopAtTwo })).rejects.toBeInstanceOf(
      CancelledError,
    );
    await expect(train({ epochs: 2, signal: abort.signal })).rejects.toBeInstanceOf(CancelledError);
  });

  test("hands nothing out when the loss grows without bound, and leaves nothing behind", async () => {
    const before = numbersOf((await train()).weights);
    const huge = { ...windows, targets: windows.targets.map((y) => y * 1e30) };
    await expect(trainSequenceModel(huge, SMALL, { epochs: 3, seed: 1 })).rejects.toThrow(
      /the loss in epoch 1 must be finite: lower the learning rate, got NaN/,
    );
    expect(numbersOf((await train()).weights)).toEqual(before);
  });
});

describe("refuses", () => {
  const NaNs = { ...windows, inputs: windows.inputs.map((x, k) => (k === 5 ? NaN : x)) };
  test.each([
    [
      "a batch larger than the data",
      windows,
      SMALL,
      { batchSize: 249 },
      /batchSize must be a whole number from 1 to 248, got 249/,
    ],
    ["NaN", NaNs, SMALL, {}, /windows\.inputs\[5\] must be a finite number, got NaN/],
    ["no epoch", windows, SMALL, { epochs: 0 }, /epochs must be a whole number, at least 1, got 0/],
    ["no layer", windows, [], {}, /architecture must be an array of layers/],
    [
      "an end that is not one number",
      windows,
      [{ lstm: 3 }],
      {},
      /end in one number a window \(these end in 1 × 3\)/,
    ],
    [
      "an LSTM on one that gives no sequence",
      windows,
      [{ lstm: 3 }, { lstm: 3 }, { dense: 1 }],
      {},
      /architecture\[0\]\.sequence must be true where another LSTM follows/,
    ],
    ["a layer of no kind", windows, [{ gru: 3 } as never], {}, /architecture\[0\] must be \{ lstm \}/],
    [
      "dropout of everything",
      windows,
      [{ dropout: 1 }, { lstm: 1 }],
      {},
      /architecture\[0\]\.dropout must be/,
    ],
    ["patience without validation", windows, SMALL, { patience: 2 }, /patience must be left out/],
    [
      "validation of another shape",
      windows,
      SMALL,
      { validation: slidingWindows(wave, { window: 9 }) },
      /validation must be windows of 12 × 1, got 8 × 1/,
    ],
  ] as [string, typeof windows, Architecture, Partial<TrainOptions>, RegExp][])(
    "%s",
    async (_, given, architecture, options, message) => {
      await expect(
        trainSequenceModel(given, architecture, { epochs: 1, seed: 1, ...options }),
      ).rejects.toThrow(message);
    },
  );

  test("to predict windows of another shape", async () => {
    const model = await train();
    expect(() => model.predict(slidingWindows(wave, { window: 9 }))).toThrow(/must be of 12 × 1/);
  });
});

test("fewer windows than a usual batch are one batch; a batch that was asked for is not changed", async () => {
  const few = slidingWindows(wave.subarray(0, 20), { window: 13 }); // 8 windows
  const options = { epochs: 2, seed: 1 };
  const model = await trainSequenceModel(few, SMALL, options);
  const same = await trainSequenceModel(few, SMALL, { ...options, batchSize: 8 });
  expect(numbersOf(model.weights)).toEqual(numbersOf(same.weights));
  await expect(trainSequenceModel(few, SMALL, { ...options, batchSize: 9 })).rejects.toThrow(
    "trainSequenceModel: batchSize must be a whole number from 1 to 8, got 9",
  );
});
