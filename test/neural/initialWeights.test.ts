import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { dot } from "../../lib/math/matrix";
import { glorotUniform, initialLstmWeights, orthogonal } from "../../lib/neural/initialWeights";
import { flat } from "../support/sequences";

test("an orthogonal matrix times its transpose is the identity", () => {
  const q = orthogonal(50, 200, createRng(3));
  const product = q.flatMap((a) => q.map((b) => dot(a, b)));
  const identity = q.flatMap((_, r) => q.map((_, c) => (r === c ? 1 : 0)));
  expect(product).toBeAllClose(identity, { atol: 1e-14 });
});

test("orthogonal rows have no preferred direction: each entry has mean 0 and variance 1 / columns", () => {
  const draws = Array.from({ length: 4000 }, (_, seed) => orthogonal(2, 4, createRng(seed))[1][0]);
  const mean = draws.reduce((sum, q) => sum + q, 0) / draws.length;
  const square = draws.reduce((sum, q) => sum + q * q, 0) / draws.length;
  // Standard errors: √(1/4 / 4000) = 0.008, and √(Var q² / 4000) = √(1/16 / 4000) = 0.004 (q² is Beta(½, 3/2))
  expect(Math.abs(mean)).toBeLessThan(4 * 0.008);
  expect(Math.abs(square - 0.25)).toBeLessThan(4 * 0.004);
});

test("glorot uniform fills ±√(6 / (rows + columns))", () => {
  const limit = Math.sqrt(6 / 300);
  const values = flat(glorotUniform(100, 200, createRng(1)));
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.999 * limit);
  const variance = values.reduce((sum, w) => sum + w * w, 0) / values.length;
  expect(Math.abs(variance / (limit ** 2 / 3) - 1)).toBeLessThan(0.03);
});

test("an LSTM starts with forget biases of 1 and no others", () => {
  expect(Array.from(initialLstmWeights(3, 2, createRng(0)).bias)).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});
