import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createRng } from "../../lib/core/random";
import { sampleMoments } from "../../lib/math/covariance";
import { softmax } from "../../lib/math/softmax";
import { portfolioGradient } from "../../lib/neural/portfolio/portfolioGradient";
import type { PortfolioModel } from "../../lib/neural/portfolio/portfolioModel";
import {
  initialPortfolioWeights,
  MULTI_TASK_NETWORK,
  type PortfolioNetwork,
  type PortfolioWeights,
} from "../../lib/neural/portfolio/portfolioNetwork";
import {
  rowOf,
  type PortfolioShape,
  type PortfolioWindows,
} from "../../lib/neural/portfolio/portfolioWindows";
import { sharpeLoss, type SharpeLossOptions } from "../../lib/neural/portfolio/sharpeLoss";
import {
  trainPortfolioNetwork,
  trainPortfolioNetworks,
} from "../../lib/neural/portfolio/trainPortfolioNetwork";
import { returnKernel, takeKernel, type Kernel } from "../../lib/neural/backends/wasm/kernel";
import { PortfolioKernel } from "../../lib/neural/backends/wasm/portfolioKernel";
import fixture from "../fixtures/neural/portfolio.json";
import { flat } from "../support/sequences";

const taken: Kernel[] = [];
afterEach(() => {
  taken.splice(0).forEach(returnKernel);
  vi.unstubAllEnvs();
});

/** The bound for the kernel, in units of the largest entry; double precision beside double precision. */
const KERNEL = 1e-5;
const DOUBLE = 1e-10;

const numbersOf = ({ lstm, scores, bias }: PortfolioWeights): number[] =>
  flat([lstm.map((w) => [...w.kernel, ...w.recurrentKernel, w.bias]), scores, bias]);

function expectClose(actual: number[], expected: number[], within: number): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(actual).toBeAllClose(expected, { rtol: 0, atol: within * largest });
}

function kernelGradient(
  windows: PortfolioWindows,
  network: PortfolioNetwork,
  weights: PortfolioWeights,
  options: SharpeLossOptions,
): { loss: number; gradient: PortfolioWeights; portfolios: Float64Array[] } {
  const kernel = takeKernel();
  taken.push(kernel);
  const [count] = windows.shape;
  const net = new PortfolioKernel(kernel, network, windows.shape, count, createRng(0));
  net.load(weights);
  const all = Array.from({ length: count }, (_, w) => w);
  const loss = net.gradient(windows, all, 0, count, options);
  return { loss, gradient: net.readGradient(), portfolios: net.portfolios(windows, all, 0, count) };
}

/** Windows made up from a seed; the first asset earns what its first feature said in the last step. */
function madeUp(seed: number, shape: PortfolioShape): PortfolioWindows {
  const rng = createRng(seed);
  const [count, assets, steps, features] = shape;
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => rng.normal());
  const inputs = normals(count * assets * steps * features);
  const returns = normals(count * assets).map((z, i) => {
    const told = inputs[(i * steps + steps - 1) * features];
    return 0.03 * z + (i % assets === 0 ? 0.03 * told : 0);
  });
  return { shape, inputs, joined: normals(count * assets), returns };
}

describe.each(fixture.cases)("$network.sharing with the $variant Sharpe ratio", (given) => {
  const windows = given as unknown as PortfolioWindows;
  const network = given.network as PortfolioNetwork;
  const options = given as unknown as SharpeLossOptions;
  const { weights, gradients } = given;

  test("the reference agrees with PyTorch", () => {
    const ours = portfolioGradient(windows, network, weights, options);
    expect(flat(ours.portfolios)).toBeAllClose(flat(given.portfolios), { rtol: DOUBLE });
    expect([ours.loss]).toBeAllClose([given.loss], { rtol: DOUBLE });
    expectClose(numbersOf(ours), numbersOf(gradients), DOUBLE);
  });

  test("the kernel agrees with PyTorch to 1e-5, the loss, the portfolios and all gradients", () => {
    const ours = kernelGradient(windows, network, weights, options);
    expect(flat(ours.portfolios)).toBeAllClose(flat(given.portfolios), { rtol: KERNEL });
    expect([ours.loss]).toBeAllClose([given.loss], { rtol: 0, atol: KERNEL });
    expectClose(numbersOf(ours.gradient), numbersOf(gradients), KERNEL);
  });

  test("the reference's gradient is the slope of its loss", () => {
    const { lstm, scores } = portfolioGradient(windows, network, weights, options);
    const slope = (changed: (by: number) => PortfolioWeights): number => {
      const [up, down] = [1e-5, -1e-5].map(
        (by) => portfolioGradient(windows, network, changed(by), options).loss,
      );
      return (up - down) / 2e-5;
    };
    const bumped = (rows: number[][], r: number, j: number, by: number): number[][] =>
      rows.map((row, i) => (i === r ? row.map((x, k) => (k === j ? x + by : x)) : row));
    const byScore = slope((by) => ({ ...weights, scores: bumped(weights.scores, 1, 2, by) }));
    const byKernel = slope((by) => {
      const [first, ...others] = weights.lstm;
      return { ...weights, lstm: [{ ...first, kernel: bumped(first.kernel, 2, 6, by) }, ...others] };
    });
    expect([scores[1][2], lstm[0].kernel[2][6]]).toBeAllClose([byScore, byKernel], {
      rtol: 1e-6,
      atol: 1e-9,
    });
  });
});

test.each(["perCoin", "concatenated"] as const)(
  "the kernel agrees with the reference at the paper's size: %s",
  (sharing) => {
    const network = { ...MULTI_TASK_NETWORK, sharing, dropout: 0 };
    const windows = madeUp(3, [64, 7, 10, 3]);
    const weights = initialPortfolioWeights(network, windows.shape, createRng(4));
    const rows = Array.from({ length: 64 }, (_, w) => rowOf(windows.returns, w, 7));
    const options: SharpeLossOptions = {
      variant: "oneDay",
      lambda: 0.1,
      covariance: sampleMoments(rows).covariance,
    };
    const reference = portfolioGradient(windows, network, weights, options);
    const ours = kernelGradient(windows, network, weights, options);
    expectClose(numbersOf(ours.gradient), numbersOf(reference), KERNEL);
  },
);

describe("the loss", () => {
  test("by hand: one day, two assets", () => {
    // w = (½, ½), r = (0.02, 0.04), Σ = 0.01·I: gain 0.03 over √0.005; λ/2 · ½
    const covariance = [
      [0.01, 0],
      [0, 0.01],
    ];
    const { loss } = sharpeLoss([[0.5, 0.5]], [[0.02, 0.04]], { variant: "oneDay", lambda: 0.2, covariance });
    expect([loss]).toBeAllClose([-0.03 / Math.sqrt(0.005) + 0.05]);
  });

  test("by hand: a batch of two days", () => {
    // gains 0.1 and 0.3: mean 0.2 over deviation 0.1
    const { loss } = sharpeLoss([[1, 0], [0, 1]], [[0.1, 0.9], [0.9, 0.3]], { variant: "batch" }); // prettier-ignore
    expect([loss]).toBeAllClose([-2]);
  });

  test("scaling all returns leaves the batch's ratio alone", () => {
    const rows = fc.array(fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 2, maxLength: 2 }), { minLength: 5, maxLength: 5 }); // prettier-ignore
    fc.assert(
      fc.property(rows, (returns) => {
        fc.pre(Math.abs(returns[0][0] + returns[0][1] - returns[1][0] - returns[1][1]) > 1e-3);
        const weights = returns.map(() => [0.5, 0.5]);
        const loss = (scale: number): number =>
          sharpeLoss(weights, returns.map((row) => row.map((r) => scale * r)), { variant: "batch" }).loss; // prettier-ignore
        expect([loss(7)]).toBeAllClose([loss(1)], { rtol: 1e-8, atol: 1e-10 });
      }),
    );
  });

  test("without anything to learn from returns, the penalty makes the weights equal", async () => {
    const made = madeUp(1, [32, 3, 2, 2]);
    const windows = {
      ...made,
      returns: Float64Array.from(made.returns, (_, i) => (Math.floor(i / 3) % 2 ? 1e-6 : -1e-6)),
    };
    const network: PortfolioNetwork = { sharing: "perCoin", lstm: [4], dropout: 0, joinVolatility: false };
    const model = await trainPortfolioNetwork(windows, network, {
      ...{ epochs: 300, seed: 1, lambda: 50, batchSize: 32, variant: "batch", adam: { learningRate: 0.02 } },
    });
    model
      .portfolios(windows)
      .forEach((row) => expect(row).toBeAllClose([1 / 3, 1 / 3, 1 / 3], { rtol: 0, atol: 0.03 }));
  });

  test("says what is wrong", () => {
    expect(() => sharpeLoss([[1]], [[0.1]], { variant: "oneDay" })).toThrow(
      "sharpeLoss: covariance must be 1 rows of 1",
    );
    expect(() => sharpeLoss([[1]], [[0.1]], { variant: "batch" })).toThrow(
      "the deviation of the batch must be above 0",
    );
    expect(() => sharpeLoss([[1]], [], { variant: "batch" })).toThrow("the same length");
  });
});

test("softmax: by hand, shifted scores, large scores", () => {
  expect(softmax([0, Math.log(3)])).toBeAllClose([0.25, 0.75]);
  expect(softmax([1000, 1000 + Math.log(3)])).toBeAllClose([0.25, 0.75], { rtol: 1e-10 });
  expect(() => softmax([0, Number.NaN])).toThrow("softmax: scores[1] must be a finite number");
});

describe("training", () => {
  const windows = madeUp(7, [120, 3, 4, 2]);
  const small: PortfolioNetwork = { sharing: "perCoin", lstm: [4, 4], dropout: 0.2, joinVolatility: true };

  test("finds what there is to find, on windows that it has not seen", async () => {
    const model = await trainPortfolioNetwork(
      windows,
      { ...small, dropout: 0 },
      {
        ...{ epochs: 80, seed: 1, variant: "batch", lambda: 0, adam: { learningRate: 0.01 } },
      },
    );
    const unseen = madeUp(8, [400, 3, 4, 2]);
    const told = model
      .portfolios(unseen)
      .map((row, w) => ({ row, signal: unseen.inputs[(w * 3 * 4 + 3) * 2] }));
    const meanWeight = (up: boolean): number => {
      const rows = told.filter(({ signal }) => signal > 0 === up);
      return rows.reduce((sum, { row }) => sum + row[0], 0) / rows.length;
    };
    expect(meanWeight(true)).toBeGreaterThan(meanWeight(false) + 0.2);
  });

  test("portfolios are positive and sum to one", async () => {
    const model = await trainPortfolioNetwork(windows, small, { epochs: 2, seed: 1 });
    for (const row of model.portfolios(windows)) {
      expect(Math.min(...row)).toBeGreaterThan(0);
      expect([row.reduce((a, b) => a + b)]).toBeAllClose([1]);
    }
    expect(model.summary()).toContain("LSTM 4 → dropout 0.2 → LSTM 4 (shared, per coin) → volatility joined");
  });

  test("the same seed gives the same network, whatever the number of workers; another seed another one", async () => {
    const training = { epochs: 3, validation: madeUp(9, [20, 3, 4, 2]) };
    const jobs = [0, 1, 2].map((seed) => ({ windows, network: small, training: { ...training, seed } }));
    const here = await Promise.all(
      jobs.map(({ training }) => trainPortfolioNetwork(windows, small, training)),
    );
    for (const workers of [1, 2]) {
      const there = await trainPortfolioNetworks(jobs, { workers, cache: false });
      expect(there.map(({ model }) => model.curves)).toEqual(here.map((m) => m.curves));
      expect(there.map(({ model }) => numbersOf(model.weights))).toEqual(
        here.map((m) => numbersOf(m.weights)),
      );
    }
    expect(numbersOf(here[0].weights)).not.toEqual(numbersOf(here[1].weights));
    expect(here[0].curves.validationLoss).toHaveLength(3);
  });

  test.each(["perCoin", "concatenated"] as const)(
    "on the reference it learns what it learns on the kernel, dropout and all: %s",
    async (sharing) => {
      const network = { ...small, sharing };
      const training = { epochs: 2, seed: 3, validation: madeUp(9, [20, 3, 4, 2]) };
      const [reference, wasm] = await Promise.all(
        (["reference", "wasm"] as const).map((backend) =>
          trainPortfolioNetwork(windows, network, { ...training, backend }),
        ),
      );
      expect([reference.backend, wasm.backend.split(" ")[0]]).toEqual(["reference", "wasm"]);
      expectClose(numbersOf(wasm.weights), numbersOf(reference.weights), KERNEL);
      expect(wasm.curves.loss).toBeAllClose(reference.curves.loss, { rtol: 0, atol: KERNEL });
      expect(wasm.curves.validationLoss).toBeAllClose(reference.curves.validationLoss, {
        rtol: 0,
        atol: KERNEL,
      });
      expect(flat(wasm.portfolios(windows))).toBeAllClose(flat(reference.portfolios(windows)), {
        rtol: 0,
        atol: KERNEL,
      });
    },
  );

  test("the environment may ask for the reference; TensorFlow's library has no portfolio network", async () => {
    const train = (backend?: "native"): Promise<PortfolioModel> =>
      trainPortfolioNetwork(windows, small, { epochs: 1, seed: 1, backend: backend as never });
    vi.stubEnv("VOLFOLIO_BACKEND", "reference");
    expect((await train()).backend).toBe("reference");
    vi.stubEnv("VOLFOLIO_BACKEND", "native");
    expect((await train()).backend).toMatch(/^wasm /);
    await expect(train("native")).rejects.toThrow('backend must be one of "wasm", "reference"');
  });

  test("can be stopped", async () => {
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }): void => void (done === 2 && stop.abort());
    const running = trainPortfolioNetwork(windows, small, {
      epochs: 50,
      seed: 1,
      signal: stop.signal,
      onProgress,
    });
    await expect(running).rejects.toThrow("trainPortfolioNetwork: stopped before it was done");
  });

  test("refuses what can't be trained", async () => {
    const train = (w: PortfolioWindows, n = small): Promise<unknown> =>
      trainPortfolioNetwork(w, n, { epochs: 1, seed: 1 });
    await expect(train({ ...windows, returns: [0.1] })).rejects.toThrow(
      "windows.returns must hold 360 values",
    );
    await expect(train(windows, { ...small, lstm: [] })).rejects.toThrow(
      "network.lstm must be an array of units",
    );
    const model = await trainPortfolioNetwork(windows, small, { epochs: 1, seed: 1 });
    expect(() => model.portfolios(madeUp(1, [5, 2, 4, 2]))).toThrow(
      "windows must be of 3 × 4 × 2, got 2 × 4 × 2",
    );
  });
});
