export interface Closeness {
  /** Relative to the expected value. */
  readonly rtol?: number;
  readonly atol?: number;
}

interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/** Every entry within `atol + rtol · |expected|`; NaN is never close. Names the worst entry. */
export function toBeAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol = 1e-12, atol = 1e-14 }: Closeness = {},
): MatcherResult {
  if (typeof actual?.length !== "number" || typeof expected?.length !== "number")
    throw new TypeError("toBeAllClose compares lists of numbers");
  if (actual.length !== expected.length)
    return { pass: false, message: () => `expected ${expected.length} values, got ${actual.length}` };
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const gap = Math.abs(actual[i] - expected[i]);
    const excess = gap - (atol + rtol * Math.abs(expected[i]));
    const fails = !(excess <= 0);
    if (fails && (worst < 0 || !(excess <= worstExcess))) {
      worst = i;
      worstExcess = excess;
    }
  }
  return {
    pass: worst < 0,
    message: () =>
      worst < 0
        ? "expected some entry to differ"
        : `entry ${worst} is ${actual[worst]}, expected ${expected[worst]} (rtol ${rtol}, atol ${atol})`,
  };
}
