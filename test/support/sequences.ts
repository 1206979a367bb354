import { createRng, type Rng } from "../../lib/core/random";
import type { LstmWeights } from "../../lib/neural/lstm/lstmWeights";

/** Standard normal numbers as nested arrays. */
export function normals(rng: Rng, rows: number, columns: number, scale = 1): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => scale * rng.normal()));
}

/** Weights and inputs of an LSTM layer, made up from a seed. */
export function madeUpLstm(
  seed: number,
  { batch, steps, features, units }: { batch: number; steps: number; features: number; units: number },
): { inputs: number[][][]; weights: LstmWeights; hidden: number[][]; cell: number[][] } {
  const rng = createRng(seed);
  const scale = 1 / Math.sqrt(units);
  return {
    inputs: Array.from({ length: batch }, () => normals(rng, steps, features)),
    weights: {
      kernel: normals(rng, features, 4 * units, scale),
      recurrentKernel: normals(rng, units, 4 * units, scale),
      bias: normals(rng, 1, 4 * units, scale)[0],
    },
    hidden: normals(rng, batch, units),
    cell: normals(rng, batch, units),
  };
}

/** Nested rows as one list. */
export function flat(nested: readonly unknown[] | ArrayLike<number>): number[] {
  return Array.from(nested as ArrayLike<unknown>).flatMap((entry) =>
    typeof entry === "number" ? [entry] : flat(entry as readonly unknown[]),
  );
}
