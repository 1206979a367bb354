import { checkInteger } from "../core/checks";
import { pow } from "../core/elementary";
import { mean, standardDeviation } from "../measures/average";
import type { TestResult } from "../statistics/report";
import type { EstimateInterval } from "./figures/intervalFigure";
import { withMinus } from "./numbers";

/**
 * A number with so many decimals and a true minus sign; no "−0.00".
 *
 * @param value - any finite number.
 * @param digits - decimals, 0 to 20.
 * @throws `DomainError` for another number of decimals.
 * @example
 * v.fixedText(-1.2345, 2); // → "−1.23"
 */
export function fixedText(value: number, digits: number): string {
  checkInteger("fixedText", "digits", digits, 0, 20);
  const text = value.toFixed(digits);
  return /[1-9]/.test(text) ? withMinus(text) : text.replace("-", "");
}

/**
 * A fraction in per cent.
 *
 * @param value - a fraction: 0.05 is 5 %.
 * @param digits - decimals; 1 by default.
 * @throws as {@link fixedText}.
 * @example
 * v.percentText(0.0512); // → "5.1 %"
 */
export function percentText(value: number, digits = 1): string {
  return `${fixedText(100 * value, digits)} %`;
}

/**
 * A p-value as tables and captions write it: what would be rounded to 0 is "< 0.0001".
 *
 * @param pValue - 0 to 1.
 * @param digits - decimals; 4 by default.
 * @throws as {@link fixedText}.
 * @example
 * v.pValueText(0.04321); // → "0.0432"
 * @example
 * v.pValueText(1e-9, 3); // → "< 0.001"
 */
export function pValueText(pValue: number, digits = 4): string {
  const least = fixedText(pow(10, -digits), digits);
  return pValue < pow(10, -digits) ? `< ${least}` : fixedText(pValue, digits);
}

/**
 * An interval: its lower and its upper end.
 *
 * @param interval - such as `bootstrapInterval` gives.
 * @param write - how an end is written; with three decimals by default.
 * @throws nothing of its own: what `write` throws.
 * @example
 * v.intervalText({ estimate: 0.2, lower: -0.5, upper: 1 }); // → "−0.500 … 1.000"
 * @example
 * v.intervalText({ estimate: 0.2, lower: -0.5, upper: 1 }, v.percentText); // → "−50.0 % … 100.0 %"
 */
export function intervalText(
  { lower, upper }: EstimateInterval,
  write: (bound: number) => string = (bound) => fixedText(bound, 3),
): string {
  return `${write(lower)} … ${write(upper)}`;
}

/**
 * Mean and standard deviation of several runs; of a single one its value alone.
 *
 * @param values - length n ≥ 1.
 * @param digits - decimals.
 * @throws as {@link fixedText}, and `mean`.
 * @example
 * v.spreadText([1, 2, 3], 2); // → "2.00 ± 1.00"
 */
export function spreadText(values: readonly number[], digits: number): string {
  const centre = fixedText(mean(values), digits);
  return values.length > 1 ? `${centre} ± ${fixedText(standardDeviation(values), digits)}` : centre;
}

/**
 * Statistic and p-value of a test as two columns of a table's row. Never throws.
 *
 * @param name - of the statistic: the columns are `name` and `p, name`.
 * @param test - the answer of a test.
 * @example
 * v.testColumns("Q(20)", { statistic: 31.4, pValue: 0.05021 }); // → { "Q(20)": 31.4, "p, Q(20)": "0.0502" }
 */
export function testColumns(name: string, test: TestResult): Record<string, number | string> {
  return { [name]: test.statistic, [`p, ${name}`]: pValueText(test.pValue) };
}
