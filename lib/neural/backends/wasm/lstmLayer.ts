import { zeros } from "../../../math/matrix";
import type { LayerWeights } from "../../layerWeights";
import type { LstmStates } from "../../lstm/lstmSequence";
import type { LstmWeights } from "../../lstm/lstmWeights";
import type { Kernel } from "./kernel";
import { Parameters, roundUp, type KernelLayer, type Sheet } from "./layer";

export interface LstmLayerSize {
  readonly features: number;
  readonly units: number;
  readonly steps: number;
  /** The largest batch, a multiple of 8. */
  readonly rows: number;
  /** The outputs of all steps, or of the last alone. */
  readonly sequence: boolean;
  /** Whether something below wants the gradient by the inputs. */
  readonly inputGradient: boolean;
}

/**
 * The fused LSTM: all steps of a batch in one call forward, two calls a step backward, and the gradient by the weights
 * as one product at the end. The layout is that of `lib/neural/backends/kernel/lstm.ts`.
 */
export class LstmLayer implements KernelLayer {
  readonly parameters: readonly [Parameters];
  readonly #panels: number; //   of 4 units each
  readonly #inputs: number; //   rows of weights: [x | 1 | h], and one more where that is odd
  readonly #zRow: number;
  readonly #z: number;
  readonly #gates: number;
  readonly #cells: number;
  readonly #squashed: number;
  readonly #byCell: number;
  readonly #transposed: number;
  readonly #columns: number; //  of the transposed weights: by h, then by x
  readonly #byInputs: number;
  #started = false; //           from states other than 0
  #input: Sheet | undefined;

  constructor(
    readonly kernel: Kernel,
    readonly size: LstmLayerSize,
  ) {
    const { features, units, steps, rows, inputGradient } = size;
    const padded = roundUp(units, 4);
    const panels = padded / 4;
    this.#panels = panels;
    this.#inputs = roundUp(features + 1 + units, 2);
    this.parameters = [new Parameters(kernel, this.#inputs * panels * 16)];
    this.#zRow = roundUp(features + 1 + padded, 4) * 4;
    this.#z = kernel.allocate(((steps + 1) * rows * this.#zRow) / 4);
    this.#gates = kernel.allocate(steps * rows * panels * 16);
    this.#cells = kernel.allocate((steps + 1) * rows * padded);
    this.#squashed = kernel.allocate(steps * rows * padded);
    this.#byCell = kernel.allocate(rows * padded);
    this.#columns = roundUp(padded + (inputGradient ? features : 0), 8);
    this.#transposed = kernel.allocate(this.#columns * panels * 16);
    this.#byInputs = kernel.allocate((inputGradient ? steps : 1) * rows * this.#columns);
    for (let r = 0; r < (steps + 1) * rows; r++) kernel.floats[(this.#z + r * this.#zRow) / 4 + features] = 1;
  }

  /** h₀ and C₀ of the next batches, a row of it each. */
  start({ hidden, cell }: LstmStates): void {
    this.#started = true;
    const { floats } = this.kernel;
    hidden.forEach((values, r) => floats.set(Array.from(values), this.#hiddenAt(r) / 4));
    cell.forEach((values, r) => floats.set(Array.from(values), this.#cells / 4 + r * this.#panels * 4));
  }

  forward(input: Sheet): Sheet {
    const { features, units, sequence } = this.size;
    const { steps, rows } = input;
    const { run } = this.kernel;
    this.#input = input;
    if (!this.#started) this.#startAtZero(rows);
    run.copyRows(input.at, input.row, this.#z, this.#zRow, steps * rows, features);
    run.lstmForward(
      this.#z,
      this.#zRow,
      features + 1 + units,
      this.#started ? features + 1 + units : features + 1,
      (features + 1) * 4,
      this.parameters[0].weights,
      this.#inputs * 64,
      this.#gates,
      this.#cells,
      this.#squashed,
      steps,
      rows,
      this.#panels,
    );
    const at = this.#hiddenAt(sequence ? rows : steps * rows);
    return { at, row: this.#zRow, width: units, steps: sequence ? steps : 1, rows };
  }

  backward(gradient: Sheet): Sheet | undefined {
    const { features, units, inputGradient } = this.size;
    const { steps, rows } = this.#input!;
    const { run, floats } = this.kernel;
    const { weights, gradient: byWeights } = this.parameters[0];
    const [panels, columns, row] = [this.#panels, this.#columns, this.#columns * 4];
    const transpose = (first: number, count: number, column: number): void =>
      run.transposeWeights(weights, this.#inputs, panels, first, count, this.#transposed, column, columns);
    transpose(features + 1, units, 0);
    if (inputGradient) transpose(0, features, panels * 4);
    floats.fill(0, this.#byCell / 4, this.#byCell / 4 + rows * panels * 4);

    const stepRow = inputGradient ? rows * row : 0; // nobody reads an earlier step's twice
    for (let t = steps - 1; t >= 0; t--) {
      const outer = t - (steps - gradient.steps); // the step of the gradient that comes from outside
      const gates = this.#gates + t * rows * panels * 64;
      const cells = t * rows * panels * 16;
      run.lstmStepBackward(
        gates,
        this.#cells + cells,
        this.#squashed + cells,
        this.#byCell,
        t < steps - 1 ? this.#byInputs + (t + 1) * stepRow : 0,
        row,
        outer >= 0 ? gradient.at + outer * rows * gradient.row : 0,
        gradient.row,
        rows,
        panels,
      );
      if (t > 0 || inputGradient || this.#started)
        run.inputGradient(gates, panels, this.#transposed, columns, this.#byInputs + t * stepRow, row, rows);
    }
    run.weightGradient(this.#z, this.#zRow, this.#inputs, this.#gates, steps * rows, panels, byWeights);
    if (!inputGradient) return undefined;
    return { at: this.#byInputs + panels * 16, row, width: features, steps, rows };
  }

  /** After {@link backward}, where the layer was started: the gradients by h₀ and C₀ of one row. */
  stateGradient(r: number): { hidden: Float32Array; cell: Float32Array } {
    const hidden = this.#byInputs / 4 + r * this.#columns;
    const cell = this.#byCell / 4 + r * this.#panels * 4;
    const { units } = this.size;
    return {
      hidden: this.kernel.floats.slice(hidden, hidden + units),
      cell: this.kernel.floats.slice(cell, cell + units),
    };
  }

  load(weights: LayerWeights): void {
    const { kernel, recurrentKernel, bias } = weights as LstmWeights;
    [...kernel, bias, ...recurrentKernel].forEach((row, r) => {
      for (let j = 0; j < row.length; j++)
        this.kernel.floats[this.#place(this.parameters[0].weights, r, j)] = row[j];
    });
  }

  read(): LstmWeights {
    return this.#unpack(this.parameters[0].weights);
  }

  /** The gradients by the weights, in their layout, after {@link backward}. */
  readGradient(): LstmWeights {
    return this.#unpack(this.parameters[0].gradient);
  }

  #unpack(block: number): LstmWeights {
    const { features, units } = this.size;
    const rows = zeros(features + 1 + units, 4 * units);
    rows.forEach((row, r) => row.forEach((_, j) => (row[j] = this.kernel.floats[this.#place(block, r, j)])));
    return {
      kernel: rows.slice(0, features),
      bias: rows[features],
      recurrentKernel: rows.slice(features + 1),
    };
  }

  /** Where column j of row r of the weights stands in a block of panels: column j is gate j/U of unit j mod U. */
  #place(block: number, r: number, j: number): number {
    const [gate, u] = [Math.floor(j / this.size.units), j % this.size.units];
    return block / 4 + ((u >> 2) * this.#inputs + r) * 16 + gate * 4 + (u & 3);
  }

  /** Where the h that goes into row r of all steps' rows begins. */
  #hiddenAt(r: number): number {
    return this.#z + r * this.#zRow + (this.size.features + 1) * 4;
  }

  #startAtZero(rows: number): void {
    const { floats } = this.kernel;
    for (let r = 0; r < rows; r++) {
      const at = this.#hiddenAt(r) / 4;
      floats.fill(0, at, at + this.#panels * 4);
    }
    floats.fill(0, this.#cells / 4, this.#cells / 4 + rows * this.#panels * 4);
  }
}
