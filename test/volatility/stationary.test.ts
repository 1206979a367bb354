import fc from "fast-check";
import { expect, test } from "vitest";
import { isStationary } from "../../lib/volatility/models/stationary";

test("one lag: between −1 and 1; two lags: inside the triangle", () => {
  for (const [weights, answer] of [
    [[], true],
    [[0.99], true],
    [[-1], false],
    [[1], false],
    [[0.5, 0.49], true], //  w₁ + w₂ < 1
    [[0.5, 0.5], false],
    [[-0.5, 0.6], false], // w₂ − w₁ < 1
    [[1.5, -0.7], true], //  complex roots: w₂ > −1
    [[0.1, -1], false],
    [[0, 0, 0.5], true],
    [[0, 0, 1.01], false],
  ] as const)
    expect(isStationary(weights), String(weights)).toBe(answer);
});

test("weights made of roots inside the unit circle are, and not those with one outside", () => {
  const root = fc.double({ min: -0.95, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(fc.array(root, { minLength: 1, maxLength: 5 }), fc.nat(), (roots, at) => {
      // 1 − Σ wᵢ zⁱ = Π (1 − rₖ z)
      const weights = (inverses: readonly number[]): number[] =>
        inverses
          .reduce((poly, r) => [...poly, 0].map((c, i) => c - r * (i > 0 ? poly[i - 1] : 0)), [1])
          .slice(1)
          .map((c) => -c);
      expect(isStationary(weights(roots))).toBe(true);
      expect(isStationary(weights(roots.map((r, k) => (k === at % roots.length ? 1.05 : r))))).toBe(false);
    }),
  );
});
