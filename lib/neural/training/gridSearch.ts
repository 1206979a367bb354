import { readFileSync } from "node:fs";
import type { ColumnTable } from "arquero";
import { cacheFolder } from "../../core/cacheFolder";
import { checkOneOf } from "../../core/checks";
import { DataError, DomainError } from "../../core/errors";
import { printsAs } from "../../core/printing";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { storeEntry, type StoreEntry } from "../../core/store";
import { checkNames, closestName } from "../../core/unknownName";
import { builtFile, runTask } from "../../core/workers";
import { tableOf, type ColumnInput } from "../../series/table";
import { codeVersion } from "../../core/codeVersion";
import {
  keptPoint,
  tried,
  type PointCall,
  type PointOutcome,
  type TrialResult,
  type TriedPoint,
  TRY_POINT,
} from "./gridPoint";

export type GridValue = number | string;

/** The values to try, by name: `{ units: [50, 100], dropout: [0.1, 0.2] }`. */
export type GridSpace = Readonly<Record<string, readonly GridValue[]>>;

/** One of each list: `{ units: 50, dropout: 0.1 }`. */
export type GridPoint<S extends GridSpace> = { readonly [K in keyof S]: S[K][number] };

/**
 * A trial that worker threads can run: an exported function of a compiled file, which gets `{ data, point }` and gives a
 * score, or a {@link TrialResult}, or a promise of one.
 */
export interface GridTrial {
  /** The absolute path of a compiled file. */
  readonly file: string;
  readonly name: string;
  /** What every point needs: numbers, text, typed arrays and plain records. */
  readonly data: unknown;
  /** All names that it reads of a point: others are refused before anything is tried. By default that shows afterwards. */
  readonly parameters?: readonly string[];
}

/** A trial in this thread: any function of a point. */
export type TrialFunction<S extends GridSpace> = (
  point: GridPoint<S>,
) => number | TrialResult | Promise<number | TrialResult>;

export interface GridSearchOptions extends LongWork {
  /** "lower" by default: the score is an error. */
  readonly better?: "lower" | "higher";
  /** Worker threads, for a {@link GridTrial}; as many as the machine runs in parallel by default. */
  readonly workers?: number;
  /**
   * A folder in which the result of each point is kept as soon as it is there, so that a search that was stopped goes
   * on where it was; by default `grid` in the folder `VOLFOLIO_CACHE`, else `build/cache/grid`. False keeps nothing.
   */
  readonly cache?: string | false;
  /** For a {@link TrialFunction}: all that its score depends on besides the point. Without it nothing is kept. */
  readonly key?: unknown;
}

/** A point of the grid and what became of it. */
export type GridRow<S extends GridSpace> = PointOutcome & { readonly point: GridPoint<S> };

export interface GridSearch<S extends GridSpace> {
  /** A row for each point: its values, `score`, the trial's other measures, and `failure` (why, or empty text). */
  readonly table: ColumnTable;
  /** The same as records, in the order of the space: the last list runs fastest. */
  readonly rows: readonly GridRow<S>[];
  /** The point of the best score; of several the first. */
  readonly best: { readonly point: GridPoint<S>; readonly score: number };
}

const WHERE = "gridSearch";

/**
 * Tries every combination of the values and chooses the one with the best score (paper 1, section 3.2b, searches time
 * step, units and dropout). The score must come from rows that are neither learned from nor tested on: the trials
 * `priceTrial` and `volatilityTrial` take the last part of the training rows.
 *
 * A point that fails is a row of the table with the reason. The result does not depend on the number of workers.
 *
 * @param space - the values to try, by name.
 * @param train - gives the score of a point: a function, or a trial that worker threads can run.
 * @param options - the lowest score is the best, as many workers as the machine runs in parallel, and the cache
 *   `build/cache/grid`, where they are left out; a function's scores are kept with a `key` only.
 * @returns a table and rows with each point's score, and the best point.
 * @throws {@link DomainError} for a space without values, a name that the trial reads of no point, or one that the table
 *   has for a result; {@link DataError} where every point fails.
 * @throws {@link CancelledError} when `signal` stops it; what is finished by then is kept.
 * @example
 * const space = { window: [2, 3], power: [1, 2] };
 * const search = await v.gridSearch(space, ({ window, power }) => window ** power, { better: "higher" });
 * search.best; // → { point: { window: 3, power: 2 }, score: 9 }
 * search.rows.length; // → 4
 */
export async function gridSearch<const S extends GridSpace>(
  space: S,
  train: GridTrial | TrialFunction<S>,
  { better = "lower", workers, cache, key, signal, onProgress }: GridSearchOptions = {},
): Promise<GridSearch<S>> {
  const points = pointsOf(space);
  if (typeof train !== "function" && train?.parameters !== undefined)
    checkNames(WHERE, "parameter", Object.keys(space), train.parameters);
  checkOneOf(WHERE, "better", better, ["lower", "higher"]);
  const trial = trialKey(train, key);
  const folder = cache === undefined ? cacheFolder("grid") : cache;
  const stores = points.map((point): StoreEntry | undefined => {
    if (folder === false || trial === undefined) return undefined;
    return storeEntry(folder, { trial, point });
  });
  const found = stores.map((store) => store && keptPoint(store));
  const missing = points.map((_, k) => k).filter((k) => found[k] === undefined);
  const before = points.length - missing.length;
  const report = (finished: number): void =>
    onProgress?.({ stage: "point", done: before + finished, of: points.length });

  if (typeof train === "function") {
    for (const [finished, k] of missing.entries()) {
      throwIfCancelled(WHERE, signal);
      found[k] = await tried(points[k], stores[k], train);
      report(finished + 1);
    }
    throwIfCancelled(WHERE, signal);
  } else {
    const { name, data } = train;
    const file = builtFile(train);
    const calls = missing.map((k): PointCall => ({ file, name, data, point: points[k], store: stores[k] }));
    const answers = await runTask(TRY_POINT, calls, {
      workers,
      signal,
      onProgress: ({ done }) => report(done),
    });
    missing.forEach((k, i) => (found[k] = answers[i]));
  }
  const all = found.map((one) => one!);
  checkRead(Object.keys(space), all);
  return searched(
    points.map((point, k) => Object.freeze({ point, ...all[k].outcome })),
    better,
  );
}

/**
 * @throws {@link DomainError} for a name of the space that the trial read of no point: all its values are the same. A
 *   trial that always fails may have had no time to read it; then only a name beside one that it looked for counts.
 */
function checkRead(names: readonly string[], points: readonly TriedPoint[]): void {
  const read = new Set(points.flatMap(({ reads }) => reads.read));
  const unread = names.find((name) => !read.has(name));
  if (unread === undefined) return;
  const sought = [...new Set(points.flatMap(({ reads }) => reads.sought))];
  const meant = closestName(unread, sought);
  if (meant === undefined && points.every(({ outcome }) => !outcome.ok)) return;
  throw new DomainError(
    WHERE,
    `space.${unread}`,
    unread,
    "a name that the trial reads",
    `the trial never reads "${unread}" of its point${meant === undefined ? "" : `; did you mean ${meant}?`}`,
  );
}

/** @throws {@link DomainError} for a parameter that is named like a column of results: one would hide the other. */
function checkNoResult(name: string, results: readonly string[]): void {
  if (results.includes(name))
    throw new DomainError(
      WHERE,
      `space.${name}`,
      name,
      `another name: the table has ${results.join(", ")} for results`,
    );
}

/** All points, the last list running fastest. */
function pointsOf<S extends GridSpace>(space: S): GridPoint<S>[] {
  const entries = Object.entries(space ?? {});
  if (entries.length === 0) throw new DomainError(WHERE, "space", space, "a record of lists of values");
  for (const [name, values] of entries) {
    if (!Array.isArray(values) || values.length === 0)
      throw new DomainError(WHERE, `space.${name}`, values, "a list of one or more values");
    checkNoResult(name, ["score", "failure"]);
  }
  return entries.reduce<object[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  ) as GridPoint<S>[];
}

/** All that a score depends on besides the point; undefined where that can't be known. */
function trialKey<S extends GridSpace>(train: GridTrial | TrialFunction<S>, key: unknown): unknown {
  const code = codeVersion(["."]);
  if (typeof train === "function") return key === undefined ? undefined : { key, code };
  if (train == null) throw new DomainError(WHERE, "train", train, "a trial or a function");
  const { name, data } = train;
  return { file: readFileSync(builtFile(train)), name, data, code };
}

function searched<S extends GridSpace>(
  rows: readonly GridRow<S>[],
  better: "lower" | "higher",
): GridSearch<S> {
  let best: GridSearch<S>["best"] | undefined;
  for (const row of rows) {
    if (!row.ok) continue;
    const { score } = row.result;
    if (best === undefined || (better === "lower" ? score < best.score : score > best.score))
      best = Object.freeze({ point: row.point, score });
  }
  if (best === undefined) {
    const [first] = rows;
    throw new DataError(WHERE, `every point failed, the first because: ${first.ok ? "" : first.reason}`);
  }
  const found = best;
  const search: GridSearch<S> = { table: tableOfRows(rows), rows: Object.freeze(rows), best: found };
  const failed = rows.filter(({ ok }) => !ok).length;
  return Object.freeze(
    printsAs(search, () =>
      [
        `${rows.length} points${failed > 0 ? `, of which ${failed} failed` : ""}; best (${better} is better):`,
        ...Object.entries({ ...found.point, score: found.score }).map(
          ([name, value]) => `  ${name} ${value}`,
        ),
      ].join("\n"),
    ),
  );
}

function tableOfRows<S extends GridSpace>(rows: readonly GridRow<S>[]): ColumnTable {
  const results = rows.map((row) => (row.ok ? row.result : undefined));
  const measures = [...new Set(["score", ...results.flatMap((result) => Object.keys(result ?? {}))])];
  const parameters = Object.keys(rows[0].point);
  for (const name of parameters) checkNoResult(name, [...measures, "failure"]);
  const columns: [string, ColumnInput][] = [
    ...parameters.map((name): [string, ColumnInput] => [name, valuesOf(rows, name)]),
    ...measures.map((name): [string, ColumnInput] => [
      name,
      results.map((result) => result?.[name] ?? Number.NaN),
    ]),
    ["failure", rows.map((row) => (row.ok ? "" : row.reason))],
  ];
  return tableOf(Object.fromEntries(columns));
}

function valuesOf<S extends GridSpace>(rows: readonly GridRow<S>[], name: string): ColumnInput {
  const values = rows.map(({ point }) => point[name]);
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === values.length ? numbers : values.map(String);
}
