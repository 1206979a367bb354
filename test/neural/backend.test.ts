import { afterEach, describe, expect, test } from "vitest";
import { DomainError, MissingError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { placeLayers, type Architecture } from "../../lib/neural/architecture";
import { availableBackends, chooseBackend, type Backend } from "../../lib/neural/backends/backend";
import type { LayerWeights } from "../../lib/neural/layerWeights";
import { tensorFlowBinding, type TensorFlowBinding } from "../../lib/neural/backends/native/binding";
import { NativeNetwork } from "../../lib/neural/backends/native/network";
import { Ops } from "../../lib/neural/backends/native/ops";
import type { Network } from "../../lib/neural/backends/network";
import { proveNetwork } from "../../lib/neural/backends/proof";
import { firstWeights, trainSequenceModel } from "../../lib/neural/training/trainSequenceModel";
import type { TrainedModel } from "../../lib/neural/training/trainedModel";
import { slidingWindows } from "../../lib/series/windows";
import { flat } from "../support/sequences";

const statuses = availableBackends();
const isThere = (backend: Backend): boolean => statuses.some((s) => s.backend === backend && s.available);

const inherited = process.env.VOLFOLIO_BACKEND;
afterEach(() => {
  if (inherited === undefined) delete process.env.VOLFOLIO_BACKEND;
  else process.env.VOLFOLIO_BACKEND = inherited;
});

const wave = Float64Array.from({ length: 70 }, (_, t) => Math.sin(t / 5));
const windows = slidingWindows(wave, { length: 9 });
const train = (backend?: Backend, seed = 3): Promise<TrainedModel> =>
  trainSequenceModel(windows, [{ lstm: 5 }, { dropout: 0.2 }, { dense: 1 }], { epochs: 2, seed, backend });
const numbersOf = (weights: readonly LayerWeights[]): number[] =>
  weights.flatMap((layer) =>
    Object.entries(layer ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, part]: [string, number[]]) => flat(part)),
  );

describe("the choice", () => {
  test("is the first that runs of native, wasm, reference", () => {
    delete process.env.VOLFOLIO_BACKEND;
    expect(statuses.map((s) => s.backend)).toEqual(["native", "wasm", "reference"]);
    expect(isThere("wasm") && isThere("reference")).toBe(true);
    expect(chooseBackend("test").label).toBe(statuses.find((s) => s.available)!.detail);
  });

  test("can be forced by the environment, and by an option before it", async () => {
    process.env.VOLFOLIO_BACKEND = "reference";
    expect(chooseBackend("test").backend).toBe("reference");
    expect((await train()).backend).toBe("reference");
    expect((await train("wasm")).backend).toMatch(/^wasm \((simd|relaxed)\)$/);
  });

  test("of a prediction is what the model was trained on", async () => {
    delete process.env.VOLFOLIO_BACKEND;
    const model = await train("reference");
    expect(model.predict(windows)).toEqual(model.predict(windows, { backend: "reference" }));
    expect(model.predict(windows)).not.toEqual(model.predict(windows, { backend: "wasm" }));
  });

  test("of what does not exist is refused, with its source", async () => {
    await expect(train("gpu" as Backend)).rejects.toThrow(
      'trainSequenceModel: backend must be one of "native", "wasm", "reference", got \'gpu\'',
    );
    process.env.VOLFOLIO_BACKEND = "cuda";
    await expect(train()).rejects.toBeInstanceOf(DomainError);
    await expect(train()).rejects.toThrow(/VOLFOLIO_BACKEND must be one of .*, got 'cuda'/);
    expect((await train("wasm")).backend).toMatch(/^wasm/);
  });

  test.skipIf(isThere("native"))("of native where it is missing says why, and what to do", async () => {
    await expect(train("native")).rejects.toBeInstanceOf(MissingError);
    await expect(train("native")).rejects.toThrow(/"native" does not run here: .*`npm run native`/);
    process.env.VOLFOLIO_BACKEND = "native";
    await expect(train()).rejects.toThrow(/"native" \(VOLFOLIO_BACKEND\) does not run here/);
    expect(statuses[0].detail).toContain("npm run native");
  });
});

test("a backend that computes something else does not pass its proof", () => {
  const { makeNetwork } = chooseBackend("test", { backend: "reference" });
  const broken = (change: Partial<Network>): (() => void) => {
    return () =>
      proveNetwork("test", (...plan) => {
        const network = makeNetwork(...plan);
        const bound: Network = {
          load: (weights) => network.load(weights),
          read: () => network.read(),
          predict: (...window) => network.predict(...window),
          learn: (...batch) => network.learn(...batch),
          dispose: () => network.dispose(),
        };
        return { ...bound, ...change };
      });
  };
  expect(broken({})).not.toThrow();
  expect(broken({ predict: () => [1.2] })).toThrow(/first answer on a known network is 1\.2, not 1\.3/);
  expect(broken({ learn: () => 1 })).toThrow(/its loss on a known network is 1/);
  expect(broken({ load: () => undefined })).toThrow();
});

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(actual).toBeAllClose(expected, { rtol: 0, atol: tolerance * largest });
}

describe("beside the reference", () => {
  const OTHERS = (["wasm", "native"] as const).filter(isThere);
  const SHAPE = { steps: 6, features: 3 };
  const NETWORKS: [string, Architecture][] = [
    ["one LSTM", [{ lstm: 7 }, { dense: 1 }]],
    ["dropout", [{ lstm: 6 }, { dropout: 0.3 }, { dense: 1 }]],
    [
      "two LSTM, dropout between steps, two dense layers",
      [
        { dropout: 0.1 },
        { lstm: 5, sequence: true },
        { dropout: 0.4 },
        { lstm: 4 },
        { dense: 6, activation: "tanh" },
        { dense: 1 },
      ],
    ],
    [
      "a dense layer on every step",
      [
        { dense: 5, activation: "relu" },
        { lstm: 4, sequence: true },
        { dense: 3 },
        { lstm: 3 },
        { dense: 1 },
      ],
    ],
  ];
  const ADAM = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  /** With a large ε the first step of Adam is the gradient itself: rate · √(1 − β₂) · g / ε = g. */
  const BY_GRADIENT = { ...ADAM, learningRate: 1e6 / Math.sqrt(1 - 0.999), epsilon: 1e6 };
  /** Of the largest value: what single precision leaves, of one batch and of nine. */
  const FLOAT32 = 1e-5;
  const TRAINED = 1e-4;
  const rng = createRng(11);
  const COUNT = 13;
  const data = {
    inputs: Float32Array.from({ length: COUNT * 18 }, () => rng.normal()),
    targets: Float32Array.from({ length: COUNT }, () => rng.normal()),
  };
  const order = [4, 0, 12, 7, 3, 9, 1, 11, 2, 10, 5, 8, 6];

  describe.each(OTHERS)("%s", (backend) => {
    test.each(NETWORKS)("%s: values and gradients", (_, architecture) => {
      const placed = placeLayers("test", architecture, SHAPE);
      const [ours, reference] = ([backend, "reference"] as const).map((name) => {
        const network = chooseBackend("test", { backend: name }).makeNetwork(placed, 5, createRng(4));
        const weights = firstWeights(placed, createRng(5));
        network.load(weights);
        const values = Array.from(network.predict(data, order, 0, 5));
        network.learn(data, order, 0, 5, BY_GRADIENT);
        const moved = numbersOf(network.read());
        network.dispose();
        return { values, gradient: numbersOf(weights).map((w, k) => Math.fround(w) - moved[k]) };
      });
      expectClose(ours.values, reference.values, FLOAT32);
      expectClose(ours.gradient, reference.gradient, FLOAT32);
    });

    test.each(NETWORKS)("%s: the losses and the weights of a short training", (_, architecture) => {
      const placed = placeLayers("test", architecture, SHAPE);
      const [ours, reference] = ([backend, "reference"] as const).map((name) => {
        const network = chooseBackend("test", { backend: name }).makeNetwork(placed, 5, createRng(4));
        network.load(firstWeights(placed, createRng(5)));
        const losses = [0, 5, 10, 0, 5, 10, 0, 5, 10].map((from) =>
          network.learn(data, order, from, Math.min(from + 5, COUNT), ADAM),
        );
        const weights = numbersOf(network.read());
        network.dispose();
        return { losses, weights };
      });
      expectClose(ours.losses, reference.losses, TRAINED);
      expectClose(ours.weights, reference.weights, TRAINED);
    });

    test("the same seed gives the same weights, bit by bit", async () => {
      const [a, b, other] = [await train(backend), await train(backend), await train(backend, 4)];
      expect(numbersOf(b.weights)).toEqual(numbersOf(a.weights));
      expect(b.predict(windows)).toEqual(a.predict(windows));
      expect(numbersOf(other.weights)).not.toEqual(numbersOf(a.weights));
    });
  });
});

test.skipIf(!isThere("native"))("native gives back every tensor that it took", () => {
  const binding = tensorFlowBinding("test");
  let alive = 0;
  const counted: Partial<TensorFlowBinding> = {
    createTensor: (...tensor: Parameters<TensorFlowBinding["createTensor"]>) => {
      alive++;
      return binding.createTensor(...tensor);
    },
    executeOp: (...op: Parameters<TensorFlowBinding["executeOp"]>) => {
      const made = binding.executeOp(...op);
      alive += made.length;
      return made;
    },
    deleteTensor: (id: number) => {
      alive--;
      binding.deleteTensor(id);
    },
  };
  // Its own properties can't be written to: the rest is looked up in it.
  const counting = new Proxy({} as TensorFlowBinding, {
    get: (_, name): unknown => Reflect.get(name in counted ? counted : binding, name),
  });
  const layers: Architecture = [
    { lstm: 4, sequence: true },
    { dropout: 0.2 },
    { lstm: 3 },
    { dense: 2, activation: "relu" },
    { dense: 1 },
  ];
  const placed = placeLayers("test", layers, { steps: 3, features: 1 });
  const network = new NativeNetwork(new Ops(counting), placed, createRng(1));
  network.load(firstWeights(placed, createRng(2)));
  const data = { inputs: Float32Array.of(1, 2, 3, 4, 5, 6), targets: Float32Array.of(1, 2) };
  const adam = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  const epoch = (): number => {
    network.learn(data, [0, 1], 0, 2, adam);
    network.predict(data, [0, 1], 0, 2);
    return alive;
  };
  const afterOne = epoch();
  for (let k = 0; k < 100; k++) expect(epoch()).toBe(afterOne);
  network.dispose();
  expect(alive).toBe(0);
});
