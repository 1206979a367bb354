import { exp } from "../core/elementary";
import { onHalfLine, onInterval, type QuadratureRule } from "../math/quadrature";
import type { Density, Shape } from "../volatility/densities/density";
import { volatilityAt, type KnownPart } from "./windowVolatility";

/** What is expected of one return: x = mean + deviation·z, z of the density. */
export interface NextReturn {
  readonly mean: number;
  readonly deviation: number;
  readonly density: Density;
  readonly shape: Shape;
}

/** E V = ∫ V(x) f(x) dx: no other forecast has a smaller expected squared error. */
export function meanVolatility(known: KnownPart, next: NextReturn): number {
  if (next.deviation === 0) return certain(known, next);
  const folded = foldedDensity(known, next);
  return integral(known, folded, Infinity, (v) => v);
}

/**
 * The value that V stays below with probability p. As V grows with u = |x − a|, it is V at the p-quantile of u, which
 * F(a + u) − F(a − u) = p gives. For p = ½, the median, no other forecast has a smaller expected absolute error.
 */
export function quantileVolatility(known: KnownPart, next: NextReturn, p: number): number {
  if (next.deviation === 0) return certain(known, next);
  const { density, shape, deviation } = next;
  const below = (x: number): number => density.cdf((x - next.mean) / deviation, shape);
  const within = (u: number): number => below(known.centre + u) - below(known.centre - u);
  const folded = foldedDensity(known, next);
  const slope = (u: number): number => folded.at(Float64Array.of(u))[0];
  return volatilityAt(known, inverse(within, slope, p, folded.corner + deviation));
}

/**
 * The f with the smallest expected percentage error E|V − f|/V: the median of V once each outcome counts by 1/V,
 *
 *     ∫_{V < f} f(x)/V(x) dx = ½ ∫ f(x)/V(x) dx
 *
 * It lies below the median: what turns out small makes the larger percentage. Where the known returns are all the same,
 * V may be near 0, the integrals don't exist, and only f = 0 has a finite error, 100 %.
 */
export function percentageVolatility(known: KnownPart, next: NextReturn): number {
  if (next.deviation === 0) return certain(known, next);
  if (known.floor === 0) return 0;
  const folded = foldedDensity(known, next);
  const weight = (v: number): number => 1 / v;
  const within = (u: number): number => integral(known, folded, u, weight);
  const slope = (u: number): number => folded.at(Float64Array.of(u))[0] * weight(volatilityAt(known, u));
  return volatilityAt(known, inverse(within, slope, 0.5 * within(Infinity), folded.corner + next.deviation));
}

function certain(known: KnownPart, { mean }: NextReturn): number {
  return volatilityAt(known, Math.abs(mean - known.centre));
}

/** The density of u = |x − a| on u ≥ 0: f(a + u) + f(a − u), with a corner where x is at the mode. */
interface Folded {
  readonly corner: number;
  readonly scale: number;
  readonly at: (u: Float64Array) => Float64Array;
}

function foldedDensity({ centre }: KnownPart, { mean, deviation, density, shape }: NextReturn): Folded {
  const lambda = shape.length > 1 ? shape[1] : 0;
  const mode = mean + deviation * density.quantile((1 - lambda) / 2, shape); // 0 for symmetric densities
  const ones = (n: number): Float64Array => new Float64Array(n).fill(1);
  return {
    corner: Math.abs(mode - centre),
    scale: deviation,
    at(u) {
      const above = density.each(
        u.map((d) => (centre + d - mean) / deviation),
        ones(u.length),
        shape,
      );
      const below = density.each(
        u.map((d) => (centre - d - mean) / deviation),
        ones(u.length),
        shape,
      );
      return above.map((log, i) => (exp(log) + exp(below[i])) / deviation);
    },
  };
}

/** ∫ of weight(V)·density over u from 0 to `until`, cut at the corner, and where the peak there begins if it is narrow. */
function integral(known: KnownPart, folded: Folded, until: number, weight: (v: number) => number): number {
  const { corner, scale } = folded;
  const over = ({ nodes, weights }: QuadratureRule): number =>
    folded.at(nodes).reduce((sum, f, i) => sum + weights[i] * f * weight(volatilityAt(known, nodes[i])), 0);
  const cuts = [0, corner - 8 * scale, corner, until].filter((u) => u >= 0 && u <= until);
  let sum = 0;
  for (let i = 1; i < cuts.length; i++) {
    const [from, to] = [cuts[i - 1], cuts[i]];
    if (to > from) sum += over(to === Infinity ? onHalfLine(from, scale) : onInterval(from, to));
  }
  return sum;
}

/** The u > 0 at which a rising function with f(0) = 0 reaches `level`: Newton's steps, inside a bracket that closes. */
function inverse(
  f: (u: number) => number,
  slope: (u: number) => number,
  level: number,
  start: number,
): number {
  let [low, high, u] = [0, Infinity, start];
  for (let i = 0; i < 200; i++) {
    const excess = f(u) - level;
    if (excess > 0) high = u;
    else low = u;
    const newton = u - excess / slope(u);
    const next = newton > low && newton < high ? newton : high === Infinity ? 2 * u : 0.5 * (low + high);
    if (Math.abs(next - u) <= 1e-11 * u) return next;
    u = next;
  }
  return u;
}
