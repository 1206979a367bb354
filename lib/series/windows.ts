import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkRange, type RowRange } from "./splits";

/** How many windows, steps in a window, and features a step. */
export type WindowShape = readonly [windows: number, steps: number, features: number];

/** What a sequence model learns from: stretches of the past, and the value that came next. */
export interface Windows {
  /** The shape of `inputs`. */
  readonly shape: WindowShape;
  /** Flat and row-major: step s of feature f in window w is `inputs[(w * steps + s) * features + f]`. */
  readonly inputs: Float64Array;
  /** One a window: the row after its inputs. */
  readonly targets: Float64Array;
  /** The feature that the targets are values of. */
  readonly target: number;
  /** The row of the first target; that of window w is `firstTarget + w`. */
  readonly firstTarget: number;
}

export interface SlidingWindowsOptions {
  /** M, rows in a window: M − 1 inputs and the target. Paper 1: 60, so that 59 days predict the 60th. */
  readonly window: number;
  /** The feature to predict, counted from 0; the first by default. */
  readonly target?: number;
  /** Only the windows whose target lies in these rows; their inputs may reach back before them. All by default. */
  readonly targetsIn?: RowRange;
}

/**
 * Cuts dated columns into overlapping windows.
 *
 *     N rows give N − M + 1 windows; the first M − 1 rows of each are x, the last is y
 *                                                                           paper 1 (qfe2025), section 3.2 b
 *
 * @param columns - one list of numbers, or one a feature; all of length N, in ascending order of time.
 * @throws {@link ShapeError} when N < M, or when no target lies in `targetsIn`.
 * @example
 * const windows = v.slidingWindows([1, 2, 3, 4, 5], { window: 3 });
 * windows.shape; // → [3, 2, 1]
 * windows.inputs; // → [1, 2, 2, 3, 3, 4]
 * windows.targets; // → [3, 4, 5]
 */
export function slidingWindows(
  columns: ArrayLike<number> | readonly ArrayLike<number>[],
  { window, target = 0, targetsIn }: SlidingWindowsOptions,
): Windows {
  const where = "slidingWindows";
  const features = checkColumns(where, columns);
  checkInteger(where, "window", window, 2);
  checkInteger(where, "target", target, 0, features.length - 1);
  const rows = features[0].length;
  if (targetsIn !== undefined) checkRange(where, targetsIn, rows);
  const steps = window - 1;
  const firstTarget = Math.max(steps, targetsIn?.from ?? 0);
  const count = (targetsIn?.to ?? rows) - firstTarget;
  if (count < 1)
    throw new ShapeError(
      where,
      `a target with ${steps} rows before it must be there, got ${rows} rows` +
        (targetsIn === undefined ? "" : ` and targets in ${targetsIn.from} to ${targetsIn.to - 1}`),
    );
  const inputs = new Float64Array(count * steps * features.length);
  let at = 0;
  for (let w = 0; w < count; w++)
    for (let s = 0; s < steps; s++)
      for (const values of features) inputs[at++] = values[firstTarget - steps + w + s];
  return Object.freeze({
    shape: Object.freeze([count, steps, features.length] as const),
    inputs,
    targets: Float64Array.from({ length: count }, (_, w) => features[target][firstTarget + w]),
    target,
    firstTarget,
  });
}

function checkColumns(
  where: string,
  columns: ArrayLike<number> | readonly ArrayLike<number>[],
): readonly ArrayLike<number>[] {
  if (columns == null || columns.length === 0)
    throw new DomainError(where, "columns", columns, "a list of numbers, or several of them");
  const features = (typeof columns[0] === "number" ? [columns] : columns) as readonly ArrayLike<number>[];
  features.forEach((values, f) => {
    checkVector(where, `columns[${f}]`, values);
    checkSameLength(where, "columns[0]", features[0], `columns[${f}]`, values);
  });
  return features;
}
