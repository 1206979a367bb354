import { selectSmallest } from "../math/select";
import type { Scenarios } from "./scenarios";

/** CVaR of a portfolio, and the asset losses in its tail: CVaR = Σ lossᵢ·wᵢ. */
export interface Tail {
  readonly cvar: number;
  /** −(mean return of each asset over the tail): a subgradient of CVaR at w. */
  readonly losses: Float64Array;
}

/** The mean loss in the worst scenarios: max over q of −Σ qₛ·(rₛ·w), 0 ≤ qₛ ≤ 1/tailCount, Σqₛ = 1. */
export function tailOf({ returns, count, assets, tailCount }: Scenarios, weights: ArrayLike<number>): Tail {
  const outcome = new Float64Array(count);
  for (let s = 0, at = 0; s < count; s++) {
    let sum = 0;
    for (let i = 0; i < assets; i++) sum += returns[at++] * weights[i];
    outcome[s] = sum;
  }
  const last = Math.min(count, Math.max(1, Math.ceil(tailCount - 1e-9))) - 1;
  const threshold = selectSmallest(Float64Array.from(outcome), last);
  let rest = tailCount;
  for (let s = 0; s < count; s++) if (outcome[s] < threshold) rest -= 1;
  const losses = new Float64Array(assets);
  for (let s = 0; s < count; s++) {
    if (outcome[s] > threshold) continue;
    const share = (outcome[s] < threshold ? 1 : Math.max(0, Math.min(1, rest))) / tailCount;
    if (outcome[s] === threshold) rest -= 1;
    if (share > 0) for (let i = 0, at = s * assets; i < assets; i++) losses[i] -= share * returns[at + i];
  }
  let cvar = 0;
  for (let i = 0; i < assets; i++) cvar += losses[i] * weights[i];
  return { cvar, losses };
}
