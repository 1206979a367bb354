import { pow } from "../core/elementary";
import { DomainError } from "../core/errors";

const SCALES: Readonly<Record<string, number>> = {
  "": 0,
  "%": -2,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
};

/** `+12.30e-4 billion` taken apart. */
interface PrintedParts {
  readonly digits: string; //     "+12.30"
  readonly decimals: number; //   2
  readonly exponent: number | undefined; // -4
  readonly suffix: string; //     "billion"
}

/**
 * The number that a paper prints, as a number: "1.673 trillion" is 1.673e12, "4.6e-04" is 0.00046,
 * "-2.43%" is −0.0243. A column in per cent without the sign in its cells stays in per cent.
 *
 * @param printed - as the paper has it, with a point for the decimals.
 * @returns the number.
 * @throws {@link DomainError} unless `printed` is a decimal number, a scale word or % after it at most.
 */
export function printedValue(printed: string): number {
  const { digits, exponent, suffix } = partsOf("printedValue", printed);
  return Number(`${digits}e${(exponent ?? 0) + SCALES[suffix]}`); // one rounding only
}

/**
 * Half a unit in the last printed digit: "0.0107" claims ± 0.00005, "1.673 trillion" ± 0.0005e12.
 *
 * @param printed - as the paper has it, with a point for the decimals.
 * @param decimals - how many the number has, where the paper dropped its zeros ("1" among "0.5251" has four); as many as are
 *   printed by default.
 * @returns above 0, in the unit of {@link printedValue}.
 * @throws {@link DomainError} unless `printed` is a decimal number, a scale word or % after it at most.
 * @example
 * v.printedTolerance("0.0107"); // → 0.00005
 * v.printedTolerance("1", 4); // → 0.00005
 */
export function printedTolerance(printed: string, decimals?: number): number {
  const { exponent, suffix, ...parts } = partsOf("printedTolerance", printed);
  return Number(`5e${(exponent ?? 0) + SCALES[suffix] - (decimals ?? parts.decimals) - 1}`);
}

/**
 * `value` written the way `printed` is: printedLike("1.673 trillion", 1.69e12) gives "1.690 trillion".
 *
 * @param printed - as the paper has it, with a point for the decimals.
 * @param value - in the unit of {@link printedValue}.
 * @param decimals - as in {@link printedTolerance}.
 * @returns a text with the digits and in the scale of `printed`.
 * @throws {@link DomainError} unless `printed` is a decimal number and `value` a finite one.
 */
export function printedLike(printed: string, value: number, decimals?: number): string {
  const { exponent, suffix, ...parts } = partsOf("printedLike", printed);
  if (!Number.isFinite(value)) throw new DomainError("printedLike", "value", value, "a finite number");
  const scaled = value / pow(10, SCALES[suffix]);
  const tail = suffix === "" || suffix === "%" ? suffix : ` ${suffix}`;
  const digits = decimals ?? parts.decimals;
  if (exponent === undefined) return scaled.toFixed(digits) + tail;
  const [mantissa, power] = scaled.toExponential(digits).split("e");
  return `${mantissa}e${power[0]}${power.slice(1).padStart(2, "0")}${tail}`;
}

function partsOf(where: string, printed: string): PrintedParts {
  const match = /^([+-]?\d+(?:\.(\d+))?)(?:e([+-]?\d+))?(%| thousand| million| billion| trillion)?$/i.exec(
    printed,
  );
  if (!match)
    throw new DomainError(where, "printed", printed, 'a decimal number, as "0.0107" or "1.673 trillion"');
  return {
    digits: match[1],
    decimals: match[2]?.length ?? 0,
    exponent: match[3] === undefined ? undefined : Number(match[3]),
    suffix: (match[4] ?? "").trim().toLowerCase(),
  };
}
