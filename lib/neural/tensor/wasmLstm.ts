import { returnKernel, takeKernel } from "../backends/wasm/kernel";
import { roundUp, type Sheet } from "../backends/wasm/layer";
import { LstmLayer } from "../backends/wasm/lstmLayer";
import { flatten, rowsOf, type LstmKernelRun, type LstmProblem, type LstmValues } from "./lstmKernel";

/** Layers that wait for their way back, at most: as many as a network has LSTM layers, usually. */
const WAITING = 4;

/** A layer in the kernel's memory with room for one batch. */
class Workspace {
  readonly kernel = takeKernel();
  readonly layer: LstmLayer;
  readonly rows: number;
  readonly #x: Sheet;
  readonly #byOutputs: Sheet;
  /** The run whose gates stand in the memory. */
  run: object | undefined;

  constructor(readonly problem: LstmProblem) {
    const { batch, steps, features, units, sequence } = problem;
    this.rows = roundUp(batch, 8);
    const size = { features, units, steps, rows: this.rows, sequence, inputGradient: true };
    this.layer = new LstmLayer(this.kernel, size);
    this.#x = this.#sheet(steps, features);
    this.#byOutputs = this.#sheet(sequence ? steps : 1, units);
  }

  forward(values: LstmValues): Float32Array {
    const { units } = this.problem;
    this.layer.load({
      kernel: rowsOf(values.kernel, 4 * units),
      recurrentKernel: rowsOf(values.recurrentKernel, 4 * units),
      bias: values.bias,
    });
    this.layer.start({ hidden: rowsOf(values.hidden, units), cell: rowsOf(values.cell, units) });
    this.#write(this.#x, values.x);
    return this.#read(this.layer.forward(this.#x));
  }

  backward(byOutputs: Float32Array): LstmValues {
    this.#write(this.#byOutputs, byOutputs);
    const x = this.#read(this.layer.backward(this.#byOutputs)!);
    const { kernel, recurrentKernel, bias } = this.layer.readGradient();
    const states = Array.from({ length: this.problem.batch }, (_, r) => this.layer.stateGradient(r));
    return {
      x,
      kernel: flatten(kernel),
      recurrentKernel: flatten(recurrentKernel),
      bias: Float32Array.from(bias),
      hidden: flatten(states.map((state) => state.hidden)),
      cell: flatten(states.map((state) => state.cell)),
    };
  }

  #sheet(steps: number, width: number): Sheet {
    const row = roundUp(width, 4) * 4;
    const at = this.kernel.allocate((steps * this.rows * row) / 4);
    return { at, row, width, steps, rows: this.rows };
  }

  #write({ at, row, width, steps, rows }: Sheet, values: Float32Array): void {
    const { floats } = this.kernel;
    for (let b = 0; b < this.problem.batch; b++)
      for (let t = 0; t < steps; t++) {
        const from = (b * steps + t) * width;
        floats.set(values.subarray(from, from + width), (at + (t * rows + b) * row) / 4);
      }
  }

  #read({ at, row, width, steps, rows }: Sheet): Float32Array {
    const { floats } = this.kernel;
    const values = new Float32Array(this.problem.batch * steps * width);
    for (let b = 0; b < this.problem.batch; b++)
      for (let t = 0; t < steps; t++) {
        const from = (at + (t * rows + b) * row) / 4;
        values.set(floats.subarray(from, from + width), (b * steps + t) * width);
      }
    return values;
  }
}

/** The latest last. A run that is pushed out before its way back goes forward once more. */
const workspaces: Workspace[] = [];

/** The fused kernel in WebAssembly on flat arrays. */
export function wasmLstm(problem: LstmProblem, values: LstmValues): LstmKernelRun {
  const run = {};
  const goForward = (): [Workspace, Float32Array] => {
    const workspace = takeWorkspace(problem);
    const outputs = workspace.forward(values);
    workspace.run = run;
    return [workspace, outputs];
  };
  const [, outputs] = goForward();
  return {
    outputs,
    gradients: (byOutputs) => {
      const workspace = workspaces.find((w) => w.run === run) ?? goForward()[0];
      workspace.run = undefined; // the way back writes over the gates
      return workspace.backward(byOutputs);
    },
  };
}

function takeWorkspace(problem: LstmProblem): Workspace {
  const fits = (w: Workspace): boolean =>
    Object.entries(problem).every(([key, value]) => w.problem[key as keyof LstmProblem] === value);
  const full = workspaces.length >= WAITING;
  const index = workspaces.findIndex((w) => w.run === undefined && fits(w));
  const found = index >= 0 ? workspaces.splice(index, 1)[0] : full ? workspaces.shift()! : undefined;
  if (found !== undefined && !fits(found)) returnKernel(found.kernel);
  const workspace = found !== undefined && fits(found) ? found : new Workspace(problem);
  workspaces.push(workspace);
  return workspace;
}
