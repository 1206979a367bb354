import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { MissingError } from "../../lib/core/errors";
import { projectPath } from "../../lib/core/project";
import { availableBackends, type Backend } from "../../lib/neural/backends/backend";
import { lstmSequence, type LstmGradients, type LstmStates } from "../../lib/neural/lstm/lstmSequence";
import type { LstmWeights } from "../../lib/neural/lstm/lstmWeights";
import { fusedLstm, type LstmTensors } from "../../lib/neural/tensor/fusedLstm";
import { fusedLstmLayer } from "../../lib/neural/tensor/fusedLstmLayer";
import { loadTfjs } from "../../lib/neural/tensor/loadTfjs";
import { flat, madeUpLstm } from "../support/sequences";

const isNativeThere = availableBackends()[0].available;
const BACKENDS = (["reference", "wasm", "native"] as const).filter((b) => b !== "native" || isNativeThere);
const { tf, layers } = loadTfjs({ on: "cpu" });
const PARTS = ["inputs", "kernel", "recurrentKernel", "bias", "hidden", "cell"] as const;

/** As close as 1e-5 of the largest value: what single precision leaves of sums over all steps. */
function expectClose(actual: Tensor, expected: readonly unknown[] | ArrayLike<number>): void {
  const values = flat(expected);
  const largest = Math.max(...values.map(Math.abs));
  expect(actual.dataSync()).toBeAllClose(values, { rtol: 0, atol: 1e-5 * largest });
}

const matrix = (rows: readonly ArrayLike<number>[]): Tensor2D =>
  tf.tensor2d(flat(rows), [rows.length, rows[0].length]);
const sequences = (rows: number[][][]): Tensor3D => tf.tensor3d(rows);
const tensorsOf = ({ kernel, recurrentKernel, bias }: LstmWeights): LstmTensors => ({
  kernel: matrix(kernel),
  recurrentKernel: matrix(recurrentKernel),
  bias: tf.tensor1d(flat(bias)),
});

interface Example {
  readonly inputs: number[][][];
  readonly weights: LstmWeights;
  readonly states?: LstmStates;
  readonly sequence: boolean;
  /** The gradient by the outputs: of every step, or of the last. */
  readonly upstream: number[][][] | number[][];
}

/** Outputs and gradients of the op, freed when `check` is done. */
function throughTheOp(
  { inputs, weights, states, sequence, upstream }: Example,
  backend: Backend,
  check: (outputs: Tensor, gradients: Tensor[]) => void,
): void {
  tf.tidy(() => {
    const { kernel, recurrentKernel, bias } = tensorsOf(weights);
    const given: Tensor[] = [sequences(inputs), kernel, recurrentKernel, bias];
    if (states) given.push(matrix(states.hidden), matrix(states.cell));
    const op = (...args: Tensor[]): Tensor => {
      const [x, k, r, b] = args as [Tensor3D, Tensor2D, Tensor2D, Tensor1D];
      const [initialHidden, initialCell] = args.slice(4) as Tensor2D[];
      const start = states ? { initialHidden, initialCell } : {};
      return fusedLstm(x, { kernel: k, recurrentKernel: r, bias: b }, { sequence, backend, ...start });
    };
    const { value, grads } = tf.valueAndGrads(op)(given, tf.tensor(upstream));
    check(value, grads);
  });
}

const byPart = (g: LstmGradients): readonly (readonly unknown[] | ArrayLike<number>)[] => [
  g.inputs,
  g.weights.kernel,
  g.weights.recurrentKernel,
  g.weights.bias,
  g.initialStates.hidden,
  g.initialStates.cell,
];

const torch = JSON.parse(readFileSync(join(__dirname, "../fixtures/neural/lstm.json"), "utf8")) as {
  cases: (LstmWeights & {
    inputs: number[][][];
    initialStates: { hidden: number[][]; cell: number[][] } | null;
    outputs: number[][][];
    byOutputs: number[][][];
    byLast: number[][];
    manyToMany: Record<(typeof PARTS)[number], number[]>;
    manyToOne: Record<(typeof PARTS)[number], number[]>;
  })[];
};

describe.each(BACKENDS)("the op on %s", (backend) => {
  beforeAll(() => void loadTfjs({ on: backend === "native" ? "native" : "cpu" }));

  describe.each([
    { batch: 3, steps: 4, features: 3, units: 5 },
    { batch: 9, steps: 1, features: 1, units: 4 },
    { batch: 20, steps: 12, features: 6, units: 17 },
  ])("$batch sequences of $steps × $features, $units units: agrees with the reference", (size) => {
    const { inputs, weights, hidden, cell } = madeUpLstm(5, size);
    const upstream = madeUpLstm(6, { ...size, features: size.units }).inputs;

    test.each([
      [true, false],
      [false, false],
      [true, true],
      [false, true],
    ])("sequence %s, states %s", (sequence, started) => {
      const states = started ? { hidden, cell } : undefined;
      const given = sequence ? upstream : upstream.map((steps) => steps[0]);
      throughTheOp({ inputs, weights, states, sequence, upstream: given }, backend, (outputs, gradients) => {
        const run = lstmSequence(inputs, weights, { initialStates: states });
        const expected = run.gradients(sequence ? { outputs: upstream } : { last: given as number[][] });
        expectClose(outputs, sequence ? run.outputs : run.last);
        byPart(expected)
          .slice(0, gradients.length)
          .forEach((part, k) => expectClose(gradients[k], part));
        expect(gradients).toHaveLength(states ? 6 : 4);
      });
    });
  });

  test.each(torch.cases.map((fixture, k) => [k, fixture] as const))(
    "agrees with PyTorch, case %d",
    (_, fixture) => {
      for (const sequence of [true, false]) {
        const upstream = sequence ? fixture.byOutputs : fixture.byLast;
        const { inputs, initialStates } = fixture;
        const example = { inputs, weights: fixture, states: initialStates ?? undefined, sequence, upstream };
        throughTheOp(example, backend, (outputs, gradients) => {
          expectClose(outputs, sequence ? fixture.outputs : fixture.outputs.map((steps) => steps.at(-1)!));
          const expected = sequence ? fixture.manyToMany : fixture.manyToOne;
          gradients.forEach((gradient, k) => expectClose(gradient, expected[PARTS[k]]));
        });
      }
    },
  );

  test("six layers on top of each other: the gradient of the lowest is that of six references", () => {
    // More than wait for their way back in the kernel's memory: the lowest go forward once more.
    const size = { batch: 4, steps: 5, features: 3, units: 3 };
    const stack = [1, 2, 3, 4, 5, 6].map((seed) => madeUpLstm(seed, size).weights);
    const { inputs } = madeUpLstm(7, size);
    const runs = [lstmSequence(inputs, stack[0])];
    for (const weights of stack.slice(1)) runs.push(lstmSequence(runs.at(-1)!.outputs, weights));
    const by = inputs.map((steps) => steps.map((_, t) => [-1, 0, t]));
    let byInputs: readonly (readonly ArrayLike<number>[])[] = by;
    for (const run of runs.slice().reverse()) byInputs = run.gradients({ outputs: byInputs }).inputs;
    tf.tidy(() => {
      const tensors = stack.map(tensorsOf);
      const through = (x: Tensor): Tensor =>
        tensors.reduce((h, weights) => fusedLstm(h, weights, { sequence: true, backend }), x as Tensor3D);
      expectClose(tf.grad(through)(sequences(inputs), sequences(by)), byInputs);
    });
  });

  test("leaves no tensors behind", () => {
    const { inputs, weights } = madeUpLstm(1, { batch: 2, steps: 3, features: 2, units: 4 });
    const upstream = [1, 2].map(() => [1, 1, 1, 1]);
    const once = (): void => throughTheOp({ inputs, weights, sequence: false, upstream }, backend, () => {});
    once();
    const before = tf.memory().numTensors;
    for (let k = 0; k < 100; k++) once();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(tf.tidy(() => fusedLstm(sequences(inputs), tensorsOf(weights), { backend })));
    expect(tf.memory().numTensors).toBe(before);
  });

  describe("as a layer", () => {
    const size = { batch: 6, steps: 7, features: 2, units: 5 };
    const { inputs, weights } = madeUpLstm(3, size);

    test.each([true, false])("gives what tf.layers.lstm gives, sequence %s", (returnSequences) => {
      const inputShape: [null, number] = [null, 2];
      const stock = layers.layers.lstm({
        units: 5,
        returnSequences,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "glorotUniform", // the default needs tfjs's chained ops
        inputShape,
      });
      const ours = fusedLstmLayer({ units: 5, seed: 1, returnSequences, backend, inputShape });
      const models = [stock, ours].map((layer) => layers.sequential({ layers: [layer] }));
      tf.tidy(() => {
        const { kernel, recurrentKernel, bias } = tensorsOf(weights);
        for (const model of models) model.setWeights([kernel, recurrentKernel, bias]);
        const [expected, got] = models.map((model) => model.predict(sequences(inputs)) as Tensor);
        expect(got.shape).toEqual(expected.shape);
        expectClose(got, expected.dataSync());
      });
      expect(ours.getWeights().map((w) => w.shape)).toEqual(stock.getWeights().map((w) => w.shape));
      for (const model of models) model.dispose();
    });

    const model = (): ReturnType<typeof layers.sequential> => {
      const made = layers.sequential({
        layers: [
          fusedLstmLayer({ units: 6, seed: 1, returnSequences: true, backend, inputShape: [7, 2] }),
          fusedLstmLayer({ units: 4, seed: 2, backend }),
          layers.layers.dense({
            units: 1,
            kernelInitializer: layers.initializers.glorotUniform({ seed: 3 }),
          }),
        ],
      });
      made.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError" });
      return made;
    };

    const trained = async (
      epochs: number,
    ): Promise<{ losses: number[]; weights: number[]; left: number }> => {
      const net = model();
      const [x, y] = [sequences(inputs), tf.tensor2d([[1], [0], [-1], [2], [0], [1]])];
      const fit = { shuffle: false, verbose: 0 } as const;
      await net.fit(x, y, { ...fit, epochs: 1 });
      const before = tf.memory().numTensors;
      const { history } = await net.fit(x, y, { ...fit, epochs });
      const left = tf.memory().numTensors - before;
      const weights = net.getWeights().flatMap((w) => Array.from(w.dataSync()));
      tf.dispose([x, y]);
      net.dispose();
      return { losses: history.loss as number[], weights, left };
    };

    test("learns in 100 epochs of fit, without new tensors", async () => {
      const { losses, left } = await trained(100);
      expect(losses[99]).toBeLessThan(losses[0] / 5);
      expect(left).toBe(0);
    });

    test("learns the same each time", async () => {
      expect((await trained(3)).weights).toEqual((await trained(3)).weights);
    });

    test("comes back from its configuration and its weights", async () => {
      const net = model();
      let saved: Parameters<typeof tf.io.fromMemory>[0] | undefined;
      await net.save(
        tf.io.withSaveHandler((artifacts) => {
          saved = artifacts;
          return Promise.resolve({
            modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
          });
        }),
      );
      const again = await layers.loadLayersModel(tf.io.fromMemory(saved!));
      tf.tidy(() => {
        const x = sequences(inputs);
        expect((again.predict(x) as Tensor).dataSync()).toEqual((net.predict(x) as Tensor).dataSync());
      });
      expect(again.layers[0].getConfig()).toMatchObject({ units: 6, seed: 1, returnSequences: true });
      net.dispose();
      again.dispose();
    });
  });
});

describe("refuses", () => {
  const { inputs, weights } = madeUpLstm(1, { batch: 2, steps: 3, features: 2, units: 2 });
  beforeAll(() => void loadTfjs({ on: "cpu" }));
  const x = sequences(inputs);
  const good = tensorsOf(weights);

  test.each([
    [
      "no sequences",
      () => fusedLstm(good.kernel as unknown as Tensor3D, good),
      /x must be a tensor \[batch, steps, features\]/,
    ],
    [
      "a bias of three gates",
      () => fusedLstm(x, { ...good, bias: tf.zeros([6]) }),
      /bias must be a tensor \[4 · units\]/,
    ],
    [
      "another number of features",
      () => fusedLstm(x, { ...good, kernel: tf.zeros([3, 8]) }),
      /kernel must be of shape \[2, 8\], got \[3, 8\]/,
    ],
    [
      "states of another batch",
      () => fusedLstm(x, good, { initialHidden: tf.zeros([1, 2]) }),
      /initialHidden must be of shape \[2, 2\], got \[1, 2\]/,
    ],
    [
      "a backend that is none",
      () => fusedLstm(x, good, { backend: "webgl" as Backend }),
      /backend must be one of/,
    ],
    [
      "a layer without units",
      () => fusedLstmLayer({ units: 0, seed: 1 }),
      /units must be a whole number, at least 1/,
    ],
    ["a layer without a seed", () => fusedLstmLayer({ units: 1 } as never), /seed must be a whole number/],
    ["a place that is none", () => loadTfjs({ on: "gpu" as "cpu" }), /on must be one of "native", "cpu"/],
  ])("%s", (_, call, message) => expect(call).toThrow(message));

  test("native on tensors that are not in TensorFlow's memory", () => {
    expect(() => fusedLstm(x, good, { backend: "native" })).toThrow(MissingError);
  });
});

test("the library loads no tfjs before it is used, and prints nothing when it is", () => {
  const code = `
    const { loadTfjs, fusedLstm } = require(${JSON.stringify(projectPath("lib"))});
    const loaded = () => Object.keys(require.cache).some((file) => /@tensorflow.tfjs-(core|layers)/.test(file));
    const before = loaded();
    const { tf } = loadTfjs({ on: "cpu" });
    const weights = { kernel: tf.zeros([1, 4]), recurrentKernel: tf.zeros([1, 4]), bias: tf.zeros([4]) };
    const h = fusedLstm(tf.ones([1, 2, 1]), weights, { backend: "wasm" }).dataSync()[0];
    process.stdout.write(JSON.stringify([before, loaded(), h]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" });
  expect(stdout).toBe("[false,true,0]");
  expect(stderr).toBe("");
});
