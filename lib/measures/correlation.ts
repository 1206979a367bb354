import { checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean } from "../math/moments";
import { checkSize, varies } from "../math/varies";

/**
 * Pearson's correlation of two vectors of the same length.
 *
 *     ρ = Σ (aᵢ − ā)(bᵢ − b̄) / √(Σ (aᵢ − ā)² · Σ (bᵢ − b̄)²)
 *
 * @param a - length n ≥ 2, not all the same, in any unit.
 * @param b - the same length; in any unit.
 * @returns from −1 to 1, without unit.
 * @throws {@link ShapeError} for vectors of different lengths or fewer than two values.
 * @throws {@link DomainError} where one of them is constant but for rounding: there is no correlation then.
 * @example
 * v.correlation([1, 2, 3], [1, 3, 2]); // → 0.5
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkVector("correlation", "a", a, 2);
  checkVector("correlation", "b", b, 2);
  checkSameLength("correlation", "a", a, "b", b);
  for (const [name, values] of Object.entries({ a, b }))
    if (!varies(values))
      throw new DomainError("correlation", name, values[0], "a vector that varies (all values are equal)");
  checkSize("correlation", "a", a);
  checkSize("correlation", "b", b);
  const [centreA, centreB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i] - centreA, b[i] - centreB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return Math.min(1, Math.max(-1, ab / Math.sqrt(aa) / Math.sqrt(bb)));
}

/**
 * The correlations of several vectors with each other.
 *
 * @param columns - vectors of the same length, by name.
 * @returns rows in the order of the names, symmetric, with ones on the diagonal. A vector that is constant but for
 *   rounding correlates with none: its row and its column are NaN, and the others keep their numbers.
 * @throws {@link ShapeError} for vectors of different lengths or fewer than two values.
 * @example
 * v.correlationMatrix({ a: [1, 2, 3], b: [1, 3, 2] }); // → [[1, 0.5], [0.5, 1]]
 */
export function correlationMatrix(columns: Readonly<Record<string, ArrayLike<number>>>): Float64Array[] {
  const vectors = Object.entries(columns);
  vectors.forEach(([name, values]) => {
    checkVector("correlationMatrix", name, values, 2);
    checkSameLength("correlationMatrix", vectors[0][0], vectors[0][1], name, values);
  });
  const moving = vectors.map(([, values]) => varies(values));
  return vectors.map(([, a], i) =>
    Float64Array.from(vectors, ([, b], j) => {
      if (!moving[i] || !moving[j]) return Number.NaN;
      return i === j ? 1 : correlation(a, b);
    }),
  );
}
