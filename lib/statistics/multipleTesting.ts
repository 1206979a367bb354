import { checkOneOf, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

export type MultipleTestingMethod =
  | "holm" //               bounds the chance of any false rejection: Holm (1979)
  | "benjaminiHochberg"; // bounds the expected share of false among all rejections: Benjamini and Hochberg (1995)

/**
 * p-values of several tests, adjusted for their number: a hypothesis is rejected where its adjusted p is below the level.
 *
 *     holm:               p̃₍ᵢ₎ = max_{j ≤ i} min(1, (m − j + 1) p₍ⱼ₎)
 *     benjaminiHochberg:  p̃₍ᵢ₎ = min_{j ≥ i} min(1, m/j · p₍ⱼ₎)
 *
 * p₍₁₎ ≤ … ≤ p₍ₘ₎ are the sorted p-values. Holm's holds however the tests depend on each other, the other one for
 * independent or positively dependent tests.
 *
 * @param pValues - from 0 to 1, length m ≥ 1.
 * @param method - "holm" or "benjaminiHochberg".
 * @returns in the order of `pValues`.
 * @throws {@link DomainError} naming the first value that is not from 0 to 1, or another method.
 * @example
 * v.adjustPValues([0.01, 0.04, 0.03], "holm"); // → [0.03, 0.06, 0.06]
 * v.adjustPValues([0.01, 0.04, 0.03], "benjaminiHochberg"); // → [0.03, 0.04, 0.04]
 */
export function adjustPValues(pValues: ArrayLike<number>, method: MultipleTestingMethod): Float64Array {
  checkVector("adjustPValues", "pValues", pValues);
  checkOneOf("adjustPValues", "method", method, ["holm", "benjaminiHochberg"]);
  const m = pValues.length;
  for (let i = 0; i < m; i++)
    if (pValues[i] < 0 || pValues[i] > 1)
      throw new DomainError("adjustPValues", `pValues[${i}]`, pValues[i], "a number from 0 to 1");
  const order = Array.from({ length: m }, (_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Float64Array(m);
  if (method === "holm") {
    let highest = 0;
    order.forEach((test, j) => {
      highest = Math.max(highest, Math.min(1, (m - j) * pValues[test]));
      adjusted[test] = highest;
    });
  } else {
    let lowest = 1;
    for (let j = m; j >= 1; j--) {
      lowest = Math.min(lowest, (m / j) * pValues[order[j - 1]]);
      adjusted[order[j - 1]] = lowest;
    }
  }
  return adjusted;
}
