import { checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

/**
 * Maximum drawdown: the deepest fall from a peak so far.
 *
 *     MDD = maxₜ (1 − Mₜ / max{Mₛ : s ≤ t})
 *
 * Paper 1 (qfe2025) prints it in Table 4 as "maximum deviation of return rate", in per cent and negative.
 *
 * @param wealth - M, one a period, in any currency; the first entry above 0 (later ones may not be, where debts are).
 * @returns a fraction, at least 0: 0.25 is a fall by a quarter, 0 a wealth that never falls.
 * @throws {@link DomainError} where the first entry is not above 0, or an entry is not a finite number.
 * @example
 * v.maxDrawdown([100, 120, 90, 130]); // → 0.25
 */
export function maxDrawdown(wealth: ArrayLike<number>): number {
  checkVector("maxDrawdown", "wealth", wealth);
  if (wealth[0] <= 0) throw new DomainError("maxDrawdown", "wealth[0]", wealth[0], "above 0");
  let peak = wealth[0];
  let deepest = 0;
  for (let t = 1; t < wealth.length; t++) {
    peak = Math.max(peak, wealth[t]);
    deepest = Math.max(deepest, (peak - wealth[t]) / peak);
  }
  return deepest;
}
