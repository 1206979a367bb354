import { DataError, shown } from "../../core/errors";
import { keepStored, readStored, type StoreEntry } from "../../core/store";
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

/** A point to be tried on a worker thread. */
export interface PointCall {
  readonly file: string;
  readonly name: string;
  readonly data: unknown;
  readonly point: unknown;
  readonly store: StoreEntry | undefined;
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
  store: StoreEntry | undefined,
  trial: (point: P) => unknown,
): Promise<TriedPoint> {
  const watched = watchedPoint(point);
  try {
    const outcome = outcomeOf(await trial(watched.point));
    const reads = watched.reads();
    if (outcome.ok && store !== undefined) keepStored(store, { result: outcome.result, reads });
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

/** The point as it was kept; undefined where it was not, or where that can't be read: it is tried again then. */
export function keptPoint(store: StoreEntry): TriedPoint | undefined {
  const found = readStored(store, (stored) => {
    const { result, reads } = stored as Partial<Kept>;
    if (!Number.isFinite(result?.score) || !Array.isArray(reads?.read))
      throw new DataError(store.file, "the entry holds no result of a trial");
    return { outcome: { ok: true, result: result! }, reads } as const;
  });
  return found && "value" in found ? found.value : undefined;
}
