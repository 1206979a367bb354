import { DomainError } from "./errors";
import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { checkInteger, checkNumber } from "./checks";
import { log, pow } from "./elementary";

/** A stream of random numbers. The same seed gives the same stream on every machine. */
export interface Rng {
  /** Uniform on [0, 1), 53 random bits. */
  readonly uniform: () => number;
  /** Standard normal (Marsaglia's polar method). */
  readonly normal: () => number;
  /** Student's t with `degreesOfFreedom` above 0. */
  readonly studentT: (degreesOfFreedom: number) => number;
  /** A whole number from 0 to `below` − 1. */
  readonly integer: (below: number) => number;
  /** A stream of its own, set by this stream's seed and the label alone, whatever was drawn before. */
  readonly split: (label: string) => Rng;
}

/**
 * A stream of random numbers from a seed.
 *
 * @param seed - any whole number; 0 is a seed like any other.
 * @throws {@link DomainError} unless `seed` is a whole number.
 * @example
 * v.createRng(1).uniform(); // → 0.7944526
 * v.createRng(1).integer(6) === v.createRng(1).integer(6); // → true
 * const days = v.createRng(1).split("days"); // a stream of its own, whatever the first one has drawn
 * days.normal(); // → -0.30778
 */
export function createRng(seed: number): Rng {
  checkInteger("createRng", "seed", seed);
  return streamFrom(`seed ${seed}`);
}

function streamFrom(path: string): Rng {
  const digest = createHash("sha256").update(path).digest();
  const state = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  const generator = xoroshiro128plusFromState(state);
  let spare = Number.NaN; // the second normal of a pair

  const uniform = (): number => {
    const high = generator.next() >>> 5; //   27 bits
    const low = generator.next() >>> 6; //  26 bits
    return (high * 0x4000000 + low) / 0x20000000000000; // (high·2²⁶ + low)/2⁵³
  };

  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = Number.NaN;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };

  // Bailey (1994): the polar method's twin for Student's t, without a gamma variate.
  const studentT = (degreesOfFreedom: number): number => {
    checkNumber("Rng.studentT", "degreesOfFreedom", degreesOfFreedom, Number.MIN_VALUE);
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      return u * Math.sqrt((degreesOfFreedom * (pow(s, -2 / degreesOfFreedom) - 1)) / s);
    }
  };

  const integer = (below: number): number => {
    checkInteger("Rng.integer", "below", below, 1, 0x100000000);
    return Math.floor(uniform() * below);
  };

  return Object.freeze({
    uniform,
    normal,
    studentT,
    integer,
    split: (label: string) => streamFrom(`${path}/${label}`),
  });
}

/** @throws {@link DomainError} unless `rng` is a stream. */
export function checkRng(where: string, rng: Rng | undefined): asserts rng is Rng {
  if (typeof rng?.uniform !== "function")
    throw new DomainError(where, "rng", rng, "a stream made by createRng");
}
