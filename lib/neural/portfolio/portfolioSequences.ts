import type { Sharing } from "./portfolioNetwork";
import type { PortfolioWindows } from "./portfolioWindows";

/**
 * What the first layer reads of the windows `which[from]` to `which[to − 1]`: a sequence an asset and window, or one a
 * window with all assets side by side.
 */
export function sequencesOf(
  { shape, inputs }: PortfolioWindows,
  sharing: Sharing,
  which: ArrayLike<number>,
  from: number,
  to: number,
): Float64Array[][] {
  const [, assets, steps, features] = shape;
  const at = (w: number, a: number, s: number): number[] =>
    Array.from({ length: features }, (_, f) => inputs[((w * assets + a) * steps + s) * features + f]);
  const windows = Array.from({ length: to - from }, (_, b) => which[from + b]);
  const coins = Array.from({ length: assets }, (_, a) => a);
  const days = Array.from({ length: steps }, (_, s) => s);
  return sharing === "perCoin"
    ? windows.flatMap((w) => coins.map((a) => days.map((s) => Float64Array.from(at(w, a, s)))))
    : windows.map((w) => days.map((s) => Float64Array.from(coins.flatMap((a) => at(w, a, s)))));
}
