import { printsAs } from "../core/printing";

/** How good the answer is, proved by a bound that was computed apart from the search. */
export interface Certificate {
  /** By how much the answer may miss the optimum, in the unit that {@link says} names: 0 up to rounding where all is well. */
  readonly gap: number;
  /** What is proved, in words. */
  readonly says: string;
}

/**
 * "optimal"; "noPositiveExcess": no portfolio inside the constraints is expected to earn more than the riskless asset, so the one
 * of the largest excess return is given (the limit of the answers as that return comes down to 0), of the smallest risk
 * among equals; "riskless": a portfolio earns more without risk, the ratio is Infinity and one such portfolio is given;
 * "stalled": the search came to its last round, and the best portfolio so far is given. How good it is, the certificate says.
 */
export type SolutionStatus = "optimal" | "noPositiveExcess" | "riskless" | "stalled";

/** The answer of an optimiser: it never changes. */
export interface Solution {
  /** Shares of the capital, one per asset; negative where sold short. */
  readonly weights: Float64Array;
  /** What was maximised or minimised, at these weights. */
  readonly value: number;
  readonly certificate: Certificate;
  readonly status: SolutionStatus;
  /** The name of what was maximised or minimised. */
  readonly objective: string;
  /** Expected return per period less the riskless one; NaN where no means were given. */
  readonly excessReturn: number;
  /** In the unit of returns: the deviation of the return, its downside deviation, or its CVaR (a loss is positive). */
  readonly risk: number;
  /** Σ|wᵢ|: dollars at stake for one of capital. */
  readonly grossExposure: number;
}

/** A weight below this is none. */
const ROUNDING = 1e-13;

/** The record, frozen, which prints as a few lines. */
export function solution(parts: Omit<Solution, "grossExposure">): Solution {
  const weights = parts.weights.map((w) => (Math.abs(w) < ROUNDING ? 0 : w));
  const grossExposure = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  const answer: Solution = {
    ...parts,
    weights,
    certificate: Object.freeze({ ...parts.certificate }),
    grossExposure,
  };
  return Object.freeze(printsAs(answer, () => lines(answer).join("\n")));
}

const REMARKS: Readonly<Record<SolutionStatus, string>> = {
  optimal: "",
  noPositiveExcess:
    "no portfolio inside the constraints is expected to earn more than the riskless asset: this is the one with the largest excess return",
  riskless:
    "a portfolio inside the constraints earns more than the riskless asset without risk: the ratio has no bound",
  stalled:
    "STALLED: the search came to its last round; the gap of the certificate says how much may be missing",
};

function lines(answer: Solution): string[] {
  const { weights, value, objective, excessReturn, risk, grossExposure, certificate, status } = answer;
  const shown = Array.from(weights.slice(0, 12), (w) => w.toFixed(4)).join("  ");
  const more = weights.length > 12 ? `  … (${weights.length} assets)` : "";
  return [
    `${objective} ${digits(value)}`,
    `weights  ${shown}${more}`,
    (Number.isNaN(excessReturn) ? "" : `excess return ${digits(excessReturn)}   `) +
      `risk ${digits(risk)}   gross exposure ${grossExposure.toFixed(4)}`,
    ...(REMARKS[status] ? [REMARKS[status]] : []),
    `certificate: gap ${certificate.gap.toExponential(1)}; ${certificate.says}`,
  ];
}

function digits(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "∞";
}
