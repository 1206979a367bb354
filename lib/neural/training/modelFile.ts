import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { DataError, DomainError, MissingError } from "../../core/errors";
import { parseStoredModel } from "./storedModel";
import { TrainedModel } from "./trainedModel";

/**
 * Writes the model to a file of JSON, whole or not at all; makes the folder where it is missing.
 *
 * @param model - of {@link loadModel} or `trainSequenceModel`.
 * @param path - of the file, which is replaced where it is there.
 * @throws {@link DomainError} unless it is a model that {@link loadModel} can read; an error of the system where the file
 *   cannot be written.
 * @example
 * import { rmSync } from "node:fs";
 * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
 * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], { epochs: 1, seed: 1 });
 * v.saveModel(model, "example-model.json");
 * v.loadModel("example-model.json").predict(windows)[0] === model.predict(windows)[0]; // → true
 * rmSync("example-model.json");
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
 * @param path - of the file.
 * @returns the model: it predicts what the saved one did, bit by bit on the same backend.
 * @throws {@link MissingError} where there is no such file, {@link DataError} where it is damaged.
 * @example
 * import { rmSync } from "node:fs";
 * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
 * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], { epochs: 1, seed: 7 });
 * v.saveModel(model, "example-model.json");
 * v.loadModel("example-model.json").seed; // → 7
 * rmSync("example-model.json");
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
