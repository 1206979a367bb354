import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { contentKey } from "./contentKey";
import { DataError, VolfolioError } from "./errors";

/** The place of a value in a store: a folder with a file for each key. */
export interface StoreEntry {
  /** The checksum of all that the value depends on. */
  readonly key: string;
  readonly file: string;
}

/** A value as it was read, or what is wrong with the entry; undefined where there is none. */
export type Found<Value> = { readonly value: Value } | { readonly damaged: string } | undefined;

/**
 * The place of what depends on `content`, and on nothing else: the same content leads to the same file, whoever asks.
 *
 * @param content - as for {@link contentKey}.
 */
export function storeEntry(folder: string, content: unknown): StoreEntry {
  const key = contentKey(content);
  return { key, file: join(folder, `${key}.json`) };
}

/**
 * What is kept at an entry.
 *
 * @param parse - makes the value of what stands in the file besides the key; what it throws makes the entry damaged.
 */
export function readStored<Value>(
  { key, file }: StoreEntry,
  parse: (stored: Readonly<Record<string, unknown>>) => Value,
): Found<Value> {
  if (!existsSync(file)) return undefined;
  try {
    const stored = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown> | null;
    if (stored?.key !== key) throw new DataError(file, "the entry belongs to another key");
    return { value: parse(stored) };
  } catch (error) {
    const reason = error instanceof VolfolioError ? error.message : "the entry is not JSON";
    return { damaged: `${file}: ${reason}` };
  }
}

/** Keeps a value, whole or not at all: several processes may share a folder. @param fields - plain data, or with `toJSON`. */
export function keepStored({ key, file }: StoreEntry, fields: Readonly<Record<string, unknown>>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic(file, `${JSON.stringify({ key, ...fields })}\n`);
}
