import { powerOfTwo, rounded26 } from "./bits";
import { exp2Parts } from "./exp2";

/** 2/ln 2, its first 21 bits and the rest. */
const TWICE_LOG2_OF_E_HIGH = 2.8853893280029297;
const TWICE_LOG2_OF_E_LOW = 7.537749971272198e-7;

/**
 * The hyperbolic tangent. Near 0 from the series of sinh x = x + a and cosh x = 1 + b, elsewhere from e²ˣ in two doubles:
 *
 *     tanh x = x + x·(a/x − b)/(1 + b) = 1 − 2/(e²ˣ + 1)
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 0.6)) return x + x * fromSeries(x * x);
  const value = size < 22 ? fromPower(size) : 1;
  return x < 0 ? -value : value;
}

/** (tanh x)/x − 1 from z = x², for |x| below 0.6. */
function fromSeries(z: number): number {
  const cosh =
    z *
    (1 / 2 +
      z *
        (1 / 24 +
          z *
            (1 / 720 +
              z *
                (1 / 40320 +
                  z * (1 / 3628800 + z * (1 / 479001600 + z * (1 / 87178291200 + z / 20922789888000)))))));
  const sinh =
    z *
    (1 / 6 +
      z *
        (1 / 120 +
          z * (1 / 5040 + z * (1 / 362880 + z * (1 / 39916800 + z * (1 / 6227020800 + z / 1307674368000))))));
  return (sinh - cosh) / (1 + cosh);
}

/** tanh x for x from 0.6 to 22; what each rounding loses is put back at the end. */
function fromPower(x: number): number {
  const xHigh = rounded26(x);
  const { exponent, root, rest } = exp2Parts(
    xHigh * TWICE_LOG2_OF_E_HIGH,
    (x - xHigh) * TWICE_LOG2_OF_E_HIGH + x * TWICE_LOG2_OF_E_LOW,
  );
  const scale = powerOfTwo(exponent);
  const power = (root + rest) * scale;
  const sum = power + 1;
  const left = 1 - (sum - power) + (rest * scale - (power - root * scale));
  const quotient = 2 / sum;
  const value = 1 - quotient;
  return value + (1 - value - quotient + (quotient * left) / sum);
}
