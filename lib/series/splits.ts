import type { ColumnTable } from "arquero";
import { checkInteger, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkTable } from "./table";

/** Rows `from` to `to − 1` out of `of` rows. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  /** How many rows were split: a range fits columns of this length only. */
  readonly of: number;
}

declare const TRAIN: unique symbol;

/** Rows to learn from. Only {@link holdOut} and {@link walkForward} make one. */
export interface TrainRange extends RowRange {
  readonly [TRAIN]: "range";
}

/** The values of a {@link TrainRange}: all that a scaler accepts. Only {@link takeRows} makes them. */
export interface TrainRows extends Float64Array {
  readonly [TRAIN]: "rows";
}

/** What to learn from, and what to be judged on: later rows, always. */
export interface Split {
  readonly train: TrainRange;
  readonly test: RowRange;
}

export interface HoldOutOptions {
  /**
   * The rows to train on, the first ones: how many, as a whole number; or, below 1, which fraction of all, rounded down
   * to whole rows. Paper 1: 0.7 and 0.75.
   */
  readonly train: number;
}

export interface WalkForwardOptions {
  /** Rows to train on; with `expanding` in the first split. */
  readonly train: number;
  /** Rows to test on in each split. */
  readonly test: number;
  /** Rows left out between the two, because their windows overlap; 0 by default. */
  readonly purge?: number;
  /** Train on all rows from the first one on, instead of on the last `train`; false by default. */
  readonly expanding?: boolean;
}

const made = new WeakSet<object>(); // cells are not type-checked strictly, so the two brands hold at run time too

/**
 * The first rows to train on, the rest to test on: `holdOut(2059, { train: 1647 })` or `{ train: 0.8 }`.
 *
 * @param rows - a table, or how many rows there are; in ascending order of time.
 * @throws {@link DomainError} unless `train` is a count or a fraction; {@link ShapeError} when one of the two would be
 *   empty.
 * @example
 * const { train, test } = v.holdOut(10, { train: 0.7 });
 * train; // → { from: 0, to: 7, of: 10 }
 * test; // → { from: 7, to: 10, of: 10 }
 */
export function holdOut(rows: number | ColumnTable, { train }: HoldOutOptions): Split {
  const of = countRows("holdOut", rows);
  checkTrain("holdOut", train);
  const cut = train < 1 ? Math.floor(train * of + 1e-9) : train; // 0.29 · 100 is 28.999999999999996
  if (cut < 1 || cut >= of)
    throw new ShapeError("holdOut", `train ${train} of ${of} rows must leave rows on both sides, got ${cut}`);
  return split(0, cut, cut, of, of);
}

/** @throws {@link DomainError} unless `train` says how many of the rows, or which fraction of them. */
export function checkTrain(where: string, train: number): void {
  const isFraction = train > 0 && train < 1;
  if (typeof train !== "number" || !(isFraction || (Number.isInteger(train) && train >= 1)))
    throw new DomainError(where, "train", train, "a fraction between 0 and 1, or a whole number of rows");
}

/**
 * Trains on a stretch, tests on the next, moves on by `test` rows, and so on to the end.
 *
 * Every row from `train + purge` on is tested exactly once; the last test range may be shorter than `test`.
 *
 * @param rows - a table, or how many rows there are; in ascending order of time.
 * @throws {@link ShapeError} when there are too few rows for a first split.
 * @example
 * const splits = v.walkForward(10, { train: 6, test: 2 });
 * splits.length; // → 2
 * splits[1]; // → { train: { from: 2, to: 8 }, test: { from: 8, to: 10 } }
 */
export function walkForward(
  rows: number | ColumnTable,
  { train, test, purge = 0, expanding = false }: WalkForwardOptions,
): readonly Split[] {
  const of = countRows("walkForward", rows);
  checkInteger("walkForward", "train", train, 1);
  checkInteger("walkForward", "test", test, 1);
  checkInteger("walkForward", "purge", purge, 0);
  const first = train + purge;
  if (first >= of)
    throw new ShapeError("walkForward", `train + purge must be less than the ${of} rows, got ${first}`);
  return Array.from({ length: Math.ceil((of - first) / test) }, (_, k) => {
    const from = first + k * test;
    return split(expanding ? 0 : from - first, from - purge, from, Math.min(from + test, of), of);
  });
}

/**
 * The values of a range of rows.
 *
 * @param values - a column as long as what was split: a column that is shorter by its warm-up must be split itself,
 *   or its rows would stand for the wrong days.
 * @param range - one of the ranges of a split.
 * @returns a copy. With the train range of a split it can be handed to a scaler.
 * @throws {@link ShapeError} unless the range is one of as many rows as there are values.
 * @example
 * const { test } = v.holdOut(4, { train: 0.5 });
 * v.takeRows([10, 20, 30, 40], test); // → [30, 40]
 */
export function takeRows(values: ArrayLike<number>, range: TrainRange): TrainRows;
export function takeRows(values: ArrayLike<number>, range: RowRange): Float64Array;
export function takeRows(values: ArrayLike<number>, range: RowRange): Float64Array {
  checkVector("takeRows", "values", values, 0);
  checkRange("takeRows", range, values.length);
  const { from, to } = range;
  const taken = Float64Array.from({ length: to - from }, (_, i) => values[from + i]);
  return made.has(range) ? asTrainRows(taken) : taken;
}

/**
 * The leak: lets a scaler learn from all rows, those of the test part among them.
 *
 * Paper 2 (mosef2025) scales like that (its scaler was fitted once, on the whole sample), so the comparison needs it.
 * Nothing else does.
 *
 * @param values - one a row, in any unit.
 * @throws {@link DomainError} where a value is not a finite number.
 * @example
 * v.minMaxScaler(v.fitOnEverything([10, 20, 50])).maximum; // → 50
 */
export function fitOnEverything(values: ArrayLike<number>): TrainRows {
  checkVector("fitOnEverything", "values", values);
  return asTrainRows(Float64Array.from(values));
}

/** @throws {@link DomainError} unless `rows` come from {@link takeRows} or {@link fitOnEverything}, all finite. */
export function checkTrainRows(where: string, rows: TrainRows): void {
  if (!made.has(rows))
    throw new DomainError(where, "trainRows", rows, "made by takeRows(values, split.train)");
  checkVector(where, "trainRows", rows);
}

/** @throws {@link ShapeError} unless `range` is one of `length` rows. */
export function checkRange(where: string, range: RowRange, length: number): void {
  if (range == null) throw new DomainError(where, "range", range, "a range of a split");
  checkInteger(where, "range.from", range.from, 0);
  checkInteger(where, "range.to", range.to, range.from, range.of);
  if (range.of !== length)
    throw new ShapeError(where, `a range out of ${range.of} rows must meet as many values, got ${length}`);
}

function countRows(where: string, rows: number | ColumnTable): number {
  if (typeof rows !== "number") checkTable(where, "rows", rows);
  const count = typeof rows === "number" ? rows : rows.numRows();
  checkInteger(where, "rows", count, 2);
  return count;
}

function split(trainFrom: number, trainTo: number, testFrom: number, testTo: number, of: number): Split {
  const train = Object.freeze({ from: trainFrom, to: trainTo, of }) as TrainRange;
  made.add(train);
  return Object.freeze({ train, test: Object.freeze({ from: testFrom, to: testTo, of }) });
}

function asTrainRows(values: Float64Array): TrainRows {
  made.add(values);
  return values as TrainRows;
}
