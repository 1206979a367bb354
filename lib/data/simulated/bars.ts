import { exp, log } from "../../core/elementary";
import type { Rng } from "../../core/random";
import { BARS } from "./marketModel";

/** Open, high, low and close, an entry per day, in the unit of the price. */
export interface Bars {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/**
 * Bars around given closes: the log price moves within the day as a Brownian bridge from the open to the close.
 *
 * @param logClose - length n + 1: the first close only opens the day after it.
 * @param activity - s, length n + 1, as fractions: the standard deviation of the day's Brownian motion.
 * @returns n bars, of the second day and those after it.
 */
export function simulateBars(logClose: ArrayLike<number>, activity: ArrayLike<number>, rng: Rng): Bars {
  const days = logClose.length - 1;
  const [open, high, low, close] = Array.from({ length: 4 }, () => new Float64Array(days));
  for (let t = 0; t < days; t++) {
    const opening = logClose[t] + BARS.openingGap * rng.normal();
    const extremes = bridgeExtremes(logClose[t + 1] - opening, activity[t + 1] ** 2, rng);
    open[t] = exp(opening);
    close[t] = exp(logClose[t + 1]);
    // the rounding of exp must not put the high a hair below the close
    high[t] = Math.max(open[t], close[t], exp(opening + extremes.maximum));
    low[t] = Math.min(open[t], close[t], exp(opening + extremes.minimum));
  }
  return { open, high, low, close };
}

/**
 * Highest and lowest point of a Brownian bridge from 0 to `end`, whose free motion has `variance`.
 *
 * The bridge is drawn at the ends of the day's sessions, and the extremes between them from their exact law. What is
 * left out is how maximum and minimum of the *same* session depend on each other: drawn for the day as a whole, the mean
 * squared range would be 2.7 % too large; with four sessions it is right within 0.2 %.
 */
export function bridgeExtremes(
  end: number,
  variance: number,
  rng: Rng,
): { readonly maximum: number; readonly minimum: number } {
  const sessionVariance = variance / BARS.sessions;
  let from = 0;
  let maximum = 0;
  let minimum = 0;
  for (let left = BARS.sessions; left > 0; left--) {
    const spread = Math.sqrt((sessionVariance * (left - 1)) / left); // 0 in the last session: it ends at the close
    const step = (end - from) / left + spread * rng.normal();
    maximum = Math.max(maximum, from + bridgeMaximum(step, sessionVariance, rng));
    minimum = Math.min(minimum, from - bridgeMaximum(-step, sessionVariance, rng));
    from += step;
  }
  return { maximum, minimum };
}

/**
 * A draw of the maximum M of a Brownian bridge from 0 to x, by inverting its law.
 *
 *     P(M > m) = exp(−2 m (m − x) / s²),  m ≥ max(0, x)      reflection principle
 */
function bridgeMaximum(end: number, variance: number, rng: Rng): number {
  return (end + Math.sqrt(end ** 2 - 2 * variance * log(1 - rng.uniform()))) / 2;
}
