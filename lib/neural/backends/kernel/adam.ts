import { splat } from "./vector";

/**
 * One step of Adam, as Keras takes it, on `count` weights (a multiple of 4):
 *
 *     m ← m + (g − m)(1 − β₁)
 *     v ← v + (g² − v)(1 − β₂)
 *     w ← w − rate · m / (√v + ε)                          Kingma and Ba (2015), the end of section 2
 *
 * @param rate - learning rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ).
 */
export function adam(
  weights: usize,
  gradient: usize,
  m: usize,
  v: usize,
  count: usize,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const keep1 = splat(1 - beta1);
  const keep2 = splat(1 - beta2);
  for (let k: usize = 0; k < count * 4; k += 16) {
    const g = v128.load(gradient + k);
    const m0 = v128.load(m + k);
    const v0 = v128.load(v + k);
    const m1 = f32x4.add(m0, f32x4.mul(f32x4.sub(g, m0), keep1));
    const v1 = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v0), keep2));
    const step = f32x4.div(f32x4.mul(splat(rate), m1), f32x4.add(f32x4.sqrt(v1), splat(epsilon)));
    v128.store(m + k, m1);
    v128.store(v + k, v1);
    v128.store(weights + k, f32x4.sub(v128.load(weights + k), step));
  }
}
