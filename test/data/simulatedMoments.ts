/** Sample moments, as the tests of the simulated market need them: written out, apart from the library's own. */

export type Vector = readonly number[];

export const mean = (x: Vector): number => x.reduce((sum, v) => sum + v, 0) / x.length;

export const ascending = (x: Vector): number[] => [...x].sort((a, b) => a - b);

export const median = (x: Vector): number => ascending(x)[x.length >> 1];

export function deviation(x: Vector): number {
  const m = mean(x);
  return Math.sqrt(mean(x.map((v) => (v - m) ** 2)));
}

export function excessKurtosis(x: Vector): number {
  const m = mean(x);
  const s = deviation(x);
  return mean(x.map((v) => ((v - m) / s) ** 4)) - 3;
}

export function correlation(x: Vector, y: Vector): number {
  const [mx, my] = [mean(x), mean(y)];
  return mean(x.map((v, i) => (v - mx) * (y[i] - my))) / (deviation(x) * deviation(y));
}

/** The autocorrelation at one lag, and the standard error that allows for changing variance (Taylor 1986). */
export function autocorrelation(
  x: Vector,
  lag: number,
): { readonly value: number; readonly robustError: number } {
  const m = mean(x);
  let product = 0;
  let squares = 0;
  for (let t = lag; t < x.length; t++) {
    product += (x[t] - m) * (x[t - lag] - m);
    squares += ((x[t] - m) * (x[t - lag] - m)) ** 2;
  }
  const variation = x.reduce((sum, v) => sum + (v - m) ** 2, 0);
  return { value: product / variation, robustError: Math.sqrt(squares) / variation };
}

export function logChanges(prices: ArrayLike<number>): number[] {
  return Array.from({ length: prices.length - 1 }, (_, i) => Math.log(prices[i + 1] / prices[i]));
}

export const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);
