import { throwIfCancelled, type LongWork } from "../core/progress";
import { inWorkers } from "../core/workers";
import type { Architecture } from "./architecture";
import { chooseBackend } from "./backend";
import {
  cachedModel,
  cacheEntry,
  keepModel,
  readEntry,
  type CachedModel,
  type CacheEntry,
} from "./modelCache";
import type { TrainedModelData } from "./modelData";
import { TrainedModel } from "./trainedModel";
import { trainSequenceModel, type TrainingWindows, type TrainOptions } from "./trainSequenceModel";

/** A network to be trained: the arguments of {@link trainSequenceModel}. */
export interface TrainingJob {
  readonly windows: TrainingWindows;
  readonly architecture: Architecture;
  readonly options: Omit<TrainOptions, keyof LongWork>;
}

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

/**
 * Trains one network in this thread, reporting each epoch, unless it is in the cache.
 *
 * @throws as {@link trainSequenceModel}.
 */
export async function trainModel(
  job: TrainingJob,
  { cache, signal, onProgress }: LongWork & KeepModels = {},
): Promise<CachedModel> {
  throwIfCancelled("trainSequenceModel", signal);
  const train = (): Promise<TrainedModel> =>
    trainSequenceModel(job.windows, job.architecture, { ...job.options, signal, onProgress });
  if (cache === false) return Object.freeze({ model: await train(), hit: false });
  return cachedModel(keyOf(job), train, { folder: cache });
}

/**
 * Trains several networks on worker threads, those that are not in the cache. The networks don't depend on how many
 * threads there are.
 *
 * @returns in the order of the jobs.
 * @throws as {@link trainSequenceModel}, for the first job that fails; networks finished by then stay in the cache.
 */
export async function trainModels(
  jobs: readonly TrainingJob[],
  { cache, workers, stage = "network", signal, onProgress }: TrainModelsOptions = {},
): Promise<CachedModel[]> {
  const entries = jobs.map((job) =>
    cache === false ? undefined : cacheEntry(keyOf(job), { folder: cache }),
  );
  const found = entries.map((entry) => entry && readEntry(entry));
  const results = found.map((f) => (f !== undefined && "model" in f ? f : undefined));
  const missing = jobs.map((_, k) => k).filter((k) => results[k] === undefined);
  const before = jobs.length - missing.length;
  const trained = await inWorkers<TrainingTask, TrainedModelData>(
    { file: "neural/trainModels", name: "trainAndKeep" },
    missing.map((k) => ({ job: jobs[k], entry: entries[k] })),
    {
      workers,
      stage,
      signal,
      onProgress: onProgress && (({ done }) => onProgress({ stage, done: before + done, of: jobs.length })),
    },
  );
  missing.forEach((k, i) => {
    const damaged = found[k] && "damaged" in found[k] ? { damaged: found[k].damaged } : {};
    const file = entries[k] && { file: entries[k].file };
    results[k] = Object.freeze({ model: new TrainedModel(trained[i]), hit: false, ...file, ...damaged });
  });
  return results as CachedModel[];
}

interface TrainingTask {
  readonly job: TrainingJob;
  readonly entry: CacheEntry | undefined;
}

/** What a worker thread does for {@link trainModels}. */
export async function trainAndKeep({ job, entry }: TrainingTask): Promise<TrainedModelData> {
  const model = await trainSequenceModel(job.windows, job.architecture, job.options);
  if (entry) keepModel(entry, model);
  return model;
}

/** All that the trained weights depend on. */
function keyOf({ windows, architecture, options }: TrainingJob): Record<string, unknown> {
  const learned = ({ shape, inputs, targets }: TrainingWindows): TrainingWindows => ({
    shape,
    inputs,
    targets,
  });
  const validation = options.validation && learned(options.validation);
  const backend = chooseBackend("trainSequenceModel", { backend: options.backend }).label;
  return { windows: learned(windows), architecture, options: { ...options, validation }, backend };
}
