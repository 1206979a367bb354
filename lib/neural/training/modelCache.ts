import { cacheFolder } from "../../core/cacheFolder";
import { codeVersion } from "../../core/codeVersion";
import { keepStored, readStored, storeEntry, type StoreEntry } from "../../core/store";
import { TrainedModel } from "./trainedModel";

export interface ModelCacheOptions {
  /** Where trained models are kept; by default `models` in the folder `VOLFOLIO_CACHE`, else `build/cache/models`. */
  readonly cache?: string;
}

/** A model, and whether it had to be trained. */
export interface CachedModel<Model = TrainedModel> {
  readonly model: Model;
  /** True where it was there already. */
  readonly hit: boolean;
  /** The file that holds it; undefined where nothing is kept. */
  readonly file?: string;
  /** What was wrong with an entry that had to be replaced. */
  readonly damaged?: string;
}

/**
 * A trained model, by everything that it depends on: it is trained once, and read from then on.
 *
 * The code of the library counts by itself. An entry is written whole or not at all, so several processes may share a
 * folder; one that is damaged, or that belongs to another key, is trained anew and replaced, which the result names.
 *
 * @param key - all that matters: windows, architecture, options, seed, backend.
 * @param train - called where the model is not there yet; when it throws, nothing is kept.
 * @param options - the folder is `models` in `VOLFOLIO_CACHE`, else `build/cache/models`, where it is left out.
 * @returns the model, whether it was there already, and the file that holds it.
 * @throws what `train` throws; an error of the system where the folder cannot be written.
 * @example
 * import { rmSync } from "node:fs";
 * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
 * const train = () => v.trainSequenceModel(windows, [{ dense: 1 }], { epochs: 1, seed: 1 });
 * const first = await v.cachedModel({ windows, seed: 1 }, train, { cache: "example-models" });
 * const second = await v.cachedModel({ windows, seed: 1 }, train, { cache: "example-models" });
 * [first.hit, second.hit]; // → [false, true]
 * rmSync("example-models", { recursive: true });
 */
export async function cachedModel(
  key: Readonly<Record<string, unknown>>,
  train: () => Promise<TrainedModel>,
  options: ModelCacheOptions = {},
): Promise<CachedModel> {
  const entry = cacheEntry(key, options);
  const found = readEntry(entry, (stored) => TrainedModel.fromJSON(stored));
  if (found !== undefined && "model" in found) return found;
  return keepModel(entry, await train(), found?.damaged);
}

export function cacheEntry(
  key: Readonly<Record<string, unknown>>,
  { cache = cacheFolder("models") }: ModelCacheOptions = {},
): StoreEntry {
  return storeEntry(cache, { ...key, code: codeVersion(["core", "math", "neural"]) });
}

/** The model; undefined where there is none; what is wrong where it can't be used. */
export function readEntry<Model>(
  entry: StoreEntry,
  fromJSON: (stored: unknown) => Model,
): CachedModel<Model> | { readonly damaged: string } | undefined {
  const found = readStored(entry, ({ model }) => fromJSON(model));
  if (found === undefined || "damaged" in found) return found;
  return Object.freeze({ model: found.value, hit: true, file: entry.file });
}

/** @param model - writes itself by its `toJSON`. */
export function keepModel<Model>(entry: StoreEntry, model: Model, damaged?: string): CachedModel<Model> {
  keepStored(entry, { model });
  return Object.freeze({
    model,
    hit: false,
    file: entry.file,
    ...(damaged === undefined ? {} : { damaged }),
  });
}
