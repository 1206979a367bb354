import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { DataError, DomainError, MissingError } from "../../core/errors";
import { parseStoredModel } from "./storedModel";
import { TrainedModel } from "./trainedModel";

/**
 * Writes the model to a file of JSON, whole or not at all; makes the folder where it is missing.
 *
 * @throws {@link DomainError} unless it is a model that {@link loadModel} can read.
 */
export function saveModel(model: TrainedModel, path: string): void {
  if (!(model instanceof TrainedModel))
    throw new DomainError("saveModel", "model", model, "a model that trainSequenceModel gave");
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
