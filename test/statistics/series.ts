import fc from "fast-check";
import { createRng, type Rng } from "../../lib/core/random";

/** A series of thousandths with at least so many different values. */
export function varyingSeries(minLength: number, different = 2): fc.Arbitrary<number[]> {
  return fc
    .array(
      fc.integer({ min: -1e5, max: 1e5 }).map((n) => n / 1000),
      { minLength, maxLength: 60 },
    )
    .filter((values) => new Set(values).size >= different);
}

export function normals(rng: Rng, n: number): Float64Array {
  return Float64Array.from({ length: n }, rng.normal);
}

/** xₜ = φ xₜ₋₁ + eₜ from 0 on; φ = 1 is a random walk. */
export function autoregression(rng: Rng, n: number, phi: number): Float64Array {
  let x = 0;
  return Float64Array.from({ length: n }, () => (x = phi * x + rng.normal()));
}

/** σ²ₜ = ω + α ε²ₜ₋₁ + γ ε²ₜ₋₁ [εₜ₋₁ < 0] + β σ²ₜ₋₁, normal shocks. */
export function garchShocks(
  rng: Rng,
  n: number,
  { alpha = 0.1, gamma = 0, beta = 0.85 }: { alpha?: number; gamma?: number; beta?: number } = {},
): { shocks: Float64Array; deviations: Float64Array } {
  const omega = 1 - alpha - gamma / 2 - beta;
  const deviations = new Float64Array(n);
  let variance = 1;
  const shocks = Float64Array.from({ length: n }, (_, t) => {
    deviations[t] = Math.sqrt(variance);
    const shock = deviations[t] * rng.normal();
    variance = omega + (alpha + (shock < 0 ? gamma : 0)) * shock ** 2 + beta * variance;
    return shock;
  });
  return { shocks, deviations };
}

/** Share of `samples` seeded samples in which the test rejects at 5 per cent. */
export function rejectionRate(samples: number, seed: number, pValue: (rng: Rng) => number): number {
  const rng = createRng(seed);
  let rejections = 0;
  for (let i = 0; i < samples; i++) if (pValue(rng.split(`sample ${i}`)) < 0.05) rejections++;
  return rejections / samples;
}
