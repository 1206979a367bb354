/**
 * Whether xₜ = Σᵢ wᵢ xₜ₋ᵢ + e forgets its past: all roots of 1 − Σᵢ wᵢ zⁱ lie outside of the unit circle. Levinson's
 * recursion backwards gives the partial autocorrelations, and all of them must lie between −1 and 1.
 */
export function isStationary(weights: ArrayLike<number>): boolean {
  let left = Array.from(weights);
  while (left.length > 0) {
    const last = left[left.length - 1];
    if (!(Math.abs(last) < 1)) return false;
    const n = left.length - 1;
    left = left.slice(0, n).map((w, i) => (w + last * left[n - 1 - i]) / (1 - last * last));
  }
  return true;
}
