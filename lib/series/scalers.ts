import { checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean, variance } from "../math/moments";
import { varies } from "../math/varies";
import { checkTrainRows, type TrainRows } from "./splits";
import type { Windows } from "./windows";

/** A scaling of one feature, and the way back. */
export interface Scaler {
  readonly transform: (values: ArrayLike<number>) => Float64Array;
  readonly inverse: (scaled: ArrayLike<number>) => Float64Array;
}

export interface MinMaxScaler extends Scaler {
  readonly minimum: number;
  readonly maximum: number;
}

export interface StandardScaler extends Scaler {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Windows scaled each by its own first row, and the way back for their targets. */
export interface RelativeScaler {
  /** The same windows, without unit: the first step of each is 0. */
  readonly scaled: Windows;
  /** Scaled targets, or forecasts of them, in the unit of the target feature; one a window. */
  readonly inverse: (scaledTargets: ArrayLike<number>) => Float64Array;
}

/**
 * Scales a feature to 0 … 1.
 *
 *     x_scaled = (x − min) / (max − min)                                     paper 2 (mosef2025), eq. 4
 *
 * min and max are those of the training rows, so later values may leave 0 … 1.
 *
 * @param trainRows - `takeRows(values, split.train)`.
 * @throws {@link DomainError} when all training rows are the same but for rounding.
 * @example
 * const prices = [10, 20, 30, 40];
 * const { train } = v.holdOut(prices.length, { train: 0.75 });
 * const scaler = v.minMaxScaler(v.takeRows(prices, train));
 * scaler.transform(prices); // → [0, 0.5, 1, 1.5]
 * scaler.inverse([0]); // → [10]
 */
export function minMaxScaler(trainRows: TrainRows): MinMaxScaler {
  checkScalable("minMaxScaler", trainRows);
  const minimum = trainRows.reduce((a, b) => Math.min(a, b));
  const maximum = trainRows.reduce((a, b) => Math.max(a, b));
  return Object.freeze({ minimum, maximum, ...affine("minMaxScaler", minimum, maximum - minimum) });
}

/**
 * Scales a feature to mean 0 and deviation 1 (the z-score).
 *
 *     x_scaled = (x − μ) / σ                                                  paper 1 (qfe2025), eq. 15
 *
 * μ and σ (the population's) are those of the training rows; the paper does not say of which.
 *
 * @param trainRows - `takeRows(values, split.train)`.
 * @throws {@link DomainError} when all training rows are the same but for rounding.
 * @example
 * const prices = [10, 20, 30, 40];
 * const { train } = v.holdOut(prices.length, { train: 0.75 });
 * const scaler = v.standardScaler(v.takeRows(prices, train));
 * scaler.transform(prices); // → [-1.2247, 0, 1.2247, 2.4495]
 * scaler.inverse([0]); // → [20]
 */
export function standardScaler(trainRows: TrainRows): StandardScaler {
  checkScalable("standardScaler", trainRows);
  const centre = mean(trainRows);
  const standardDeviation = Math.sqrt(variance(trainRows, 0));
  return Object.freeze({
    mean: centre,
    standardDeviation,
    ...affine("standardScaler", centre, standardDeviation),
  });
}

/**
 * Scales each window by its own first row.
 *
 *     x_scaled,p = x_p / x_1 − 1,  for each window and feature                   paper 1 (qfe2025), eq. 4
 *
 * There is nothing to fit, so nothing can leak: a window is scaled by its oldest row. The target is scaled by the first
 * row of its own feature.
 *
 * @param windows - as {@link slidingWindows} cuts them, each feature in its own unit.
 * @throws {@link DomainError} naming the window whose first value is 0 (a day without volume).
 * @example
 * const windows = v.slidingWindows([100, 110, 121], { window: 3 });
 * const { scaled, inverse } = v.relativeScaler(windows);
 * scaled.inputs; // → [0, 0.1]
 * scaled.targets; // → [0.21]
 * inverse(scaled.targets); // → [121]
 */
export function relativeScaler(windows: Windows): RelativeScaler {
  const { inputs, targets, target, shape } = windows;
  const [count, steps, features] = shape;
  const base = (w: number, f: number): number => inputs[w * steps * features + f];
  for (let w = 0; w < count; w++)
    for (let f = 0; f < features; f++)
      if (base(w, f) === 0)
        throw new DomainError(
          "relativeScaler",
          `the first value of window ${w}, feature ${f},`,
          0,
          "different from 0",
        );
  const relative = (x: number, first: number): number => (x - first) / first;
  return Object.freeze({
    scaled: Object.freeze({
      ...windows,
      inputs: inputs.map((x, i) => relative(x, base(Math.floor(i / (steps * features)), i % features))),
      targets: targets.map((x, w) => relative(x, base(w, target))),
    }),
    inverse: (scaledTargets: ArrayLike<number>): Float64Array => {
      checkVector("relativeScaler.inverse", "scaledTargets", scaledTargets);
      checkSameLength("relativeScaler.inverse", "scaledTargets", scaledTargets, "targets", targets);
      return Float64Array.from(scaledTargets, (x, w) => (x + 1) * base(w, target));
    },
  });
}

function checkScalable(where: string, trainRows: TrainRows): void {
  checkTrainRows(where, trainRows);
  if (!varies(trainRows))
    throw new DomainError(where, "trainRows", trainRows[0], "values that are not all the same");
}

/** x ↦ (x − centre) / unit, and back. */
function affine(where: string, centre: number, unit: number): Scaler {
  return {
    transform: (values) => {
      checkVector(`${where}.transform`, "values", values, 0);
      return Float64Array.from(values, (x) => (x - centre) / unit);
    },
    inverse: (scaled) => {
      checkVector(`${where}.inverse`, "scaled", scaled, 0);
      return Float64Array.from(scaled, (x) => x * unit + centre);
    },
  };
}
