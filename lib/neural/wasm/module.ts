import { readFileSync } from "node:fs";
import { MissingError } from "../../core/errors";
import { projectPath } from "../../core/project";

/** The functions of the compiled kernel, as `lib/neural/kernel` documents them. Addresses and strides count bytes. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  lstmForward(
    z: number,
    zRow: number,
    depth: number,
    firstDepth: number,
    hidden: number,
    weights: number,
    panelBytes: number,
    gates: number,
    cells: number,
    squashed: number,
    steps: number,
    rows: number,
    panels: number,
  ): void;
  lstmStepBackward(
    gates: number,
    cells: number,
    squashed: number,
    byCell: number,
    later: number,
    laterRow: number,
    outside: number,
    outsideRow: number,
    rows: number,
    panels: number,
  ): void;
  weightGradient(
    a: number,
    aRow: number,
    inputs: number,
    d: number,
    rows: number,
    panels: number,
    gradient: number,
  ): void;
  transposeWeights(
    weights: number,
    inputs: number,
    panels: number,
    first: number,
    count: number,
    transposed: number,
    column: number,
    columns: number,
  ): void;
  inputGradient(
    d: number,
    panels: number,
    transposed: number,
    columns: number,
    gradient: number,
    gradientRow: number,
    rows: number,
  ): void;
  denseForward(
    a: number,
    aRow: number,
    depth: number,
    weights: number,
    panelBytes: number,
    bias: number,
    out: number,
    rows: number,
    panels: number,
  ): void;
  columnSums(d: number, rows: number, panels: number, sums: number): void;
  copyRows(from: number, fromRow: number, to: number, toRow: number, rows: number, columns: number): void;
  maskRows(a: number, aRow: number, mask: number, out: number, rows: number, columns: number): void;
  relu(values: number, count: number): void;
  reluGradient(gradient: number, values: number, count: number): void;
  hyperbolic(values: number, count: number): void;
  hyperbolicGradient(gradient: number, values: number, count: number): void;
  adam(
    weights: number,
    gradient: number,
    m: number,
    v: number,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

/** Which build of the kernel runs: a multiply and an add each rounded, or fused where the processor can. */
export type KernelVariant = "simd" | "relaxed";

interface CompiledKernel {
  readonly variant: KernelVariant;
  readonly module: WebAssembly.Module;
}

let compiled: CompiledKernel | undefined;

/**
 * The kernel, compiled once a thread: with relaxed SIMD where the runtime has it (Node 22 and later), else plain.
 *
 * @throws {@link MissingError} before the first build.
 */
export function compiledKernel(): CompiledKernel {
  compiled ??= compile("relaxed") ?? compile("simd");
  if (compiled === undefined)
    throw new MissingError("neural", "this runtime cannot run WebAssembly with SIMD");
  return compiled;
}

function compile(variant: KernelVariant): CompiledKernel | undefined {
  const bytes = kernelBytes(variant);
  return WebAssembly.validate(bytes) ? { variant, module: new WebAssembly.Module(bytes) } : undefined;
}

function kernelBytes(variant: KernelVariant): Uint8Array<ArrayBuffer> {
  const path = projectPath("lib", "dist", "neural", `kernel.${variant}.wasm`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new MissingError("neural", "found no compiled kernel: run `npm run build` first", { cause });
  }
}
