import { log10, pow } from "../core/elementary";

/** Writes the numbers of one column alike. */
export type NumberFormat = (value: number) => string;

const MOST_DECIMALS = 8;
const SMALLEST_DIGITS = 2;
const TINY = 1e-6;
const HUGE = 1e15;
const GROUPED = new Intl.NumberFormat("en-US");

/**
 * One way of writing for all of `values`: the largest gets `digits` significant digits, the smallest at least two,
 * all the same number of decimals. Where the values are too far apart for that, each has its own `digits`.
 */
export function columnFormat(values: readonly number[], digits: number): NumberFormat {
  const finite = values.filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return (value) => fixed(value, 0);
  const sizes = finite.filter((value) => value !== 0).map(Math.abs);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const decimals = Math.max(0, decimalsFor(largest, digits), decimalsFor(smallest, SMALLEST_DIGITS));
  if (decimals <= MOST_DECIMALS && largest * pow(10, decimals) < pow(10, digits + MOST_DECIMALS / 2))
    return (value) => fixed(value, decimals);
  return (value) => significant(value, digits);
}

/** `value` with so many significant digits, thousands apart: 43,210 or 0.01068; a power of ten where it is tiny. */
export function significant(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return fixed(value, 0);
  if (size < TINY) return value.toExponential(digits - 1).replaceAll("-", "−");
  return fixed(value, Math.max(0, decimalsFor(size, digits)));
}

/** How many decimals show `digits` significant digits of `size`: 4 digits of 0.01068 need 5. */
function decimalsFor(size: number, digits: number): number {
  return digits - 1 - Math.floor(log10(size));
}

/**
 * A text in which the minus signs of numbers, hyphens by `toFixed`, are minus signs: "−0.35 (t −1.2)". Days, names and
 * ranges ("2024-01-02", "GARCH-1", "3-4") stay as they are.
 */
export function withMinus(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_)\]])-(?=\.?\d)|(?<=\d[eE])-(?=\d)/gu, "−");
}

/**
 * Whether a text is a number, or numbers, as a cell writes them: "< 0.0001", "3.4 ± 0.2", "12 %", "0.0123 (p 0.45)".
 * Words of three letters and more, and days, are none.
 */
export function isNumberText(text: string): boolean {
  return /^[<>≤≥≈[(]?\s*[−+]?\.?\d/.test(text) && !/\p{L}{3}|\d{4}-\d\d/u.test(text);
}

/** `value` with so many decimals, thousands apart. */
export function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size >= HUGE) return value.toExponential(3).replaceAll("-", "−");
  const [whole, fraction] = size.toFixed(decimals).split(".");
  const text = GROUPED.format(BigInt(whole)) + (fraction ? `.${fraction}` : "");
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
