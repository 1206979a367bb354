import type { LongWork } from "../../core/progress";
import type { StoreEntry } from "../../core/store";
import type { LibraryTask } from "../../core/tasks";
import { runTask } from "../../core/workers";
import { cacheEntry, readEntry, type CachedModel } from "./modelCache";

/** Whether trained models are kept, and where. */
export interface KeepModels {
  /**
   * A folder of trained models, in which what has been trained once is found again; by default `models` in the folder
   * `VOLFOLIO_CACHE`, else `build/cache/models`. False trains anew and keeps nothing.
   */
  readonly cache?: string | false;
}

export interface TrainModelsOptions extends LongWork, KeepModels {
  /** Worker threads; as many as the machine runs in parallel by default. */
  readonly workers?: number;
  /** What the progress calls the jobs; "network" by default. */
  readonly stage?: string;
}

/** A kind of network: what decides its weights, who trains it, and how it comes back as plain data or from a file. */
export interface TrainedKind<Job, Data, Model> {
  /** All that the trained weights depend on. */
  readonly keyOf: (job: Job) => Record<string, unknown>;
  /** The same for jobs that are one training, stopped at on the way. Without it each job is a training. */
  readonly trainingOf?: (job: Job) => string;
  /** The function that trains the networks of a {@link TrainingTask} in a worker thread, keeps them, and gives them back. */
  readonly task: LibraryTask<TrainingTask<Job>, Data[]>;
  readonly fromData: (data: Data) => Model;
  readonly fromJSON: (stored: unknown) => Model;
}

/** The networks of one training, in a worker thread. */
export type TrainingTask<Job> = readonly {
  readonly job: Job;
  /** Where it is kept; undefined where nothing is. */
  readonly entry: StoreEntry | undefined;
}[];

/**
 * Trains the networks that are not in the cache, on worker threads.
 *
 * @returns in the order of the jobs.
 */
export async function trainMissing<Job, Data, Model>(
  jobs: readonly Job[],
  { keyOf, trainingOf, task, fromData, fromJSON }: TrainedKind<Job, Data, Model>,
  { cache, workers, stage = "network", signal, onProgress }: TrainModelsOptions,
): Promise<CachedModel<Model>[]> {
  const entries = jobs.map((job) =>
    cache === false ? undefined : cacheEntry(keyOf(job), { folder: cache }),
  );
  const found = entries.map((entry) => entry && readEntry(entry, fromJSON));
  const results = found.map((f) => (f !== undefined && "model" in f ? f : undefined));
  const missing = jobs.map((_, k) => k).filter((k) => results[k] === undefined);
  const before = jobs.length - missing.length;
  const trainings = groupedBy(missing, (k) => trainingOf?.(jobs[k]) ?? String(k));
  const trained = await runTask(
    task,
    trainings.map((group) => group.map((k) => ({ job: jobs[k], entry: entries[k] }))),
    {
      workers,
      stage,
      signal,
      onProgress:
        onProgress && (({ done, of }) => onProgress({ stage, done: before + done, of: before + of })),
    },
  );
  for (const [g, group] of trainings.entries())
    for (const [i, k] of group.entries()) {
      const damaged = found[k] && "damaged" in found[k] ? { damaged: found[k].damaged } : {};
      const file = entries[k] && { file: entries[k].file };
      results[k] = Object.freeze({ model: fromData(trained[g][i]), hit: false, ...file, ...damaged });
    }
  return results as CachedModel<Model>[];
}

/** In the order in which the groups are met. */
function groupedBy<T>(values: readonly T[], nameOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = nameOf(value);
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return [...groups.values()];
}
