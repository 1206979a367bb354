import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { cacheFolder } from "../../core/cacheFolder";
import { contentKey } from "../../core/contentKey";
import { DataError, VolfolioError } from "../../core/errors";
import { codeVersion } from "../../core/codeVersion";
import { TrainedModel } from "./trainedModel";

export interface ModelCacheOptions {
  /** Where trained models are kept; by default `models` in the folder `VOLFOLIO_CACHE`, else `build/cache/models`. */
  readonly folder?: string;
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

/** The place of a model in a cache. */
export interface CacheEntry {
  readonly key: string;
  readonly file: string;
}

export function cacheEntry(
  key: Readonly<Record<string, unknown>>,
  { folder = cacheFolder("models") }: ModelCacheOptions = {},
): CacheEntry {
  const digest = contentKey({ ...key, code: codeVersion(["core", "math", "neural"]) });
  return { key: digest, file: join(folder, `${digest}.json`) };
}

/** The model; undefined where there is none; what is wrong where it can't be used. */
export function readEntry<Model>(
  { key, file }: CacheEntry,
  fromJSON: (stored: unknown) => Model,
): CachedModel<Model> | { readonly damaged: string } | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const stored = JSON.parse(readFileSync(file, "utf8")) as { key?: unknown; model?: unknown } | null;
    if (stored?.key !== key) throw new DataError(file, "the entry belongs to another key");
    return Object.freeze({ model: fromJSON(stored.model), hit: true, file });
  } catch (error) {
    const reason = error instanceof VolfolioError ? error.message : "the entry is not JSON";
    return { damaged: `${file}: ${reason}` };
  }
}

/** @param model - writes itself by its `toJSON`. */
export function keepModel<Model>(
  { key, file }: CacheEntry,
  model: Model,
  damaged?: string,
): CachedModel<Model> {
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic(file, `${JSON.stringify({ key, model })}\n`);
  return Object.freeze({ model, hit: false, file, ...(damaged === undefined ? {} : { damaged }) });
}
