import { highWord, powerOfTwo } from "./bits";

/** An angle as whole quarter turns and a rest of at most an eighth, in two doubles: rest + low. */
interface Turned {
  readonly quarters: number;
  readonly rest: number;
  readonly low: number;
}

/** π/2 in parts of 33 bits, of which a count below 2²⁰ has exact multiples, and what each part leaves. */
const PARTS = [1.57079632673412561417, 6.0771005063039659766e-11, 2.0222662487111664558e-21];
const LEFT = [6.07710050650619224932e-11, 2.02226624879595063154e-21, 8.47842766036889956997e-32];

/**
 * Takes the quarter turns off an angle ≥ 0; the rest is NaN for Infinity. π/2 is subtracted in as many parts as
 * the bits that cancel ask for (Cody and Waite, 1980).
 */
export function quarterTurns(x: number): Turned {
  if (x < 0.7853984832763672) return { quarters: 0, rest: x, low: 0 };
  if (!(x < 1647100)) return Number.isFinite(x) ? quarterTurnsOfLarge(x) : { quarters: 0, rest: NaN, low: 0 };
  const quarters = (x * 0.63661977236758138243 + 0.5) | 0;
  let before = x - quarters * PARTS[0];
  let left = quarters * LEFT[0];
  let rest = before - left;
  // Without a count in the first bits of x, few bits have cancelled.
  if (quarters >= 32 || highWord(x) === highWord(quarters * 1.5707963267948966)) {
    const exponent = highWord(x) >> 20;
    for (let i = 1; i < PARTS.length; i++) {
      const cancelled = exponent - ((highWord(rest) >> 20) & 0x7ff);
      if (cancelled <= (i === 1 ? 16 : 49)) break;
      const start = before;
      const part = quarters * PARTS[i];
      before = start - part;
      left = quarters * LEFT[i] - (start - before - part);
      rest = before - left;
    }
  }
  return { quarters, rest, low: before - rest - left };
}

/** Binary digits: as many as the largest exponent, the 53 bits of x and 200 more. */
const DIGITS = 1300n;
/** Binary digits of the rest after the point: no double comes nearer to a quarter turn than 2⁻⁶², so 138 count. */
const REST_DIGITS = 200n;

/** For any finite x from 1 on, in whole numbers (Payne and Hanek, 1983). */
function quarterTurnsOfLarge(x: number): Turned {
  const exponent = (highWord(x) >> 20) - 1075;
  const halfPi = halfPiTimes(1n << DIGITS);
  const turns = (BigInt(x / powerOfTwo(exponent)) << (2n * DIGITS)) / halfPi;
  const point = DIGITS - BigInt(exponent);
  const quarters = (turns + (1n << (point - 1n))) >> point;
  const angle = (((turns - (quarters << point)) >> (point - REST_DIGITS)) * halfPi) >> DIGITS;
  const rest = Number(angle);
  const unit = powerOfTwo(-Number(REST_DIGITS));
  return { quarters: Number(quarters & 3n), rest: rest * unit, low: Number(angle - BigInt(rest)) * unit };
}

/** π/2 = 8·atan ⅕ − 2·atan ¹⁄₂₃₉ (Machin, 1706), in whole units of 1/scale. */
function halfPiTimes(scale: bigint): bigint {
  const arcTangent = (inverse: bigint): bigint => {
    let sum = 0n;
    for (let power = scale / inverse, k = 1n; power !== 0n; power /= -inverse * inverse, k += 2n)
      sum += power / k;
    return sum;
  };
  return 8n * arcTangent(5n) - 2n * arcTangent(239n);
}
