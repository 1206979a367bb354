import { log, log1p } from "../core/elementary";
import type { Rng } from "../core/random";
import { mean } from "../math/moments";

/**
 * How days are drawn: blocks of random length, on average `blockLength`, the first day following the last
 * ("stationary", Politis and Romano, 1994), or blocks of that length from within the sample ("movingBlock", Künsch, 1989).
 */
export type BlockBootstrap = "stationary" | "movingBlock";

export interface BlockBootstrapOptions {
  readonly bootstrap: BlockBootstrap;
  readonly blockLength: number;
  readonly replications: number;
  readonly rng: Rng;
}

/**
 * Bootstraps the means of several series that share their days: every replication draws the same days for all.
 *
 * A block adds a difference of two running sums, so a replication costs as many steps as it has blocks, not days.
 *
 * @param series - each of length n ≥ blockLength.
 * @returns per series, and per replication, the mean of the days drawn less the mean of all days. Equal series get
 *   equal values, to the last bit.
 */
export function bootstrapMeans(
  series: readonly ArrayLike<number>[],
  { bootstrap, blockLength, replications, rng }: BlockBootstrapOptions,
): Float64Array[] {
  const n = series[0].length;
  const sums = series.map(runningSums);
  const deviations = series.map(() => new Float64Array(replications));
  for (let replication = 0; replication < replications; replication++)
    drawBlocks(n, { bootstrap, blockLength, rng }, (from, length) => {
      for (let i = 0; i < sums.length; i++)
        deviations[i][replication] += (sums[i][from + length] - sums[i][from]) / n;
    });
  return deviations;
}

/**
 * Draws blocks until they fill n days.
 *
 * @param take - called with each block: its first day, and its length; days from n on are those from 0 on.
 */
export function drawBlocks(
  n: number,
  { bootstrap, blockLength, rng }: Pick<BlockBootstrapOptions, "bootstrap" | "blockLength" | "rng">,
  take: (from: number, length: number) => void,
): void {
  const starts = bootstrap === "stationary" ? n : n - blockLength + 1;
  const ended = log1p(-1 / blockLength); // log of the chance that a block goes on
  for (let drawn = 0; drawn < n;) {
    const from = rng.integer(starts);
    const wanted = bootstrap === "stationary" ? 1 + Math.floor(log(1 - rng.uniform()) / ended) : blockLength;
    const length = Math.min(wanted, n - drawn);
    take(from, length);
    drawn += length;
  }
}

/** Entry t is the sum of the first t values around their mean, twice around the circle. */
function runningSums(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const centre = mean(values);
  const sums = new Float64Array(2 * n + 1);
  for (let t = 0; t < 2 * n; t++) sums[t + 1] = sums[t] + (values[t % n] - centre);
  return sums;
}
