import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { MissingError } from "../../../core/errors";
import { projectPath } from "../../../core/project";

/** The functions of the compiled kernel, as `lib/neural/backends/kernel` documents them. Addresses and strides count bytes. */
export interface KernelFunctions {
  readonly memory: WebAssembly.Memory;
  /** 1 where the kernel was compiled for 8 numbers at a time. */
  readonly wide: WebAssembly.Global;
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

export interface CompiledKernel {
  readonly variant: KernelVariant;
  readonly module: WebAssembly.Module;
  readonly wide: boolean;
}

const compiled = new Map<KernelVariant, CompiledKernel | undefined>();

/**
 * The kernel, compiled once a thread.
 *
 * @param variant - by default with relaxed SIMD where the runtime has it (Node does), else plain.
 * @throws {@link MissingError} before the first build.
 */
export function compiledKernel(variant?: KernelVariant): CompiledKernel {
  const kernel = variant ? compile(variant) : (compile("relaxed") ?? compile("simd"));
  if (kernel === undefined)
    throw new MissingError("neural", `this runtime cannot run WebAssembly with ${variant ?? "simd"}`);
  return kernel;
}

function compile(variant: KernelVariant): CompiledKernel | undefined {
  if (compiled.has(variant)) return compiled.get(variant);
  const bytes = kernelBytes(variant);
  const wide = process.arch === "x64" && process.versions.node.startsWith("24.");
  const toModule = (): WebAssembly.Module => new WebAssembly.Module(bytes);
  const kernel = canRun(bytes)
    ? { variant, wide, module: wide ? compiledWide(toModule) : toModule() }
    : undefined;
  compiled.set(variant, kernel);
  return kernel;
}

/**
 * Node 20 has relaxed SIMD, finished, behind a flag that can be set while it runs. It stays set: taken back, it could be
 * missing in another thread that is about to compile.
 */
function canRun(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (WebAssembly.validate(bytes)) return true;
  if (!process.versions.node.startsWith("20.")) return false;
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes);
}

/** What V8 needs to make one instruction on 8 numbers of two on 4, and to compile all at once, while the flag is set. */
const WIDE_FLAGS = ["experimental-wasm-revectorize", "no-liftoff", "no-wasm-lazy-compilation"];

/**
 * V8's pass that widens vectors, on Node 24, doubles the speed of a product and changes no result. It is experimental, so
 * it is on for this module alone. (Threads share compiled modules: none gets the module without it.)
 */
function compiledWide(compile: () => WebAssembly.Module): WebAssembly.Module {
  const set = (flags: readonly string[]): void => flags.forEach((flag) => setFlagsFromString(`--${flag}`));
  set(WIDE_FLAGS);
  try {
    return compile();
  } finally {
    set(WIDE_FLAGS.map((flag) => (flag.startsWith("no-") ? flag.slice(3) : `no-${flag}`)));
  }
}

function kernelBytes(variant: KernelVariant): Uint8Array<ArrayBuffer> {
  const path = projectPath("lib", "dist", "neural", `kernel.${variant}.wasm`);
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new MissingError("neural", "found no compiled kernel: run `npm run build` first", { cause });
  }
}
