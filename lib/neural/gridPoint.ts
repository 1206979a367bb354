import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { shown } from "../core/errors";
import { answer } from "../core/workerEntry";
import { unpackError } from "../core/workerErrors";

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

/** What a worker thread does for `gridSearch`: one point, whose result is kept at once. */
export async function tryPoint({ file, name, data, point, store }: PointCall): Promise<PointOutcome> {
  const answered = await answer({ file, name, input: { data, point } });
  return answered.ok ? outcomeOf(answered.output, store) : failureOf(unpackError(answered.error));
}

/** The outcome of what a trial gave: kept where it is a result. */
export function outcomeOf(given: unknown, store: PointStore | undefined): PointOutcome {
  const result = (typeof given === "number" ? { score: given } : given) as TrialResult | null;
  if (typeof result !== "object" || result === null || !Object.values(result).every(Number.isFinite))
    return { ok: false, reason: `a trial must give a number, or a record of numbers, got ${shown(given)}` };
  if (!("score" in result)) return { ok: false, reason: `a trial must give a score, got ${shown(given)}` };
  if (store !== undefined) {
    mkdirSync(dirname(store.file), { recursive: true });
    writeFileAtomic(store.file, `${JSON.stringify({ key: store.key, result })}\n`);
  }
  return { ok: true, result };
}

export function failureOf(error: unknown): PointOutcome {
  return { ok: false, reason: error instanceof Error ? error.message : String(error) };
}

/** The result that was kept; undefined where there is none, or none that can be read. */
export function keptOutcome({ key, file }: PointStore): PointOutcome | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { key?: unknown; result?: TrialResult } | null;
    if (kept?.key === key && Number.isFinite(kept.result?.score)) return { ok: true, result: kept.result! };
  } catch {
    // a damaged entry: the point is tried again, and the entry replaced
  }
  return undefined;
}
