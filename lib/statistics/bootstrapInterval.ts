import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { checkInteger, checkNumber, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { pow } from "../core/elementary";
import { DomainError, ShapeError } from "../core/errors";
import { checkRng, type Rng } from "../core/random";
import { deviation } from "../math/deviation";
import { mean } from "../math/moments";
import { varies } from "../math/varies";
import { sortedQuantile } from "../measures/historicalTail";
import { drawBlocks, type BlockBootstrap } from "./blockBootstrap";
import { digits, report } from "./report";

/** How an interval is read from the replications. */
export type IntervalMethod =
  | "percentile" // its ends are quantiles of the replications
  | "bca"; //       corrected for bias and skewness (Efron, 1987), by leaving out one block after the other

export interface BootstrapIntervalOptions {
  /** How sure the interval is; 0.95 by default. */
  readonly level?: number;
  /** "percentile" by default. */
  readonly method?: IntervalMethod;
  /** Bootstrap replications; 2000 by default. */
  readonly replications?: number;
  /** Days in a block (on average, for "stationary"); ⌊√n⌋ by default. 1 draws single days, as if they were independent. */
  readonly blockLength?: number;
  /** "stationary" by default. */
  readonly bootstrap?: BlockBootstrap;
  /** The stream that the resamples come from. */
  readonly rng: Rng;
}

/** An estimate and how far it can be trusted. */
export interface BootstrapInterval {
  /** Of the series as they are. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Deviation of the replications. */
  readonly standardError: number;
  readonly level: number;
  /** How many replications count: those for which the statistic is not NaN. */
  readonly replications: number;
}

/** Series that share their days. */
export type AlignedSeries = readonly ArrayLike<number>[];

/**
 * A confidence interval of any statistic of one or several daily series, by a block bootstrap: blocks of days are drawn
 * with replacement, the same days for all series, and the statistic is computed again.
 *
 * @param series - one or more, each of the same length n ≥ 10; the blocks keep what neighbouring days have in common.
 * @param statistic - gets the series, drawn or as they are; NaN where there is none: that replication is left out.
 * @returns in the unit of the statistic.
 * @throws {@link DomainError} when the statistic has no value for the series as they are, or for most replications.
 * @throws {@link ShapeError} for series of different lengths, or of fewer than ten values.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const options = { rng: v.createRng(1), replications: 200 };
 * const sharpe = v.bootstrapInterval([returns], ([r]) => v.sharpeRatio(r), options);
 * sharpe.lower < sharpe.estimate && sharpe.estimate < sharpe.upper; // → true
 * sharpe.estimate === v.sharpeRatio(returns); // → true
 */
export function bootstrapInterval(
  series: AlignedSeries,
  statistic: (series: AlignedSeries) => number,
  options: BootstrapIntervalOptions,
): BootstrapInterval {
  return wholeIntervals("bootstrapInterval", series, (drawn) => [statistic(drawn)], options)[0];
}

/**
 * {@link bootstrapInterval} of several statistics from the same replications.
 *
 * @param series - as for {@link bootstrapInterval}.
 * @param statistics - gets the series and answers with a list, always of the same length.
 * @returns one interval for each entry of that list.
 * @throws as {@link bootstrapInterval}.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const options = { rng: v.createRng(1), replications: 200 };
 * const moments = ([r]: v.AlignedSeries) => [v.skewness(r), v.kurtosis(r)];
 * const [, tails] = v.bootstrapIntervals([returns], moments, options);
 * tails.lower > 3; // → true
 */
export function bootstrapIntervals(
  series: AlignedSeries,
  statistics: (series: AlignedSeries) => ArrayLike<number>,
  options: BootstrapIntervalOptions,
): readonly BootstrapInterval[] {
  return wholeIntervals("bootstrapIntervals", series, statistics, options);
}

function wholeIntervals(
  where: string,
  series: AlignedSeries,
  statistics: (series: AlignedSeries) => ArrayLike<number>,
  options: BootstrapIntervalOptions,
): readonly BootstrapInterval[] {
  const found = partialIntervals(where, series, statistics, options);
  const missing = found.find(({ lower }) => Number.isNaN(lower));
  if (missing)
    throw new DomainError(
      where,
      "statistic",
      missing.estimate,
      "a number for the series, and for most replications",
    );
  return found;
}

/** The same, but where a statistic has no value for the series as they are or for most replications, its interval is NaN. */
export function partialIntervals(
  where: string,
  series: AlignedSeries,
  statistics: (series: AlignedSeries) => ArrayLike<number>,
  options: BootstrapIntervalOptions,
): readonly BootstrapInterval[] {
  const n = checkedLength(where, series);
  const { level = 0.95, method = "percentile", replications = 2000, bootstrap = "stationary" } = options;
  const { blockLength = Math.floor(Math.sqrt(n)), rng } = options;
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  checkOneOf(where, "method", method, ["percentile", "bca"]);
  checkInteger(where, "replications", replications, 10);
  checkInteger(where, "blockLength", blockLength, 1, method === "bca" ? Math.floor(n / 2) : n);
  checkOneOf(where, "bootstrap", bootstrap, ["stationary", "movingBlock"]);
  checkRng(where, rng);

  const estimates = Array.from(statistics(series));
  const values = estimates.map(() => new Float64Array(replications));
  const drawn = series.map(() => new Float64Array(n));
  for (let replication = 0; replication < replications; replication++) {
    drawDays(series, drawn, { bootstrap, blockLength, rng });
    const found = statistics(drawn);
    for (let j = 0; j < values.length; j++) values[j][replication] = found[j];
  }
  const leftOut = method === "bca" ? withoutBlocks(series, statistics, blockLength) : [];
  return Object.freeze(
    estimates.map((estimate, j) => {
      const sorted = values[j].filter((value) => !Number.isNaN(value)).sort();
      const known = { estimate, level, replications: sorted.length };
      if (!Number.isFinite(estimate) || sorted.length < replications / 2)
        return report({ ...known, lower: Number.NaN, upper: Number.NaN, standardError: Number.NaN }, () => [
          "no number for the series, or for most replications",
        ]);
      const tails = [(1 - level) / 2, (1 + level) / 2];
      const jackknife = leftOut.map((found) => found[j]).filter((value) => !Number.isNaN(value));
      const tailLevels = method === "bca" ? correctedTails(tails, estimate, sorted, jackknife) : tails;
      const [lower, upper] = tailLevels.map((tail) => sortedQuantile(sorted, tail, "interpolated"));
      const standardError = deviation(sorted, 1);
      return report({ ...known, lower, upper, standardError }, lines);
    }),
  );
}

/** Fills `drawn` with days of `series`, block after block. */
function drawDays(
  series: AlignedSeries,
  drawn: readonly Float64Array[],
  options: { bootstrap: BlockBootstrap; blockLength: number; rng: Rng },
): void {
  const n = series[0].length;
  let day = 0;
  drawBlocks(n, options, (from, length) => {
    for (let i = 0; i < series.length; i++)
      for (let t = 0; t < length; t++) drawn[i][day + t] = series[i][(from + t) % n];
    day += length;
  });
}

/** The statistics without the first block, without the second, and so on. */
function withoutBlocks(
  series: AlignedSeries,
  statistics: (series: AlignedSeries) => ArrayLike<number>,
  blockLength: number,
): ArrayLike<number>[] {
  const n = series[0].length;
  return Array.from({ length: Math.floor(n / blockLength) }, (_, block) => {
    const kept = (_value: number, t: number): boolean => Math.floor(t / blockLength) !== block;
    return statistics(series.map((values) => Float64Array.from(values).filter(kept)));
  });
}

/**
 * The levels at which a BCa interval reads the replications.
 *
 *     α' = Φ( z₀ + (z₀ + z_α) / (1 − a (z₀ + z_α)) )                                     Efron (1987)
 *
 * z₀ is the normal quantile of the share of replications below the estimate, a the skewness of the jackknife over 6√b.
 */
function correctedTails(
  tails: readonly number[],
  estimate: number,
  sorted: Float64Array,
  jackknife: readonly number[],
): number[] {
  const below = sorted.filter((value) => value < estimate).length;
  const equal = sorted.filter((value) => value === estimate).length;
  const share = (below + equal / 2 + 0.5) / (sorted.length + 1); // never 0 or 1
  const z0 = normalQuantile(share, 0, 1);
  const a = acceleration(jackknife);
  return tails.map((tail) => {
    const z = z0 + normalQuantile(tail, 0, 1);
    return normalCdf(z0 + z / (1 - a * z), 0, 1);
  });
}

function acceleration(jackknife: readonly number[]): number {
  const centre = mean(jackknife);
  let [squares, cubes] = [0, 0];
  for (const value of jackknife) {
    squares += (centre - value) ** 2;
    cubes += pow(centre - value, 3);
  }
  return varies(jackknife) ? cubes / (6 * pow(squares, 1.5)) : 0;
}

function checkedLength(where: string, series: AlignedSeries): number {
  if (!Array.isArray(series) || series.length === 0 || typeof series[0] === "number")
    throw new ShapeError(where, "series must be a list of one or more series: write [returns] for one");
  series.forEach((values: ArrayLike<number>, i) => {
    checkVector(where, `series[${i}]`, values, 10);
    checkSameLength(where, "series[0]", series[0] as ArrayLike<number>, `series[${i}]`, values);
  });
  return (series as AlignedSeries)[0].length;
}

function lines({ estimate, lower, upper, level, ...how }: BootstrapInterval): string[] {
  return [
    `${digits(estimate)}, from ${digits(lower)} to ${digits(upper)} with ${digits(100 * level)} % confidence`,
    `standard error ${digits(how.standardError)}, ${how.replications} replications`,
  ];
}
