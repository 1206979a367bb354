/** ln 2 in two parts: k·LN2_HIGH is exact for every exponent k of a double. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;

/** Half and one and a half times ln 2, rounded in the 21st bit. */
export const HALF_LN2 = 0.3465735912322998;
export const THREE_HALVES_LN2 = 1.0397205352783203;

/** The whole number nearest to x/ln 2, for x from ±{@link HALF_LN2} on: how often ln 2 goes into x. */
export function multipleOfLn2(x: number): number {
  const towards = x < 0 ? -1 : 1;
  return Math.abs(x) < THREE_HALVES_LN2 ? towards : (1.4426950408889634 * x + 0.5 * towards) | 0;
}
