import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { DataError, MissingError } from "../core/errors";
import { parseStoredModel } from "./storedModel";
import { TrainedModel } from "./trainedModel";

/** Writes the model to a file of JSON, whole or not at all; makes the folder where it is missing. */
export function saveModel(model: TrainedModel, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, `${JSON.stringify(model)}\n`);
}

/**
 * Reads a model that {@link saveModel} wrote.
 *
 * @throws {@link MissingError} where there is no such file, {@link DataError} where it is damaged.
 */
export function loadModel(path: string): TrainedModel {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new MissingError("loadModel", `cannot read ${path}`, { cause });
  }
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new DataError("loadModel", `${path} is not JSON`, { cause });
  }
  return new TrainedModel(parseStoredModel(stored, `loadModel ${path}`));
}
