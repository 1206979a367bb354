import { mean, variance } from "../math/moments";

/**
 * What is known today of tomorrow's volatility over W days: W − 1 of the W returns. With the mean a of these returns and
 * the sum S of their squared distances from it, a last return x makes it
 *
 *     V(x) = √( (S + (W − 1)/W · (x − a)²) / (W − ddof) )
 *
 * since a further value adds its squared distance from the old mean, times (W − 1)/W, to the sum of squares. So V depends
 * on x through |x − a| alone, and grows with it.
 */
export interface KnownPart {
  /** a, in units of return. */
  readonly centre: number;
  /** V², as a + b·(x − a)²: its two parts, S/(W − ddof) … */
  readonly floor: number;
  /** … and (W − 1)/(W·(W − ddof)). */
  readonly slope: number;
}

/** The known part of the window that ends on day `day`: the returns of the W − 1 days before it. */
export function knownPart(returns: Float64Array, day: number, window: number, ddof: 0 | 1): KnownPart {
  const known = window - 1;
  const [from, to] = [day - known, day];
  return {
    centre: mean(returns, from, to),
    floor: (variance(returns, 0, from, to) * known) / (window - ddof),
    slope: known / (window * (window - ddof)),
  };
}

/** V, where the last return lies `distance` from the mean of the others. */
export function volatilityAt({ floor, slope }: KnownPart, distance: number): number {
  return Math.sqrt(floor + slope * distance * distance);
}
