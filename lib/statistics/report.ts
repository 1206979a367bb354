import { printsAs } from "../core/printing";

/** What every test of this module answers with. It prints itself, with the null hypothesis in words. */
export interface TestResult {
  readonly statistic: number;
  /** Probability, under the null hypothesis, of a statistic at least as extreme. */
  readonly pValue: number;
}

/** The record, frozen, which prints as these lines. */
export function report<T extends object>(record: T, lines: (record: T) => readonly string[]): Readonly<T> {
  return Object.freeze(printsAs(record, () => lines(record).join("\n")));
}

/** A number as it stands in a report: four digits. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return String(Number(value.toPrecision(4)));
}

/** "p = 0.0123", and "p < 0.0001" for anything below. */
export function pText(pValue: number): string {
  return pValue < 1e-4 ? "p < 0.0001" : `p = ${Number(pValue.toFixed(4))}`;
}
