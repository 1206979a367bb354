import { tanh } from "../../../core/elementary";
import type { Rng } from "../../../core/random";
import { zeros } from "../../../math/matrix";
import type { Activation, PlacedLayer } from "../../architecture";
import { drawMask, maskIndex, maskSize } from "../../training/dropoutMask";
import type { DenseWeights, LayerWeights } from "../../layerWeights";
import { lstmSequence, type LstmRun } from "../../lstm/lstmSequence";
import type { LstmWeights } from "../../lstm/lstmWeights";

/** What flows between layers: `[window][step][number]`. */
export type Flow = readonly (readonly Float64Array[])[];

/** Rows of weights, and rows of the gradients by them. */
export interface Learned {
  readonly weights: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
}

/** A layer in double precision, written to be read. */
export interface ReferenceLayer {
  forward(input: Flow, training: boolean): Flow;
  /** After {@link forward}: from the gradient by the outputs to that by the inputs, and {@link learned}. */
  backward(byOutput: Flow): Flow;
  /** What the last {@link backward} found. */
  learned(): Learned;
  load(weights: LayerWeights): void;
  read(): LayerWeights;
}

export function referenceLayer({ spec, features, units }: PlacedLayer, rng: Rng): ReferenceLayer {
  if ("lstm" in spec) return new LstmReference(spec.sequence ?? false);
  if ("dense" in spec) return new DenseReference(features, units, spec.activation ?? "linear");
  return new DropoutReference(spec.dropout, rng);
}

const copy = (rows: readonly ArrayLike<number>[]): Float64Array[] =>
  rows.map((row) => Float64Array.from(row));

class LstmReference implements ReferenceLayer {
  #weights!: { kernel: Float64Array[]; recurrentKernel: Float64Array[]; bias: Float64Array };
  #run!: LstmRun;
  #learned!: Learned;

  constructor(readonly sequence: boolean) {}

  forward(input: Flow): Flow {
    this.#run = lstmSequence(input, this.#weights);
    return this.sequence ? this.#run.outputs : this.#run.last.map((last) => [last]);
  }

  backward(byOutput: Flow): Flow {
    const upstream = this.sequence ? { outputs: byOutput } : { last: byOutput.map(([last]) => last) };
    const { inputs, weights } = this.#run.gradients(upstream);
    this.#learned = { weights: rowsOf(this.#weights), gradients: rowsOf(weights) };
    return inputs;
  }

  learned(): Learned {
    return this.#learned;
  }

  load(weights: LayerWeights): void {
    const { kernel, recurrentKernel, bias } = weights as LstmWeights;
    this.#weights = {
      kernel: copy(kernel),
      recurrentKernel: copy(recurrentKernel),
      bias: Float64Array.from(bias),
    };
  }

  read(): LstmWeights {
    const { kernel, recurrentKernel, bias } = this.#weights;
    return { kernel: copy(kernel), recurrentKernel: copy(recurrentKernel), bias: bias.slice() };
  }
}

const rowsOf = (weights: {
  kernel: Float64Array[];
  recurrentKernel: Float64Array[];
  bias: Float64Array;
}): Float64Array[] => [...weights.kernel, ...weights.recurrentKernel, weights.bias];

/** a(x·W + b), and the slope of the activation a by its value. */
const ACTIVATIONS: Record<Activation, { of: (z: number) => number; slope: (a: number) => number }> = {
  linear: { of: (z) => z, slope: () => 1 },
  relu: { of: (z) => Math.max(z, 0), slope: (a) => (a > 0 ? 1 : 0) },
  tanh: { of: tanh, slope: (a) => 1 - a ** 2 },
};

class DenseReference implements ReferenceLayer {
  #kernel: Float64Array[] = [];
  #bias = new Float64Array(0);
  #input: Flow = [];
  #output: Flow = [];
  #gradients: Float64Array[] = [];

  constructor(
    readonly features: number,
    readonly units: number,
    readonly activation: Activation,
  ) {}

  forward(input: Flow): Flow {
    const { of } = ACTIVATIONS[this.activation];
    this.#input = input;
    this.#output = input.map((steps) =>
      steps.map((x) =>
        this.#bias.map((b, j) => of(x.reduce((sum, value, f) => sum + value * this.#kernel[f][j], b))),
      ),
    );
    return this.#output;
  }

  backward(byOutput: Flow): Flow {
    const { slope } = ACTIVATIONS[this.activation];
    const byKernel = zeros(this.features, this.units);
    const byBias = new Float64Array(this.units);
    this.#gradients = [...byKernel, byBias];
    return byOutput.map((steps, b) =>
      steps.map((given, t) => {
        const byZ = given.map((gradient, j) => gradient * slope(this.#output[b][t][j]));
        const x = this.#input[b][t];
        byZ.forEach((gradient, j) => {
          byBias[j] += gradient;
          x.forEach((value, f) => (byKernel[f][j] += value * gradient));
        });
        return x.map((_, f) => byZ.reduce((sum, gradient, j) => sum + gradient * this.#kernel[f][j], 0));
      }),
    );
  }

  learned(): Learned {
    return { weights: [...this.#kernel, this.#bias], gradients: this.#gradients };
  }

  load(weights: LayerWeights): void {
    const { kernel, bias } = weights as DenseWeights;
    this.#kernel = copy(kernel);
    this.#bias = Float64Array.from(bias);
  }

  read(): DenseWeights {
    return { kernel: copy(this.#kernel), bias: this.#bias.slice() };
  }
}

class DropoutReference implements ReferenceLayer {
  #mask = new Float32Array(0);

  constructor(
    readonly rate: number,
    readonly rng: Rng,
  ) {}

  forward(input: Flow, training: boolean): Flow {
    if (!training) return input;
    this.#mask = new Float32Array(maskSize(input[0].length, input.length, input[0][0].length));
    drawMask(this.#mask, this.rate, this.rng);
    return this.#masked(input);
  }

  backward(byOutput: Flow): Flow {
    return this.#masked(byOutput);
  }

  #masked(flow: Flow): Flow {
    return flow.map((steps, b) =>
      steps.map((x, t) => x.map((value, u) => value * this.#mask[maskIndex(flow.length, x.length, t, b, u)])),
    );
  }

  learned(): Learned {
    return { weights: [], gradients: [] };
  }

  load(): void {}

  read(): null {
    return null;
  }
}
