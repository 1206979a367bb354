import { checkInteger, checkOneOf, checkPositiveVector, checkVector } from "../../core/checks";
import { exp, log } from "../../core/elementary";
import { DomainError, ShapeError } from "../../core/errors";
import { printsAs, withPlainVectors } from "../../core/printing";
import { settled } from "../../math/varies";
import { meanAhead } from "../../series/meanAhead";
import { leastSquares } from "../../statistics/leastSquares";
import { neweyWestCovariance, neweyWestLags } from "../../statistics/neweyWest";

/** Options of {@link fitHar}. */
export interface HarOptions {
  /** Days over which the past is averaged. Default [1, 7, 30]: a day, a week and a month of a market that never closes. */
  readonly lags?: readonly number[];
  /** How many days ahead the forecast looks: 1 is tomorrow. Default 1. */
  readonly horizon?: number;
  /** What is forecast: the last of these days ("day"), or the mean of them all ("mean"). Default "day". */
  readonly target?: "day" | "mean";
  /** Regress logarithms: forecasts stay positive, and large days weigh less. Default false. */
  readonly logarithms?: boolean;
}

/** A fitted HAR model: plain data. */
export interface HarEstimate {
  readonly lags: readonly number[];
  readonly horizon: number;
  readonly target: "day" | "mean";
  readonly logarithms: boolean;
  readonly intercept: number;
  /** One weight for each lag. */
  readonly weights: readonly number[];
  /** Newey and West (1987), of the intercept and each weight. */
  readonly standardErrors: readonly number[];
  readonly rSquared: number;
  readonly residualVariance: number;
  readonly observations: number;
  /** The last values, as many as the longest lag needs. */
  readonly lastValues: Float64Array;
}

/** A fitted HAR model: the estimate, and the questions one asks of it. It never changes. */
export class HarFit {
  constructor(readonly estimate: HarEstimate) {
    printsAs(this, () => this.summary());
    Object.freeze(this);
  }

  /** What follows the sample, `horizon` days ahead, in the units of the data. */
  forecast(): number {
    return harForecast(this.estimate, this.estimate.lastValues);
  }

  summary(): string {
    const { lags, intercept, weights, standardErrors, rSquared, observations, logarithms, horizon, target } =
      this.estimate;
    const days = `${horizon} day${horizon > 1 ? "s" : ""}`;
    const rows = [
      ["intercept", intercept] as const,
      ...lags.map((lag, i) => [`mean of ${lag}`, weights[i]] as const),
    ];
    return [
      `HAR(${lags.join(", ")})${logarithms ? " of logarithms" : ""}, ${target === "mean" ? `the mean of ${days}` : days} ahead, ${observations} observations`,
      ...rows.map(
        ([name, value], i) =>
          `${name.padEnd(12)} ${value.toPrecision(5).padStart(12)}  (s.e. ${standardErrors[i].toPrecision(3)})`,
      ),
      `R² ${rSquared.toFixed(4)}`,
    ].join("\n");
  }

  toJSON(): unknown {
    return withPlainVectors(this.estimate);
  }
}

/**
 * The heterogeneous autoregression of Corsi (2009), by least squares:
 *
 *     yₜ₊ₕ = c + Σᵢ wᵢ · mean(yₜ₋ₗᵢ₊₁ … yₜ) + e,   or mean(yₜ₊₁ … yₜ₊ₕ) on the left; with logarithms, its logarithm
 *
 * @param values - a measure of each day's variance or volatility, in any unit.
 * @throws ShapeError for too few values; DomainError for NaN, values that are all the same but for rounding, lags that
 *   repeat, or a logarithm of 0 or less.
 */
export function fitHar(
  values: ArrayLike<number>,
  { lags = [1, 7, 30], horizon = 1, target = "day", logarithms = false }: HarOptions = {},
): HarFit {
  const where = "fitHar";
  checkInteger(where, "horizon", horizon, 1);
  checkOneOf(where, "target", target, ["day", "mean"]);
  if (!(lags?.length > 0) || new Set(lags).size < lags.length)
    throw new DomainError(where, "lags", lags, "a list of different numbers of days");
  for (const lag of lags) checkInteger(where, "lag", lag, 1);
  if (logarithms) checkPositiveVector(where, "values", values, 0);
  else checkVector(where, "values", values, 0);
  const longest = Math.max(...lags);
  const n = values.length - longest - horizon + 1;
  if (n < 3 * (lags.length + 1))
    throw new ShapeError(
      where,
      `values must hold at least ${longest + horizon + 3 * (lags.length + 1)} for these lags, got ${values.length}`,
    );
  const seen = logarithms ? log : (x: number): number => x;
  const measured = settled(values);
  const y = measured.map(seen);
  const averages = lags.map((lag) => trailingMeans(y, lag));
  const first = longest - 1; // the first day whose averages are whole
  const about =
    target === "mean"
      ? meanAhead(measured, horizon)
          .map(seen)
          .subarray(first + 1)
      : y.subarray(first + horizon);
  const columns = [new Float64Array(n).fill(1), ...averages.map((a) => a.slice(first, first + n))];
  const fit = leastSquares(where, about, columns, [
    "the constant",
    ...lags.map((lag) => `the mean of values over ${lag} days`),
  ]);
  const covariance = neweyWestCovariance(columns, fit, Math.max(horizon - 1, neweyWestLags(n)));
  return new HarFit(
    Object.freeze({
      lags: Object.freeze([...lags]),
      horizon,
      target,
      logarithms,
      intercept: fit.coefficients[0],
      weights: Object.freeze([...fit.coefficients.subarray(1)]),
      standardErrors: Object.freeze(covariance.map((row, i) => Math.sqrt(row[i]))),
      rSquared: fit.rSquared,
      residualVariance: fit.residualVariance,
      observations: n,
      lastValues: Float64Array.from(values).slice(-longest),
    }),
  );
}

/**
 * The forecast of a fitted HAR model after any days: `history` ends on the day from which it is made.
 * With logarithms it is the mean of a lognormal: exp(fitted + s²/2).
 */
export function harForecast(estimate: HarEstimate, history: ArrayLike<number>): number {
  const { lags, weights, intercept, logarithms, residualVariance } = estimate;
  if (logarithms) checkPositiveVector("harForecast", "history", history, Math.max(...lags));
  else checkVector("harForecast", "history", history, Math.max(...lags));
  let forecast = intercept;
  lags.forEach((lag, i) => {
    let sum = 0;
    for (let t = history.length - lag; t < history.length; t++)
      sum += logarithms ? log(history[t]) : history[t];
    forecast += (weights[i] * sum) / lag;
  });
  return logarithms ? exp(forecast + 0.5 * residualVariance) : forecast;
}

/** Entry t: the mean of the last `lag` values up to t; of all so far where there are fewer. */
function trailingMeans(values: Float64Array, lag: number): Float64Array {
  return values.map((_, t) => {
    const from = Math.max(0, t - lag + 1);
    let sum = 0;
    for (let i = from; i <= t; i++) sum += values[i];
    return sum / (t - from + 1);
  });
}
