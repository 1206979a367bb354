import { checkVector } from "../core/checks";
import { exp } from "../core/elementary";

/**
 * Scores as weights that are positive and sum to one.
 *
 *     sᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)                                             paper 1 (qfe2025), eq. 20
 *
 * The largest score is taken off all of them first, which changes nothing but keeps exp finite.
 *
 * @param scores - z, length n ≥ 1.
 * @returns s, length n.
 * @throws ShapeError for an empty list, DomainError for a score that is no finite number.
 * @example
 * v.softmax([0, Math.log(3)]); // → [0.250000, 0.750000]
 * v.softmax([1000, 1000]); // → [0.5, 0.5]
 */
export function softmax(scores: ArrayLike<number>): Float64Array {
  checkVector("softmax", "scores", scores);
  let largest = -Infinity;
  for (let i = 0; i < scores.length; i++) largest = Math.max(largest, scores[i]);
  const powers = Float64Array.from(scores, (z) => exp(z - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/**
 * The chain rule through {@link softmax}: ∂L/∂zᵢ = sᵢ (gᵢ − Σⱼ gⱼ sⱼ).
 *
 * @param weights - s, what softmax gave.
 * @param byWeights - g, the gradient of the loss by s.
 */
export function softmaxGradient(weights: ArrayLike<number>, byWeights: ArrayLike<number>): Float64Array {
  let mean = 0;
  for (let j = 0; j < weights.length; j++) mean += byWeights[j] * weights[j];
  return Float64Array.from(weights, (s, i) => s * (byWeights[i] - mean));
}
