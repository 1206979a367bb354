import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { Convolver } from "../../lib/math/convolution";
import { RealTransform } from "../../lib/math/realTransform";

const EXACT = { rtol: 0, atol: 1e-12 };
const noise = (length: number, seed: number): Float64Array => {
  const rng = createRng(seed);
  return Float64Array.from({ length }, () => rng.normal());
};

test("the transform is the sum that defines it", () => {
  for (const n of [4, 8, 16, 32]) {
    const x = noise(n, n);
    const spectrum = new RealTransform(n).emptySpectrum();
    new RealTransform(n).forward(x, spectrum);
    for (let k = 0; k <= n / 2; k++) {
      const sum = (f: (angle: number) => number): number =>
        x.reduce((total, value, t) => total + value * f((2 * Math.PI * k * t) / n), 0);
      expect([spectrum[2 * k], spectrum[2 * k + 1]]).toBeAllClose([sum(Math.cos), -sum(Math.sin)], EXACT);
    }
  }
});

test("the inverse gives the values back, as many as are asked for, and zeros for those that were missing", () => {
  fc.assert(
    fc.property(fc.constantFrom(4, 8, 64, 1024), fc.nat(), fc.nat(), (n, seed, some) => {
      const transform = new RealTransform(n);
      const values = noise(1 + (some % n), seed);
      const spectrum = transform.emptySpectrum();
      transform.forward(noise(n, seed + 1), spectrum); // what was there before must not stay
      transform.forward(values, spectrum);
      const padded = Float64Array.from({ length: n }, (_, t) => values[t] ?? 0);
      const all = new Float64Array(n);
      transform.inverse(spectrum, all);
      expect(all).toBeAllClose(padded, EXACT);
      const first = new Float64Array(values.length);
      transform.inverse(spectrum, first);
      expect(first).toBeAllClose(values, EXACT);
    }),
    { numRuns: 40 },
  );
});

test("convolution and correlation are the sums that define them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (n, m, seed) => {
      const [a, b] = [noise(n, seed), noise(m, seed + 1)];
      const convolver = new Convolver(n + m);
      const [ofA, ofB] = [convolver.emptySpectrum(), convolver.emptySpectrum()];
      convolver.spectrum(a, ofA);
      convolver.spectrum(b, ofB);
      const count = n;
      const [convolved, correlated] = [new Float64Array(count), new Float64Array(count)];
      convolver.convolve(ofA, ofB, convolved);
      convolver.correlate(ofA, ofB, correlated);
      const sums = (pair: (i: number, k: number) => number): number[] =>
        Array.from({ length: count }, (_, k) => b.reduce((sum, x, i) => sum + x * (a[pair(i, k)] ?? 0), 0));
      expect(convolved).toBeAllClose(
        sums((i, k) => k - i),
        EXACT,
      );
      expect(correlated).toBeAllClose(
        sums((i, k) => i + k),
        EXACT,
      );
    }),
    { numRuns: 40 },
  );
});
