import { afterEach, describe, expect, test } from "vitest";
import { lstmSequence, type LstmStates } from "../../lib/neural/lstm/lstmSequence";
import { DenseLayer } from "../../lib/neural/backends/wasm/denseLayer";
import { Kernel, returnKernel, takeKernel } from "../../lib/neural/backends/wasm/kernel";
import type { Sheet } from "../../lib/neural/backends/wasm/layer";
import { LstmLayer } from "../../lib/neural/backends/wasm/lstmLayer";
import { compiledKernel } from "../../lib/neural/backends/wasm/module";
import { flat, madeUpLstm } from "../support/sequences";

const taken: Kernel[] = [];
afterEach(() => taken.splice(0).forEach(returnKernel));
function kernelForTest(): Kernel {
  const kernel = takeKernel();
  taken.push(kernel);
  return kernel;
}

/** Writes `values[b][t]` into the kernel's memory, steps first. */
function sheetOf(kernel: Kernel, values: readonly (readonly ArrayLike<number>[])[], rows: number): Sheet {
  const [steps, width] = [values[0].length, values[0][0].length];
  const row = Math.ceil(width / 4) * 16;
  const at = kernel.allocate((steps * rows * row) / 4);
  values.forEach((sequence, b) =>
    sequence.forEach((x, t) => kernel.floats.set(Array.from(x), (at + (t * rows + b) * row) / 4)),
  );
  return { at, row, width, steps, rows };
}

/** Reads it back: `[b][t]`. */
function valuesOf(kernel: Kernel, sheet: Sheet, batch: number): number[][][] {
  return Array.from({ length: batch }, (_, b) =>
    Array.from({ length: sheet.steps }, (_, t) => {
      const at = (sheet.at + (t * sheet.rows + b) * sheet.row) / 4;
      return Array.from(kernel.floats.subarray(at, at + sheet.width));
    }),
  );
}

/** As close as 1e-5 of the largest value: what single precision leaves of sums over all steps. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(actual).toBeAllClose(expected, { rtol: 0, atol: 1e-5 * largest });
}

const SIZES = [
  { batch: 3, steps: 4, features: 3, units: 5, rows: 8 },
  { batch: 8, steps: 1, features: 1, units: 4, rows: 8 },
  { batch: 20, steps: 12, features: 6, units: 17, rows: 24 },
  { batch: 32, steps: 59, features: 3, units: 100, rows: 32 },
  { batch: 32, steps: 30, features: 50, units: 50, rows: 32 },
];

describe.each(SIZES)(
  "the LSTM layer on $batch × $steps × $features with $units units agrees with the reference",
  (size) => {
    const { inputs, weights, hidden, cell } = madeUpLstm(5, size);
    const upstream = madeUpLstm(6, { ...size, features: size.units }).inputs;

    test.each([
      { sequence: true, inputGradient: true, states: undefined },
      { sequence: false, inputGradient: true, states: undefined },
      { sequence: false, inputGradient: false, states: undefined },
      { sequence: true, inputGradient: true, states: { hidden, cell } },
      { sequence: false, inputGradient: false, states: { hidden, cell } },
    ] as { sequence: boolean; inputGradient: boolean; states?: LstmStates }[])(
      "sequence $sequence, input gradient $inputGradient, states $states.hidden.length",
      ({ sequence, inputGradient, states }) => {
        const given = upstream.map((steps) => (sequence ? steps : steps.slice(-1)));
        const run = lstmSequence(inputs, weights, { initialStates: states });
        const expected = run.gradients(sequence ? { outputs: given } : { last: given.map(([last]) => last) });

        for (const variant of ["relaxed", "simd"] as const) {
          const kernel = new Kernel(compiledKernel(variant));
          const layer = new LstmLayer(kernel, { ...size, sequence, inputGradient });
          layer.load(weights);
          if (states) layer.start(states);
          const [x, dy] = [sheetOf(kernel, inputs, size.rows), sheetOf(kernel, given, size.rows)];
          const out = valuesOf(kernel, layer.forward(x), size.batch);
          const byInputs = layer.backward(dy);

          expectClose(flat(out), flat(sequence ? run.outputs : run.last));
          const got = layer.readGradient();
          expectClose(flat(got.kernel), flat(expected.weights.kernel));
          expectClose(flat(got.recurrentKernel), flat(expected.weights.recurrentKernel));
          expectClose(got.bias, expected.weights.bias);
          expect(byInputs === undefined).toBe(!inputGradient);
          if (byInputs) expectClose(flat(valuesOf(kernel, byInputs, size.batch)), flat(expected.inputs));
          if (!states) continue;
          const byStates = inputs.map((_, b) => layer.stateGradient(b));
          expectClose(flat(byStates.map((s) => s.hidden)), flat(expected.initialStates.hidden));
          expectClose(flat(byStates.map((s) => s.cell)), flat(expected.initialStates.cell));
        }
      },
    );
  },
);

test("Node 20 and later run the variant with relaxed SIMD", () => {
  expect(compiledKernel().variant).toBe("relaxed");
});

test("tiles of 4 rows give what those of 2 give, bit by bit", () => {
  const size = { batch: 24, steps: 5, features: 6, units: 18, rows: 24, sequence: true, inputGradient: true };
  const { inputs, weights } = madeUpLstm(3, size);
  const upstream = madeUpLstm(4, { ...size, features: size.units }).inputs;
  const [narrow, wide] = [false, true].map((wide) => {
    const kernel = new Kernel({ ...compiledKernel(), wide });
    const layer = new LstmLayer(kernel, size);
    layer.load(weights);
    const out = valuesOf(kernel, layer.forward(sheetOf(kernel, inputs, size.rows)), size.batch);
    const byInputs = valuesOf(kernel, layer.backward(sheetOf(kernel, upstream, size.rows))!, size.batch);
    const { kernel: k, recurrentKernel, bias } = layer.readGradient();
    return flat([out, byInputs, k, recurrentKernel, bias]);
  });
  expect(wide).toEqual(narrow);
});

test("weights come back as they went in, rounded to single precision", () => {
  const { weights } = madeUpLstm(2, { batch: 1, steps: 1, features: 3, units: 6 });
  const size = { features: 3, units: 6, steps: 1, rows: 8, sequence: false, inputGradient: false };
  const layer = new LstmLayer(kernelForTest(), size);
  layer.load(weights);
  const back = layer.read();
  expect(flat(back.kernel)).toEqual(flat(weights.kernel).map(Math.fround));
  expect(flat(back.recurrentKernel)).toEqual(flat(weights.recurrentKernel).map(Math.fround));
  expect(flat(back.bias)).toEqual(flat(weights.bias).map(Math.fround));
});

test("a smaller batch after a larger one leaves no trace of it", () => {
  const size = { batch: 16, steps: 5, features: 2, units: 7, rows: 16 };
  const { inputs, weights } = madeUpLstm(9, size);
  const gradientsOf = (layer: LstmLayer, batches: number[]): number[] => {
    const { kernel } = layer;
    for (const batch of batches) {
      const rows = Math.ceil(batch / 8) * 8;
      const taken = inputs.slice(0, batch);
      layer.forward(sheetOf(kernel, taken, rows));
      const last = taken.map(() => [Array.from({ length: size.units }, (_, u) => u - 2)]);
      layer.backward(sheetOf(kernel, last, rows));
    }
    const { kernel: k, recurrentKernel, bias } = layer.readGradient();
    return flat([k, recurrentKernel, bias]);
  };
  const made = (): LstmLayer => {
    const layer = new LstmLayer(kernelForTest(), { ...size, sequence: false, inputGradient: false });
    layer.load(weights);
    return layer;
  };
  expect(gradientsOf(made(), [16, 3, 16])).toEqual(gradientsOf(made(), [16]));
  expect(gradientsOf(made(), [16, 3])).toEqual(gradientsOf(made(), [3]));
});

describe("far out, gates saturate without overflow", () => {
  test.each([1e3, -1e3, 1e30, -1e30])("inputs of %d", (value) => {
    const kernel = kernelForTest();
    const size = { features: 1, units: 1, steps: 1, rows: 8, sequence: false, inputGradient: false };
    const layer = new LstmLayer(kernel, size);
    const weights = { kernel: [[1, 1, 1, 1]], recurrentKernel: [[0, 0, 0, 0]], bias: [0, 0, 0, 0] };
    layer.load(weights);
    const out = valuesOf(kernel, layer.forward(sheetOf(kernel, [[[value]]], 8)), 1);
    expect(flat(out)).toBeAllClose(flat(lstmSequence([[[value]]], weights).last), { atol: 1e-6 });
  });
});

test.each(["linear", "relu", "tanh"] as const)("a dense layer, %s: values and gradients", (activation) => {
  // x = (1, 2), W = ((1, −1), (0.5, −0.25)), b = (0.1, 0.2): z = (2.1, −1.3)
  const kernel = kernelForTest();
  const layer = new DenseLayer(kernel, {
    features: 2,
    units: 2,
    steps: 1,
    rows: 8,
    activation,
    inputGradient: true,
  });
  layer.load({
    kernel: [
      [1, -1],
      [0.5, -0.25],
    ],
    bias: [0.1, 0.2],
  });
  const out = flat(valuesOf(kernel, layer.forward(sheetOf(kernel, [[[1, 2]]], 8)), 1));
  const [a, slope] = {
    linear: [(z: number) => z, () => 1],
    relu: [(z: number) => Math.max(z, 0), (z: number) => (z > 0 ? 1 : 0)],
    tanh: [Math.tanh, (z: number) => 1 - Math.tanh(z) ** 2],
  }[activation];
  expect(out).toBeAllClose([a(2.1), a(-1.3)], { rtol: 1e-6 });
  const byInputs = layer.backward(sheetOf(kernel, [[[3, 5]]], 8))!;
  const [d0, d1] = [3 * slope(2.1), 5 * slope(-1.3)];
  expect(flat(valuesOf(kernel, byInputs, 1))).toBeAllClose([d0 - d1, 0.5 * d0 - 0.25 * d1], { rtol: 1e-5 });
});

test("memory handed back is used again", () => {
  const size = { features: 3, units: 20, steps: 10, rows: 16, sequence: false, inputGradient: false };
  const kernel = new LstmLayer(kernelForTest(), size).kernel;
  const before = kernel.run.memory.buffer.byteLength;
  for (let k = 0; k < 50; k++) {
    returnKernel(taken.pop()!);
    expect(kernelForTest()).toBe(kernel);
    new LstmLayer(kernel, size);
  }
  expect(kernel.run.memory.buffer.byteLength).toBe(before);
});
