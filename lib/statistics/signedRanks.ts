import { ROUNDING } from "../math/varies";

/** What to do with differences of 0. */
export type ZeroRule =
  | "wilcox" // left out before the ranks are given: Wilcoxon (1945), and paper 1
  | "pratt" //  ranked with the others, then left out: Pratt (1959)
  | "zsplit"; // ranked with the others, half of their ranks for each side

/** The ranks of |D|, by the sign of D. */
export interface SignedRanks {
  /** Ranks of the differences above 0; of equal |D|, each has the mean of their ranks. */
  readonly positive: readonly number[];
  readonly negative: readonly number[];
  /** Σ ranks of the zeros that are split between both sides. */
  readonly split: number;
  /** How many differences were ranked, n. */
  readonly ranked: number;
  /** How many of them were 0 and then left out (Pratt's rule). */
  readonly rankedAway: number;
  /** Sizes of the groups of equal |D| that both sides share in. */
  readonly ties: readonly number[];
}

/** Ranks |D| from 1, the smallest; those that agree to ten digits are equal. */
export function signedRanks(differences: ArrayLike<number>, zeros: ZeroRule): SignedRanks {
  const kept = Array.from(differences).filter((d) => zeros !== "wilcox" || d !== 0);
  kept.sort((a, b) => Math.abs(a) - Math.abs(b));
  const positive: number[] = [];
  const negative: number[] = [];
  const ties: number[] = [];
  let [split, rankedAway] = [0, 0];
  for (let from = 0, to = 0; from < kept.length; from = to) {
    while (to < kept.length && tie(kept[from], kept[to])) to++;
    const rank = (from + 1 + to) / 2;
    const areZeros = kept[from] === 0;
    if (areZeros && zeros === "pratt") rankedAway = to - from;
    else if (to - from > 1) ties.push(to - from);
    if (areZeros && zeros === "zsplit") split = rank * (to - from);
    if (areZeros) continue;
    for (let i = from; i < to; i++) (kept[i] > 0 ? positive : negative).push(rank);
  }
  return { positive, negative, split, ranked: kept.length, rankedAway, ties };
}

/** Whether |a| = |b| but for rounding, |a| ≤ |b|. */
function tie(a: number, b: number): boolean {
  return Math.abs(b) - Math.abs(a) <= ROUNDING * Math.abs(b);
}

/**
 * How W⁺ is distributed when each rank is as likely to be positive as negative, all signs being independent.
 *
 * @param ranks - whole numbers or halves.
 * @returns the probabilities P(W⁺ = k/2) for k = 0, 1, …
 */
export function rankSumDistribution(ranks: readonly number[]): Float64Array {
  const steps = ranks.map((rank) => Math.round(2 * rank));
  const probabilities = new Float64Array(1 + steps.reduce((sum, step) => sum + step, 0));
  probabilities[0] = 1;
  let highest = 0;
  for (const step of steps) {
    highest += step;
    for (let k = highest; k >= 0; k--)
      probabilities[k] = (probabilities[k] + (k >= step ? probabilities[k - step] : 0)) / 2;
  }
  return probabilities;
}
