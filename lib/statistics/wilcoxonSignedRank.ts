import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkOneOf, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { digits, pText, report, type TestResult } from "./report";
import { rankSumDistribution, signedRanks, type SignedRanks, type ZeroRule } from "./signedRanks";

/** What stands against the null hypothesis: differences lie above 0, below 0, or on either side of it. */
export type Alternative = "twoSided" | "greater" | "less";

export interface WilcoxonOptions {
  /** Whether the variance of W is corrected for equal |D|. "paper" (default): it is not, as in eq. 27. */
  readonly ties?: "paper" | "corrected";
  /**
   * "normal" (default): eqs. 27 and 28. "exact": all signs counted, up to 500 differences; it needs no correction. "auto",
   * as scipy chooses: exact up to 50 differences, or up to 13 where some are equal or 0, and normal for more.
   */
  readonly method?: "normal" | "exact" | "auto";
  /** Moves W by ½ towards its mean before the normal distribution is asked, as R does. Default false, as in eq. 27. */
  readonly continuity?: boolean;
  /** "wilcox" by default, as in the paper. */
  readonly zeros?: ZeroRule;
  /** "twoSided" by default, as in eq. 28. */
  readonly alternative?: Alternative;
}

export interface WilcoxonResult extends TestResult {
  /** W = min(W⁺, W⁻), eq. 26; with a one-sided alternative W⁺. */
  readonly statistic: number;
  /** W⁺, the sum of the ranks of the differences above 0. */
  readonly positiveRanks: number;
  /** W⁻, of those below 0. */
  readonly negativeRanks: number;
  /** Of W⁺: above 0 where the differences above 0 outweigh the others. |z| is that of eq. 27. */
  readonly z: number;
  /** n: how many differences have a sign. */
  readonly observations: number;
  /** How many are 0. */
  readonly zeros: number;
}

/**
 * Wilcoxon's (1945) signed-rank test. Null hypothesis: the differences are distributed symmetrically around 0.
 *
 *     W = min(Σ_{Dᵢ>0} Rᵢ, Σ_{Dᵢ<0} Rᵢ)                                    paper 1 (qfe2025), eq. 26
 *     Z = (W − n(n + 1)/4) / √(n(n + 1)(2n + 1)/24)                         eq. 27
 *     p = 2 Φ(−|Z|)                                                         eq. 28
 *
 * R are the ranks of |D|, with the mean rank for equals; the corrected variance is less by Σ(t³ − t)/48 over groups of t
 * equals. A two-sided p says nothing about the direction: read it from z. Differences that are all 0 give z = 0 and p = 1.
 *
 * @param differences - D, such as a strategy's returns, or what they are above those of another on the same days.
 * @throws {@link DomainError} for "exact" with more than 500 differences, or a difference that is not a finite number.
 * @example
 * const test = v.wilcoxonSignedRank([3, 1, -2, 5, 4], { method: "exact" });
 * test.statistic; // → 2
 * test.pValue; // → 0.1875
 */
export function wilcoxonSignedRank(
  differences: ArrayLike<number>,
  options: WilcoxonOptions = {},
): WilcoxonResult {
  const where = "wilcoxonSignedRank";
  const { ties = "paper", method: wanted = "normal", zeros = "wilcox", alternative = "twoSided" } = options;
  const { continuity = false } = options;
  checkVector(where, "differences", differences);
  checkOneOf(where, "ties", ties, ["paper", "corrected"]);
  checkOneOf(where, "method", wanted, ["normal", "exact", "auto"]);
  checkOneOf(where, "zeros", zeros, ["wilcox", "pratt", "zsplit"]);
  checkOneOf(where, "alternative", alternative, ["twoSided", "greater", "less"]);
  const ranks = signedRanks(differences, zeros);
  const observations = ranks.positive.length + ranks.negative.length;
  const method = wanted === "auto" ? chosenFor(differences.length, observations, ranks) : wanted;
  if (method === "exact" && observations > MOST_EXACT)
    throw new DomainError(where, "method", method, `"normal" for more than ${MOST_EXACT} differences`);

  const positiveRanks = sum(ranks.positive) + ranks.split / 2;
  const negativeRanks = sum(ranks.negative) + ranks.split / 2;
  const z = standardised(positiveRanks, ranks, ties);
  const step = continuity ? 0.5 / deviationOf(ranks, ties) : 0;
  const tails = method === "exact" || observations === 0 ? exactTails(ranks) : normalTails(z, step);
  const statistic = alternative === "twoSided" ? Math.min(positiveRanks, negativeRanks) : positiveRanks;
  return report(
    {
      statistic,
      pValue: pValueOf(tails, alternative),
      positiveRanks,
      negativeRanks,
      z,
      observations,
      zeros: differences.length - observations,
    },
    (result) => lines(result, alternative, method),
  );
}

const MOST_EXACT = 500;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The method "auto": scipy's rule (1.17). */
function chosenFor(differences: number, observations: number, { ties }: SignedRanks): "normal" | "exact" {
  const distinct = ties.length === 0 && observations === differences;
  return differences <= (distinct ? 50 : 13) ? "exact" : "normal";
}

/** (W⁺ − its mean) over its deviation, as if signs were drawn; what Pratt's rule ranks away doesn't vary. */
function standardised(positiveRanks: number, ranks: SignedRanks, ties: "paper" | "corrected"): number {
  const { ranked: n, rankedAway: m } = ranks;
  const expected = (n * (n + 1) - m * (m + 1)) / 4;
  return positiveRanks === expected ? 0 : (positiveRanks - expected) / deviationOf(ranks, ties);
}

function deviationOf(
  { ranked: n, rankedAway: m, ...ranks }: SignedRanks,
  ties: "paper" | "corrected",
): number {
  const plain = (n * (n + 1) * (2 * n + 1) - m * (m + 1) * (2 * m + 1)) / 24;
  const equals = ties === "paper" ? 0 : sum(ranks.ties.map((t) => t * t * t - t)) / 48;
  return Math.sqrt(plain - equals);
}

/** Probabilities of W⁺ at or below, and at or above, the value found. */
interface Tails {
  readonly below: number;
  readonly above: number;
}

/** @param step - the correction for continuity, in units of z. */
const normalTails = (z: number, step: number): Tails => ({
  below: normalCdf(z + step, 0, 1),
  above: normalCdf(-z + step, 0, 1),
});

function exactTails({ positive, negative }: SignedRanks): Tails {
  const probabilities = rankSumDistribution([...positive, ...negative]);
  const found = Math.round(2 * sum(positive));
  let [below, above] = [0, 0];
  probabilities.forEach((probability, k) => {
    if (k <= found) below += probability;
    if (k >= found) above += probability;
  });
  return { below, above };
}

function pValueOf({ below, above }: Tails, alternative: Alternative): number {
  if (alternative === "greater") return above;
  if (alternative === "less") return below;
  return Math.min(1, 2 * Math.min(below, above));
}

function lines(
  { statistic, pValue, z, observations, zeros }: WilcoxonResult,
  alternative: Alternative,
  method: "normal" | "exact",
): string[] {
  const against = { twoSided: "two-sided", greater: "against above 0", less: "against below 0" }[alternative];
  return [
    `Wilcoxon signed-rank, ${against}: W = ${digits(statistic)}, z = ${digits(z)}, ${pText(pValue)} (${method})`,
    `${observations} differences with a sign, ${zeros} of 0`,
    "null hypothesis: the differences are distributed symmetrically around 0",
  ];
}
