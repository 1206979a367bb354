import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lstmSequence, type LstmGradients } from "../../lib/neural/lstm/lstmSequence";
import { lstmStep } from "../../lib/neural/lstm/lstmStep";
import type { LstmWeights } from "../../lib/neural/lstm/lstmWeights";
import { flat, madeUpLstm } from "../support/sequences";
import { EXACT } from "../support/tolerances";

const σ = (x: number): number => 1 / (1 + Math.exp(-x));

describe("by hand", () => {
  // One unit, one feature. The columns are the gates i, f, u, o.
  const weights: LstmWeights = {
    kernel: [[Math.log(3), 0, 0.5, 0]],
    recurrentKernel: [[0, 1, 0, 0]],
    bias: [0, 0, 0, Math.log(4)],
  };

  test("one step", () => {
    // x = 1, h₀ = ln 3, C₀ = 2:  i = σ(ln 3) = 3/4,  f = σ(ln 3) = 3/4,  u = tanh ½,  o = σ(ln 4) = 4/5
    const step = lstmStep([1], { hidden: Float64Array.of(Math.log(3)), cell: Float64Array.of(2) }, weights);
    expect(step.inputGate).toBeAllClose([0.75]);
    expect(step.forgetGate).toBeAllClose([0.75]);
    expect(step.candidate).toBeAllClose([Math.tanh(0.5)]);
    expect(step.outputGate).toBeAllClose([0.8]);
    expect(step.cell).toBeAllClose([1.5 + 0.75 * Math.tanh(0.5)]);
    expect(step.hidden).toBeAllClose([0.8 * Math.tanh(1.5 + 0.75 * Math.tanh(0.5))]);
  });

  test("two steps, from nothing: the second forgets by what the first put out", () => {
    const c1 = 0.75 * Math.tanh(0.5);
    const h1 = 0.8 * Math.tanh(c1);
    const c2 = σ(h1) * c1 + 0.5 * 0; // x = 0: i = ½, u = 0
    const run = lstmSequence([[[1], [0]]], weights);
    expect(flat(run.outputs)).toBeAllClose([h1, 0.8 * Math.tanh(c2)]);
    expect(flat(run.last)).toBeAllClose([0.8 * Math.tanh(c2)]);
  });

  test("the gradient by the output gate's bias after one step is tanh(C)·o·(1 − o)", () => {
    const { gradients } = lstmSequence([[[1]]], weights);
    const c1 = 0.75 * Math.tanh(0.5);
    expect(gradients({ last: [[1]] }).weights.bias[3]).toBeCloseTo(Math.tanh(c1) * 0.8 * 0.2, 14);
  });
});

describe("gradients", () => {
  /** Of the loss Σ (hₜ)²/2 over all steps plus Σ h_T³/3: it needs both kinds of upstream. */
  const DIFFERENCE = { rtol: 1e-6, atol: 1e-9 };
  const size = { batch: 2, steps: 6, features: 3, units: 4 };
  const { inputs, weights, hidden, cell } = madeUpLstm(3, size);
  const flatParts = [inputs, weights.kernel, weights.recurrentKernel, weights.bias, hidden, cell].map(
    (part) => flat(part as number[]),
  );
  const shaped = (parts: number[][]): Parameters<typeof lstmSequence> => {
    const rows = (values: number[], width: number): number[][] =>
      Array.from({ length: values.length / width }, (_, r) => values.slice(r * width, (r + 1) * width));
    const [x, k, r, b, h, c] = parts;
    const sequences = rows(x, size.steps * size.features).map((sequence) => rows(sequence, size.features));
    const initialStates = { hidden: rows(h, size.units), cell: rows(c, size.units) };
    const width = 4 * size.units;
    return [
      sequences,
      { kernel: rows(k, width), recurrentKernel: rows(r, width), bias: b },
      { initialStates },
    ];
  };
  const loss = (parts: number[][]): number => {
    const run = lstmSequence(...shaped(parts));
    const squares = flat(run.outputs).reduce((sum, h) => sum + h ** 2 / 2, 0);
    return flat(run.last).reduce((sum, h) => sum + h ** 3 / 3, squares);
  };

  test("agree with central differences", () => {
    const run = lstmSequence(...shaped(flatParts));
    const g = run.gradients({ outputs: run.outputs, last: run.last.map((row) => row.map((h) => h ** 2)) });
    const analytic = [
      g.inputs,
      g.weights.kernel,
      g.weights.recurrentKernel,
      g.weights.bias,
      g.initialStates.hidden,
      g.initialStates.cell,
    ].map((part) => flat(part));
    const at = 1e-4;
    flatParts.forEach((part, p) => {
      // Fourth order: the error of the difference itself stays below 1e-10.
      const numeric = part.map((_, k) => {
        const moved = (by: number): number =>
          loss(flatParts.map((other, q) => (q === p ? other.map((v, j) => (j === k ? v + by : v)) : other)));
        return (8 * (moved(at) - moved(-at)) - (moved(2 * at) - moved(-2 * at))) / (12 * at);
      });
      expect(analytic[p]).toBeAllClose(numeric, DIFFERENCE);
    });
  });

  test("by every step's output, zero but for the last, are those by the last", () => {
    const run = lstmSequence(inputs, weights);
    const last = run.last.map(() => [1, -2, 0.5, 3]);
    const outputs = run.outputs.map((steps, b) =>
      steps.map((h, t) => (t === steps.length - 1 ? last[b] : Array.from(h, () => 0))),
    );
    expect(flat(run.gradients({ outputs }).weights.kernel)).toBeAllClose(
      flat(run.gradients({ last }).weights.kernel),
      EXACT,
    );
  });
});

test("a step never changes an earlier output", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), (seed, from) => {
      const { inputs, weights } = madeUpLstm(seed, { batch: 1, steps: 6, features: 2, units: 3 });
      const changed = inputs.map((steps) => steps.map((x, t) => (t >= from ? x.map((v) => v + 1) : x)));
      const [before, after] = [inputs, changed].map((x) => lstmSequence(x, weights).outputs[0]);
      expect(flat(after.slice(0, from))).toEqual(flat(before.slice(0, from)));
      expect(flat(after.slice(from))).not.toEqual(flat(before.slice(from)));
    }),
  );
});

test("a sequence cut in two, the second half starting where the first ended, gives the same outputs", () => {
  const { inputs, weights } = madeUpLstm(8, { batch: 2, steps: 7, features: 2, units: 3 });
  const whole = lstmSequence(inputs, weights);
  const first = lstmSequence(
    inputs.map((steps) => steps.slice(0, 3)),
    weights,
  );
  const initialStates = { hidden: first.last, cell: first.steps.map((steps) => steps[2].cell) };
  const second = lstmSequence(
    inputs.map((steps) => steps.slice(3)),
    weights,
    { initialStates },
  );
  expect(flat(second.last)).toEqual(flat(whole.last));
});

interface TorchCase extends LstmWeights {
  inputs: number[][][];
  initialStates: { hidden: number[][]; cell: number[][] } | null;
  outputs: number[][][];
  byOutputs: number[][][];
  byLast: number[][];
  manyToMany: Record<string, number[]>;
  manyToOne: Record<string, number[]>;
}

const torch = JSON.parse(readFileSync(join(__dirname, "../fixtures/neural/lstm.json"), "utf8")) as {
  cases: TorchCase[];
};

describe.each(torch.cases.map((fixture, k) => ({ k, fixture })))("beside PyTorch, case $k", ({ fixture }) => {
  const run = lstmSequence(fixture.inputs, fixture, { initialStates: fixture.initialStates ?? undefined });
  const byPart = (g: LstmGradients): Record<string, number[]> => ({
    kernel: flat(g.weights.kernel),
    recurrentKernel: flat(g.weights.recurrentKernel),
    bias: flat(g.weights.bias),
    inputs: flat(g.inputs),
    hidden: flat(g.initialStates.hidden),
    cell: flat(g.initialStates.cell),
  });

  test("outputs", () => expect(flat(run.outputs)).toBeAllClose(flat(fixture.outputs), EXACT));

  test.each([
    ["manyToMany", { outputs: fixture.byOutputs }],
    ["manyToOne", { last: fixture.byLast }],
  ] as const)("gradients, %s", (kind, upstream) => {
    const ours = byPart(run.gradients(upstream));
    for (const [part, values] of Object.entries(fixture[kind]))
      expect(ours[part]).toBeAllClose(flat(values), EXACT);
  });
});

describe("refuses", () => {
  const { inputs, weights } = madeUpLstm(1, { batch: 2, steps: 3, features: 2, units: 2 });
  const NONE = [] as number[][][];

  test.each([
    ["no sequence", () => lstmSequence(NONE, weights), /lstmSequence: inputs must be an array of sequences/],
    [
      "another number of features",
      () => lstmSequence([[[1, 2, 3]]], weights),
      /inputs\[0\]\[0\] must hold 2 values, got 3/,
    ],
    [
      "sequences of different lengths",
      () => lstmSequence([inputs[0], inputs[1].slice(1)], weights),
      /inputs\[1\] must have 3 steps, got 2/,
    ],
    ["NaN", () => lstmSequence([[[1, NaN]]], weights), /inputs\[0\]\[0\]\[1\] must be a finite number/],
    [
      "a bias that is not four gates wide",
      () => lstmSequence(inputs, { ...weights, bias: [1, 2, 3] }),
      /weights\.bias must hold 4 values a unit, got 3/,
    ],
    [
      "states of other sequences",
      () => lstmSequence(inputs, weights, { initialStates: { hidden: [[0, 0]], cell: [[0, 0]] } }),
      /initialStates\.hidden must have 2 rows, got 1/,
    ],
    ["no upstream", () => lstmSequence(inputs, weights).gradients({}), /gradients by `outputs`, by `last`/],
  ])("%s", (_, call, message) => expect(call).toThrow(message));
});
