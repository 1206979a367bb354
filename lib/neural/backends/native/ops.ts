import type { OpAttribute, TensorFlowBinding } from "./binding";

/** A tensor in TensorFlow's memory, by its number in the binding. */
export type TensorId = number;

/**
 * The TensorFlow ops that networks use, called without a framework between. What they return is freed together, by
 * {@link free}; what {@link keep} makes stays until {@link dispose}.
 */
export class Ops {
  readonly #temporary: TensorId[] = [];
  readonly #kept = new Map<string, TensorId>();

  constructor(readonly binding: TensorFlowBinding) {}

  /** Types of tensors are left out of `attributes`: TensorFlow takes them from the inputs. */
  run(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TensorId[],
    outputs = 1,
  ): TensorId[] {
    const made = this.binding.executeOp(name, attributes, inputs, outputs).map(({ id }) => id);
    this.#temporary.push(...made);
    return made;
  }

  /** A tensor of single precision. */
  tensor(shape: readonly number[], values: Float32Array): TensorId {
    const id = this.binding.createTensor(shape, this.binding.TF_FLOAT, values);
    this.#temporary.push(id);
    return id;
  }

  read(id: TensorId): Float32Array {
    return this.binding.tensorDataSync(id);
  }

  /** Zeros of this shape, made once. */
  zeros(...shape: number[]): TensorId {
    const size = shape.reduce((product, length) => product * length, 1);
    return this.#keep(`zeros ${shape.join()}`, () =>
      this.binding.createTensor(shape, this.binding.TF_FLOAT, new Float32Array(size)),
    );
  }

  /** A vector of whole numbers, made once: the shapes that ops ask for. */
  integers(...values: number[]): TensorId {
    return this.#keep(`integers ${values.join()}`, () =>
      this.binding.createTensor([values.length], this.binding.TF_INT32, Int32Array.from(values)),
    );
  }

  /** Rows of whole numbers, made once. */
  integerRows(rows: readonly (readonly number[])[]): TensorId {
    return this.#keep(`rows ${rows.join(" | ")}`, () =>
      this.binding.createTensor(
        [rows.length, rows[0].length],
        this.binding.TF_INT32,
        Int32Array.from(rows.flat()),
      ),
    );
  }

  /** A whole number of 64 bits, made once. */
  long(value: number): TensorId {
    return this.#keep(`long ${value}`, () =>
      this.binding.createTensor([], this.binding.TF_INT64, Int32Array.of(value, 0)),
    );
  }

  flag(name: string, value: boolean): OpAttribute {
    return { name, type: this.binding.TF_ATTR_BOOL, value };
  }

  float(name: string, value: number): OpAttribute {
    return { name, type: this.binding.TF_ATTR_FLOAT, value };
  }

  /** Gives these to the caller: {@link free} leaves them alone. */
  handOver(ids: readonly TensorId[]): readonly TensorId[] {
    const staying = this.#temporary.filter((id) => !ids.includes(id));
    this.#temporary.splice(0, Infinity, ...staying);
    return ids;
  }

  /** Frees what {@link run} and {@link tensor} made. */
  free(): void {
    for (const id of this.#temporary.splice(0)) this.binding.deleteTensor(id);
  }

  dispose(): void {
    this.free();
    for (const id of this.#kept.values()) this.binding.deleteTensor(id);
    this.#kept.clear();
  }

  #keep(key: string, make: () => TensorId): TensorId {
    const id = this.#kept.get(key) ?? make();
    this.#kept.set(key, id);
    return id;
  }
}
