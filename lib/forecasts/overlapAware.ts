import { checkInteger, checkNumber, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkReturns } from "../measures/checkReturns";
import { DENSITIES } from "../volatility/densities/densities";
import { DISTRIBUTIONS, type DistributionKind } from "../volatility/spec";
import { meanVolatility, percentageVolatility, quantileVolatility, type NextReturn } from "./nextVolatility";
import { knownPart, type KnownPart } from "./windowVolatility";

/**
 * What is expected of the return of each of some days in a row, made before the day: what `rollingForecast` answers, or
 * vectors from anywhere else (EWMA, HAR, a network).
 */
export interface ReturnForecasts {
  /** σ² of each day's return, at least 0. */
  readonly variance: ArrayLike<number>;
  /** Its mean, one for all days or one for each. Default 0. */
  readonly mean?: number | ArrayLike<number>;
  /** Default "normal". */
  readonly distribution?: DistributionKind;
  /** The density's shape, where it has one: one for all days or one for each. */
  readonly nu?: number | ArrayLike<number>;
  readonly lambda?: number | ArrayLike<number>;
}

/**
 * Which number stands for the distribution of tomorrow's volatility. Each error measure wants its own:
 * `"mean"` the squared error (RMSE), `"median"` the absolute error (MAE), `"percentage"` the percentage error (MAPE).
 * A number is a quantile: 0.95 is exceeded one day in twenty.
 */
export type VolatilityAim = "mean" | "median" | "percentage" | number;

export interface OverlapAwareOptions {
  /** W, how many returns the volatility is of; 30 by default. */
  readonly window?: number;
  /** Divide by W − ddof; 1 by default, as paper 2. */
  readonly ddof?: 0 | 1;
  /** Default "mean". */
  readonly aim?: VolatilityAim;
  /** Index into `returns` of the first day that is forecast. Default: the one that makes the last forecast about the last day. */
  readonly first?: number;
}

/**
 * Forecasts of the rolling volatility one day ahead that know what there is to know. Of the W returns in tomorrow's value
 * W − 1 are known today, so only one return x has to be forecast, and from its distribution follows that of
 *
 *     V(x) = √( (S + (W − 1)/W · (x − a)²) / (W − ddof) )
 *
 * with a the mean of the known returns and S the sum of their squared distances from it. See {@link VolatilityAim} for the
 * number that is taken from it; mean and percentage by quadrature, the others from the distribution function.
 *
 * @param returns - as fractions, one a day.
 * @param next - the forecasts of the returns of the days `first`, `first` + 1, …; the last may be the day after `returns`.
 * @returns in units of return, one for each day of `next`. The value of a day reads the W − 1 returns before that day,
 *   and that day's entry of `next`: nothing else.
 * @throws DomainError for prices in place of returns; ShapeError where the days of `next` don't fit to `returns`; DomainError for a negative variance, or a shape that is
 *   missing or out of its range.
 * @example
 * overlapAwareVolatility(returns, rollingForecast(returns, { kind: "garch", archLags: 1, garchLags: 1 }, { window: 1647 }));
 */
export function overlapAwareVolatility(
  returns: ArrayLike<number>,
  next: ReturnForecasts,
  options: OverlapAwareOptions = {},
): Float64Array {
  const where = "overlapAwareVolatility";
  const { window = 30, ddof = 1, aim = "mean" } = options;
  checkInteger(where, "ddof", ddof, 0, 1);
  checkInteger(where, "window", window, 2);
  checkReturns(where, returns, window - 1, { unit: "any" });
  const days = checkedDays(where, next);
  const { first = returns.length - days.length } = options;
  if (!Number.isInteger(first) || first < window - 1 || first + days.length > returns.length + 1)
    throw new ShapeError(
      where,
      `the ${days.length} forecasts must be about days from ${window - 1} to ${returns.length} of the ${returns.length} returns, got a first day ${first}`,
    );
  const values = Float64Array.from(returns);
  const forecast = forecastFor(where, aim);
  return Float64Array.from(days, (day, k) => forecast(knownPart(values, first + k, window, ddof), day));
}

function forecastFor(where: string, aim: VolatilityAim): (known: KnownPart, next: NextReturn) => number {
  if (typeof aim === "number") {
    checkNumber(where, "aim", aim, 1e-6, 1 - 1e-6);
    return (known, next) => quantileVolatility(known, next, aim);
  }
  checkOneOf(where, "aim", aim, ["mean", "median", "percentage"]);
  if (aim === "median") return (known, next) => quantileVolatility(known, next, 0.5);
  return aim === "mean" ? meanVolatility : percentageVolatility;
}

/** @throws unless every vector is as long as `variance` and every number is in its range. */
function checkedDays(where: string, next: ReturnForecasts): NextReturn[] {
  if (next == null || typeof next !== "object")
    throw new DomainError(where, "next", next, "a record with the forecasts of the returns");
  const { variance, mean = 0, distribution = "normal" } = next;
  checkOneOf(where, "distribution", distribution, DISTRIBUTIONS);
  checkVector(where, "variance", variance);
  const each = (name: string, value: number | ArrayLike<number> | undefined): ((k: number) => number) => {
    if (typeof value === "number") {
      checkNumber(where, name, value);
      return () => value;
    }
    checkVector(where, name, value as ArrayLike<number>);
    checkSameLength(where, name, value as ArrayLike<number>, "variance", variance);
    return (k) => (value as ArrayLike<number>)[k];
  };
  const density = DENSITIES[distribution];
  const means = each("mean", mean);
  const shapes = density.shapes.map((shape) => ({ ...shape, of: each(shape.name, next[shape.name]) }));
  return Array.from(variance, (v, k) => {
    if (v < 0) throw new DomainError(where, `variance[${k}]`, v, "at least 0");
    const shape = shapes.map(({ name, lower, upper, of }) => {
      checkNumber(where, `${name} of day ${k}`, of(k), lower, upper);
      return of(k);
    });
    return { mean: means(k), deviation: Math.sqrt(v), density, shape };
  });
}
