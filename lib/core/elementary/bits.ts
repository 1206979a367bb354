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

/** The last 32 bits of the fraction, as a signed whole number. */
export function lowWord(x: number): number {
  double[0] = x;
  return halves[1 - HIGH];
}

/** The number of this high word whose low word is 0. */
export function fromHighWord(high: number): number {
  halves[HIGH] = high;
  halves[1 - HIGH] = 0;
  return double[0];
}

/** x without the last 32 bits of its fraction: the product of two such numbers that hold 26 bits is exact. */
export function truncated(x: number): number {
  double[0] = x;
  halves[1 - HIGH] = 0;
  return double[0];
}

const LEAST = -1074;

const POWERS = new Float64Array(1024 - LEAST);
for (let k = 0, up = 1; k < 1024; k++, up *= 2) POWERS[k - LEAST] = up;
for (let k = -1, down = 0.5; k >= LEAST; k--, down /= 2) POWERS[k - LEAST] = down;

/** 2ᵏ for whole k from −1074 to 1023. */
export function powerOfTwo(k: number): number {
  return POWERS[k - LEAST];
}

/** y·2ᵏ for y from 0.5 to 2 and whole k from −1075 to 1024: rounded once where it is subnormal. */
export function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * POWERS[1023 - LEAST];
  if (k < -1021) return y * POWERS[k + 1000 - LEAST] * POWERS[-1000 - LEAST];
  return y * POWERS[k - LEAST];
}
