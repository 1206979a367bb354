import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "../core/checksum";
import { DataError } from "../core/errors";
import { checkSnapshot } from "./snapshots";

/** A file of market data as it lies in a data folder. */
export interface SourceText {
  readonly text: string;
  /** Of the file's bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Reads a file of market data.
 *
 * @param file - its name inside `folder`: `okx/BTC-USDT.csv`.
 * @throws {@link DataError} when the file is not the one that was downloaded (see {@link checkSnapshot}), or no text.
 */
export function readSourceText(folder: string, file: string): SourceText {
  const bytes = readFileSync(join(folder, file));
  checkSnapshot(folder, file, bytes);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, sha256: sha256Of(bytes) };
  } catch (cause) {
    throw new DataError(file, "must be text in UTF-8", { cause });
  }
}
