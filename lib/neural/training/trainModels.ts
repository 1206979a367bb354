import { contentKey } from "../../core/contentKey";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { libraryTask } from "../../core/tasks";
import type { Architecture } from "../architecture";
import { chooseBackend } from "../backends/backend";
import { cachedModel, keepModel, type CachedModel } from "./modelCache";
import type { TrainedModelData } from "./modelData";
import { TrainedModel } from "./trainedModel";
import {
  trainMissing,
  type KeepModels,
  type TrainedKind,
  type TrainingTask,
  type TrainModelsOptions,
} from "./trainMissing";
import {
  trainWithCheckpoints,
  trainSequenceModel,
  usualBatchSize,
  type TrainingWindows,
  type TrainOptions,
} from "./trainSequenceModel";

/** A network to be trained: the arguments of {@link trainSequenceModel}. */
export interface TrainingJob {
  readonly windows: TrainingWindows;
  readonly architecture: Architecture;
  readonly options: Omit<TrainOptions, keyof LongWork>;
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
  return cachedModel(keyOf(job), train, { cache });
}

/**
 * {@link trainSequenceModel} for several networks, on worker threads, those that are not in the cache. The networks don't
 * depend on how many threads there are. Jobs that differ in their epochs alone are one training, to the largest number.
 *
 * @param jobs - the arguments of {@link trainSequenceModel}, each as a record.
 * @param options - as many workers as the machine runs in parallel, and the cache `build/cache/models`, where they are left
 *   out; `cache: false` keeps nothing.
 * @returns in the order of the jobs.
 * @throws as {@link trainSequenceModel}, for the first job that fails; networks finished by then stay in the cache.
 * @example
 * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
 * const jobs = [1, 2].map((seed) => ({ windows, architecture: [{ dense: 1 }], options: { epochs: 1, seed } }));
 * const trained = await v.trainModels(jobs, { workers: 1, cache: false });
 * trained.map(({ model }) => model.seed); // → [1, 2]
 */
export async function trainModels(
  jobs: readonly TrainingJob[],
  options: TrainModelsOptions = {},
): Promise<CachedModel[]> {
  return trainMissing(jobs, SEQUENCE_NETWORKS, options);
}

const SEQUENCE_NETWORKS: TrainedKind<TrainingJob, TrainedModelData, TrainedModel> = {
  keyOf,
  trainingOf: (job) => {
    const { options, ...rest } = keyOf(job);
    return contentKey({ ...rest, options: { ...options, epochs: undefined } });
  },
  task: libraryTask(__filename, trainAndKeep),
  fromData: (data) => new TrainedModel(data),
  fromJSON: (stored) => TrainedModel.fromJSON(stored),
};

/** What a worker thread does for {@link trainModels}. */
export async function trainAndKeep(networks: TrainingTask<TrainingJob>): Promise<TrainedModelData[]> {
  const [{ job }] = networks;
  const stops = networks.map((network) => network.job.options.epochs);
  return trainWithCheckpoints(job.windows, job.architecture, job.options, stops, (model, epochs) => {
    const entry = networks[stops.indexOf(epochs)].entry;
    if (entry) keepModel(entry, model);
  });
}

/** All that the trained weights depend on. */
function keyOf({
  windows,
  architecture,
  options,
}: TrainingJob): { options: object } & Record<string, unknown> {
  const learned = ({ shape, inputs, targets }: TrainingWindows): TrainingWindows => ({
    shape,
    inputs,
    targets,
  });
  const validation = options.validation && learned(options.validation);
  const { batchSize = usualBatchSize(windows) } = options;
  const backend = chooseBackend("trainSequenceModel", { backend: options.backend }).label;
  return { windows: learned(windows), architecture, options: { ...options, batchSize, validation }, backend };
}
