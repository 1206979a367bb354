import { checkInteger } from "../../core/checks";

/**
 * A kind of strategy: all that is asked of it. It is one file of this folder, with the choices that make its spec, and one
 * entry in `strategies.ts`.
 */
export interface StrategyKind<S> {
  /** @throws DomainError where a choice makes no sense, or not with these coins. `name` is what messages call the spec. */
  check(where: string, name: string, spec: S, coins: readonly string[]): void;
  /** Past days that a decision reads. */
  lookBack(spec: S): number;
  /** Days between two trades; Infinity where only the first day trades. */
  rebalanceEvery(spec: S): number;
  /**
   * The weights for the day after the last of `past`, one a coin; Σ|w| = 1.
   *
   * @param past - the simple returns of the last `lookBack` days, a row of n each.
   */
  decide(spec: S, past: readonly ArrayLike<number>[], coins: readonly string[]): Float64Array;
}

/** @throws DomainError unless a strategy looks at three days or more. */
export function checkWindow(where: string, name: string, window: number): void {
  checkInteger(where, `${name}.window`, window, 3);
}

/** @throws DomainError unless a day or more lies between two trades. */
export function checkRebalancing(where: string, name: string, rebalanceEvery: number): void {
  checkInteger(where, `${name}.rebalanceEvery`, rebalanceEvery, 1);
}

export function equalWeights(assets: number): Float64Array {
  return new Float64Array(assets).fill(1 / assets);
}
