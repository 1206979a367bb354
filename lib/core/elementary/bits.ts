/** A double and its two halves: they share memory. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** Where the half with sign and exponent stands: the last one, but on machines that store the largest byte first. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0];

/** Sign, exponent and the first 20 bits of the fraction, as a signed whole number. */
export function highWord(x: number): number {
  double[0] = x;
  return halves[HIGH];
}

/** The number of this high word whose low word is 0. */
export function fromHighWord(high: number): number {
  halves[HIGH] = high;
  halves[1 - HIGH] = 0;
  return double[0];
}

/** x rounded to its first 26 bits, for |x| below 2⁹⁹⁶: the product of two such numbers is exact (Veltkamp, 1968). */
export function rounded26(x: number): number {
  const c = 134217729 * x; // 2²⁷ + 1
  return c - (c - x);
}

/** 2ᵏ stands at k + 1074, k from −1074 to 1023. */
export const POWERS_OF_TWO: Float64Array = new Float64Array(2098);
for (let k = 0, up = 1; k < 1024; k++, up *= 2) POWERS_OF_TWO[k + 1074] = up;
for (let k = -1, down = 0.5; k >= -1074; k--, down /= 2) POWERS_OF_TWO[k + 1074] = down;

/** 2ᵏ for whole k from −1074 to 1023. */
export function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k + 1074];
}

/** y·2ᵏ for y from ½ to 2 and whole k from −1075 to 1024. Below −1021 the last of two roundings counts. */
export function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(k);
}
