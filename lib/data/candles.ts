import type { Day } from "../series/days";

/**
 * One instrument's daily candles. All vectors have the length of `dates`, and entry i is about `dates[i]`:
 * it is known at the close of that day.
 */
export interface Candles {
  readonly symbol: string;
  /** Days in UTC, ascending, none twice. A day may be missing: see the provenance's gaps. */
  readonly dates: readonly Day[];
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Left out where the source has none (an index has no volume). */
  readonly volume?: Float64Array;
}
