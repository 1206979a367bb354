import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { shown } from "../../core/errors";
import { libraryTask, type LibraryTask } from "../../core/tasks";
import { answer } from "../../core/workerEntry";
import { unpackError } from "../../core/workerErrors";
import { watchedPoint, type PointReads } from "./watchedPoint";

/** What a trial says of a point: what decides, and what else is worth a column in the table. */
export interface TrialResult {
  readonly score: number;
  readonly [measure: string]: number;
}

/** What became of a point. A failure is a value: the others go on. */
export type PointOutcome =
  { readonly ok: true; readonly result: TrialResult } | { readonly ok: false; readonly reason: string };

/** Where the result of a point is kept. */
export interface PointStore {
  readonly key: string;
  readonly file: string;
}

/** A point to be tried on a worker thread. */
export interface PointCall {
  readonly file: string;
  readonly name: string;
  readonly data: unknown;
  readonly point: unknown;
  readonly store: PointStore | undefined;
}

/** A point that was tried: what became of it, and what the trial read of it. */
export interface TriedPoint {
  readonly outcome: PointOutcome;
  readonly reads: PointReads;
}

/** What a worker thread does for `gridSearch`: one point, whose result is kept at once. */
export async function tryPoint({ file, name, data, point, store }: PointCall): Promise<TriedPoint> {
  return tried(point as object, store, async (watched) => {
    const answered = await answer({ file, name, input: { data, point: watched } });
    if (!answered.ok) throw unpackError(answered.error);
    return answered.output;
  });
}

export const TRY_POINT: LibraryTask<PointCall, TriedPoint> = libraryTask(__filename, tryPoint);

/** Tries a point; a result is kept, a failure is a value. */
export async function tried<P extends object>(
  point: P,
  store: PointStore | undefined,
  trial: (point: P) => unknown,
): Promise<TriedPoint> {
  const watched = watchedPoint(point);
  try {
    const outcome = outcomeOf(await trial(watched.point));
    const reads = watched.reads();
    if (outcome.ok && store !== undefined) keep(store, { result: outcome.result, reads });
    return { outcome, reads };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: { ok: false, reason }, reads: watched.reads() };
  }
}

function outcomeOf(given: unknown): PointOutcome {
  const result = (typeof given === "number" ? { score: given } : given) as TrialResult | null;
  if (typeof result !== "object" || result === null || !Object.values(result).every(Number.isFinite))
    return { ok: false, reason: `a trial must give a number, or a record of numbers, got ${shown(given)}` };
  if (!("score" in result)) return { ok: false, reason: `a trial must give a score, got ${shown(given)}` };
  return { ok: true, result };
}

interface Kept {
  readonly result: TrialResult;
  readonly reads: PointReads;
}

function keep({ key, file }: PointStore, kept: Kept): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic(file, `${JSON.stringify({ key, ...kept })}\n`);
}

/** The point as it was kept; undefined where it was not, or where that can't be read. */
export function keptPoint({ key, file }: PointStore): TriedPoint | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as (Partial<Kept> & { key?: unknown }) | null;
    if (kept?.key === key && Number.isFinite(kept.result?.score) && Array.isArray(kept.reads?.read))
      return { outcome: { ok: true, result: kept.result! }, reads: kept.reads };
  } catch {
    // a damaged entry: the point is tried again, and the entry replaced
  }
  return undefined;
}
