import { compiledKernel, type CompiledKernel, type KernelFunctions } from "./module";

const PAGE = 65536;
const VECTOR = 16;

/**
 * An instance of the kernel with a memory of its own, laid out from front to back: what is allocated stays until
 * {@link returnKernel}, then all of it goes at once.
 */
export class Kernel {
  readonly run: KernelFunctions;
  #used = PAGE; // below are the module's constants
  #floats: Float32Array;

  constructor(compiled: CompiledKernel = compiledKernel()) {
    const instance = new WebAssembly.Instance(compiled.module, {});
    this.run = instance.exports as unknown as KernelFunctions;
    this.run.wide.value = Number(compiled.wide);
    this.#floats = new Float32Array(this.run.memory.buffer);
  }

  /** The whole memory. Address `a` is entry `a / 4`. To be asked for anew after each allocation. */
  get floats(): Float32Array {
    return this.#floats;
  }

  /** Room for `count` numbers, all 0, at an address that is a multiple of 16. */
  allocate(count: number): number {
    const at = this.#used;
    this.#used += Math.ceil((count * 4) / VECTOR) * VECTOR;
    const lacking = this.#used - this.run.memory.buffer.byteLength;
    if (lacking > 0) {
      this.run.memory.grow(Math.ceil(lacking / PAGE));
      this.#floats = new Float32Array(this.run.memory.buffer);
    }
    this.#floats.fill(0, at / 4, this.#used / 4);
    return at;
  }

  /** Forgets all that was allocated. */
  clear(): void {
    this.#used = PAGE;
  }
}

const idle: Kernel[] = [];

/** An instance that nobody else uses, to be handed back with {@link returnKernel}: memory grows with what runs at once. */
export function takeKernel(): Kernel {
  return idle.pop() ?? new Kernel();
}

export function returnKernel(kernel: Kernel): void {
  kernel.clear();
  idle.push(kernel);
}
