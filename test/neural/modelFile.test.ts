import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { DataError, MissingError } from "../../lib/core/errors";
import { loadModel, saveModel } from "../../lib/neural/training/modelFile";
import { TrainedModel } from "../../lib/neural/training/trainedModel";
import { trainSequenceModel } from "../../lib/neural/training/trainSequenceModel";
import { slidingWindows } from "../../lib/series/windows";
import { dataFolder } from "../support/dataFolder";

const wave = Float64Array.from({ length: 60 }, (_, t) => Math.cos(t / 3));
const windows = slidingWindows(wave, { length: 6 });
let model: TrainedModel;
let path: string;

beforeAll(async () => {
  const layers = [{ lstm: 3, sequence: true }, { dropout: 0.1 }, { lstm: 2 }, { dense: 1 }];
  model = await trainSequenceModel(windows, layers, { epochs: 2, seed: 4 });
  path = join(dataFolder(), "models", "wave.json");
  saveModel(model, path);
});

test("a model comes back from its file as it was", () => {
  const back = loadModel(path);
  expect(back).toBeInstanceOf(TrainedModel);
  expect(JSON.stringify(back)).toBe(JSON.stringify(model));
  expect(back.predict(windows)).toEqual(model.predict(windows));
});

/** The stored model with a change; its checksum made anew where asked. */
function changed(change: (text: string) => string): string {
  const file = join(dataFolder(), "changed.json");
  writeFileSync(file, change(readFileSync(path, "utf8")));
  return file;
}

test.each([
  ["cut short", (text: string) => text.slice(0, 300), /is not JSON/],
  [
    "with one digit changed",
    (text: string) => text.replace(/(\.\d)(\d)/, (_, a, b) => `${a}${9 - b}`),
    /damaged/,
  ],
  ["of something else", () => '{"epochs": 3}', /not a stored sequence model/],
])("a file %s is refused", (_, change, message) => {
  const file = changed(change);
  expect(() => loadModel(file)).toThrow(message);
  expect(() => loadModel(file)).toThrow(DataError);
});

test("weights that do not fit the architecture are refused", () => {
  const { model: data } = model.toJSON();
  const other = new TrainedModel({ ...(data as TrainedModel), architecture: [{ lstm: 1 }] });
  expect(() => TrainedModel.fromJSON(other.toJSON())).toThrow(/weights do not fit its architecture/);
});

test("a missing file is said to be missing", () => {
  expect(() => loadModel(join(dataFolder(), "none.json"))).toThrow(MissingError);
});

test("what is no model is not written", () => {
  expect(() => saveModel({} as TrainedModel, path)).toThrow(/saveModel: model must be a model that/);
  expect(loadModel(path)).toBeInstanceOf(TrainedModel);
});
