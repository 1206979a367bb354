import type { Rng } from "../core/random";
import { dot, zeros, type Matrix } from "../math/matrix";
import type { PlacedLayer } from "./architecture";
import type { DenseWeights, LayerWeights } from "./layerWeights";
import type { LstmWeights } from "./lstm/lstmWeights";

/** The weights that a layer starts from, as Keras draws them, but from our own stream. */
export function initialWeights({ spec, features, units }: PlacedLayer, rng: Rng): LayerWeights {
  if ("lstm" in spec) return initialLstmWeights(features, units, rng);
  if ("dense" in spec) return initialDenseWeights(features, units, rng);
  return null;
}

/** Kernel glorot uniform, recurrent kernel orthogonal, biases 0 but for those of the forget gate: 1. */
export function initialLstmWeights(features: number, units: number, rng: Rng): LstmWeights {
  return {
    kernel: glorotUniform(features, 4 * units, rng.split("kernel")),
    recurrentKernel: orthogonal(units, 4 * units, rng.split("recurrent kernel")),
    bias: Float64Array.from({ length: 4 * units }, (_, j) => (j >= units && j < 2 * units ? 1 : 0)),
  };
}

/** Kernel glorot uniform, biases 0. */
export function initialDenseWeights(features: number, units: number, rng: Rng): DenseWeights {
  return { kernel: glorotUniform(features, units, rng.split("kernel")), bias: new Float64Array(units) };
}

/** Uniform on ±√(6 / (rows + columns)): Glorot and Bengio (2010), equation 16. */
export function glorotUniform(rows: number, columns: number, rng: Rng): Matrix {
  const limit = Math.sqrt(6 / (rows + columns));
  return zeros(rows, columns).map((row) => row.map(() => limit * (2 * rng.uniform() - 1)));
}

/**
 * Rows of length 1, at right angles to each other, without a preferred direction: Q of the QR decomposition of normal
 * numbers with a positive diagonal of R (Saxe, McClelland and Ganguli, 2014), found by Gram and Schmidt's method, twice.
 *
 * @param columns - at least as many as rows.
 */
export function orthogonal(rows: number, columns: number, rng: Rng): Matrix {
  const q: Matrix = [];
  while (q.length < rows) {
    const row = new Float64Array(columns).map(() => rng.normal());
    for (let pass = 0; pass < 2; pass++) for (const other of q) subtract(row, dot(row, other), other);
    const length = Math.sqrt(dot(row, row));
    q.push(row.map((value) => value / length));
  }
  return q;
}

/** a ← a − scale · b */
function subtract(a: Float64Array, scale: number, b: Float64Array): void {
  for (let j = 0; j < a.length; j++) a[j] -= scale * b[j];
}
