import { checkInteger, checkPositiveVector, checkSameLength } from "../../core/checks";
import { exp, log } from "../../core/elementary";
import { DomainError, ShapeError } from "../../core/errors";
import { varies } from "../../math/varies";
import { meanAhead } from "../../series/meanAhead";
import { standardScaler } from "../../series/scalers";
import { takeRows, walkForward, type RowRange, type Split } from "../../series/splits";
import { slidingWindows, type Windows } from "../../series/windows";

/** How a model of several assets' variances learns as time goes on. */
export interface PooledVarianceOptions {
  /** Days that the first fit may know; the first forecast is about the day after them. Later fits know all days so far. */
  readonly window: number;
  /** Days between two fits. */
  readonly refitEvery: number;
  /** Days whose mean variance is forecast, from the forecast day on; 1 by default. */
  readonly horizon?: number;
  /** Days in a window, the first forecast day among them; 31 by default: thirty days are read. */
  readonly length?: number;
}

/** What is learned from: windows of the past of all assets, and the standardised logarithms of what came. */
export type LearningWindows = Pick<Windows, "shape" | "inputs" | "targets">;

/** Says what follows each window, in the unit of {@link LearningWindows}' targets. */
export type Predict = (windows: Pick<Windows, "shape" | "inputs">) => Float64Array;

/** One stretch of a walk forward. */
export interface LogVarianceRows extends Split {
  /** Of all assets, one after the other. */
  readonly learn: LearningWindows;
  /** By asset, the forecasts of the test days by what was learned, in units of the variances. */
  readonly forecast: (predict: Predict) => Float64Array[];
}

/**
 * Prepares one model for the variances of several assets, to be learned again every `refitEvery` days from the days before.
 *
 *     x = (ln v − m) / s,   m and s of the asset's training days;      y = (ln mean(vₜ … vₜ₊ₕ₋₁) − m) / s
 *     v̂ = c · exp(m + s ŷ),   c = the mean of v / exp(m + s ŷ) over the asset's training windows
 *
 * A regression of logarithms aims at a median; c, the smearing of Duan (1983), brings each asset's forecasts to the level
 * at which QLIKE on its training days is lowest. The last h − 1 known days are no targets, as their means would reach into
 * days that are not known.
 *
 * @param variances - by asset, a measure of each day's variance above 0, such as `rangeVariance`; all of length n.
 * @throws {@link DomainError} for a variance of 0 or less, or one that does not vary in the training days;
 *   {@link ShapeError} where no window fits into them.
 */
export function logVarianceRows(
  where: string,
  variances: Readonly<Record<string, ArrayLike<number>>>,
  { window, refitEvery, horizon = 1, length = 31 }: PooledVarianceOptions,
): readonly LogVarianceRows[] {
  const assets = Object.entries(variances ?? {});
  if (assets.length === 0)
    throw new DomainError(where, "variances", variances, "a record of series by asset");
  assets.forEach(([name, values]) => {
    checkPositiveVector(where, `variances.${name}`, values);
    checkSameLength(where, `variances.${assets[0][0]}`, assets[0][1], `variances.${name}`, values);
  });
  for (const [name, value] of Object.entries({ window, refitEvery, horizon }))
    checkInteger(where, name, value, 1);
  checkInteger(where, "length", length, 2);
  if (window < length - 1 + horizon)
    throw new ShapeError(
      where,
      `window must be at least ${length - 1 + horizon}, a window of ${length} days and what it forecasts, got ${window}`,
    );
  const purge = horizon - 1;
  const walk = { train: window - purge, test: refitEvery, purge, expanding: true };
  return walkForward(assets[0][1].length, walk).map((split) => {
    const rows = assets.map(([name, values]) => rowsOf(where, name, values, split, { horizon, length }));
    return Object.freeze({
      ...split,
      learn: joined(rows.map(({ learn }) => learn)),
      forecast: (predict) => rows.map(({ forecast }) => forecast(predict)),
    } satisfies LogVarianceRows);
  });
}

/** One asset in one stretch. */
interface AssetRows {
  readonly learn: LearningWindows;
  readonly forecast: (predict: Predict) => Float64Array;
}

function rowsOf(
  where: string,
  name: string,
  variances: ArrayLike<number>,
  { train, test }: Split,
  { horizon, length }: Required<Pick<PooledVarianceOptions, "horizon" | "length">>,
): AssetRows {
  const logs = Float64Array.from(variances, log);
  const known = takeRows(logs, train);
  if (!varies(takeRows(variances, train)) || !varies(known))
    throw new DomainError(
      where,
      `variances.${name}`,
      variances[0],
      "a series that varies in the training days",
    );
  const scaler = standardScaler(known);
  const scaled = scaler.transform(logs);
  const windows = (targetsIn: RowRange): Windows => slidingWindows(scaled, { length, targetsIn });
  const past = windows(train);
  const came = meanAhead(variances, horizon).slice(past.firstTarget, train.to);
  return {
    learn: { ...past, targets: scaler.transform(came.map(log)) },
    forecast: (predict) => {
      const expected = (of: Windows): Float64Array => scaler.inverse(predict(of)).map(exp);
      const fitted = expected(past);
      const level = came.reduce((sum, v, w) => sum + v / fitted[w], 0) / came.length;
      return expected(windows(test)).map((v) => level * v);
    },
  };
}

/** The windows of all assets, one after the other. */
function joined(parts: readonly LearningWindows[]): LearningWindows {
  const [, steps, features] = parts[0].shape;
  const all = (of: "inputs" | "targets"): Float64Array =>
    Float64Array.from(parts.flatMap((part) => Array.from(part[of])));
  const targets = all("targets");
  return { shape: [targets.length, steps, features], inputs: all("inputs"), targets };
}

/** The forecasts of all stretches, one after the other, by asset. */
export function stretched(
  variances: Readonly<Record<string, unknown>>,
  stretches: readonly (readonly Float64Array[])[],
): Readonly<Record<string, Float64Array>> {
  return Object.freeze(
    Object.fromEntries(
      Object.keys(variances).map((name, a) => [
        name,
        Float64Array.from(stretches.flatMap((ofAssets) => Array.from(ofAssets[a]))),
      ]),
    ),
  );
}
