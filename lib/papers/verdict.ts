import { DomainError } from "../core/errors";
import type { PaperId } from "./paper";
import { printedTolerance, printedValue } from "./printed";

/** What the file of a paper may say beforehand about a number, whatever value we find. */
export type DeclaredVerdict =
  | "erratum" //                the paper contradicts itself or its formula
  | "cannot be reproduced"; // the paper leaves out what one would need

export type Verdict =
  | "reproduced" //      within half a unit of the last printed digit
  | "close" //           within the tolerance that the file states
  | "differs" //         neither; the reason says why
  | DeclaredVerdict
  | "not claimed yet" // no notebook has a value for it
  | "not judged"; //     computed from other data than the paper's: simulated, of other days, or one's own

/** Every verdict, from best to worst, then those that judge nothing. */
export const VERDICTS: readonly Verdict[] = [
  "reproduced",
  "close",
  "differs",
  "cannot be reproduced",
  "erratum",
  "not claimed yet",
  "not judged",
];

/** Whether a verdict says nothing of the printed number: nobody has compared it with one on real data. */
export function judgesNothing(verdict: Verdict): boolean {
  return verdict === "not claimed yet" || verdict === "not judged";
}

/** A number (or a word) as the paper prints it. `printed` stays text: its digits say how sure it is. */
export interface Claim {
  /** Never changes: "qfe2025/table-1/BTC/market-cap". */
  readonly id: string;
  readonly paper: PaperId;
  /** "Table 1, BTC, Market Cap". */
  readonly where: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly section: string;
  /** Left out where it is not known for certain. */
  readonly page?: number;
  readonly printed: string;
  /** How many decimals the number has, where the paper drops its zeros. */
  readonly decimals?: number;
  /** The printed number, in units of `unit`; null where a word is printed. */
  readonly value: number | null;
  readonly unit: string;
  /** What exactly is measured, in the reading that we chose. */
  readonly meaning?: string;
  /** Stated before the run, in units of the number; null where a word is printed. */
  readonly closeWithin: number | null;
  /** Why this tolerance. */
  readonly closeBecause?: string;
  /** Stands instead of the comparison, wherever a claim is judged at all. */
  readonly declared?: DeclaredVerdict;
  /** Why it is not reproduced; where it is, a condition or how the number came about. Shown beside every judgement. */
  readonly reason?: string;
}

/** What two roundings of the same decimal can lie apart: a tie must not hang on the last bit. */
const LAST_BITS = 4 * Number.EPSILON;

/**
 * How near we came to a printed number or word, by comparison alone.
 *
 *     reproduced: |ours − printed| ≤ half a unit of the last printed digit;   close: ≤ closeWithin;   else differs
 *
 * @param claim - what is printed, and from where on it is close.
 * @param ours - in the claim's unit; a text where the paper prints a word.
 * @returns what the comparison says; what the paper's file declares beforehand is left to `judgeTable`.
 * @throws {@link DomainError} where the kind of `ours` is not the claim's, or it is not finite.
 * @example
 * const claim = { printed: "0.0107", closeWithin: 0.001 };
 * v.verdict(claim, 0.01074); // → "reproduced"
 * v.verdict(claim, 0.0115); // → "close"
 * v.verdict(claim, 0.02); // → "differs"
 */
export function verdict(
  { printed, decimals, closeWithin }: Pick<Claim, "printed" | "decimals" | "closeWithin">,
  ours: number | string,
): "reproduced" | "close" | "differs" {
  if (closeWithin === null) {
    if (typeof ours !== "string")
      throw new DomainError("verdict", "ours", ours, `a text, as "${printed}" is`);
    return ours === printed ? "reproduced" : "differs";
  }
  if (typeof ours !== "number" || !Number.isFinite(ours))
    throw new DomainError("verdict", "ours", ours, `a finite number, as "${printed}" is`);
  const value = printedValue(printed);
  const gap = Math.abs(ours - value) - LAST_BITS * Math.max(Math.abs(ours), Math.abs(value));
  if (gap <= printedTolerance(printed, decimals)) return "reproduced";
  return gap <= closeWithin ? "close" : "differs";
}
