import { z } from "zod";
import { DataError } from "../../core/errors";
import { placeLayers, type PlacedLayer } from "../architecture";
import type { LayerWeights } from "../layerWeights";
import type { TrainedModelData } from "./modelData";
import { openSealed, type SealedModel } from "./sealedModel";

/** A {@link TrainedModel} as it is stored. */
export type StoredModel = SealedModel<"sequence">;

const vector = z.array(z.number());
const rows = z.array(vector);
const weights = z.union([
  z.strictObject({ kernel: rows, recurrentKernel: rows, bias: vector }),
  z.strictObject({ kernel: rows, bias: vector }),
  z.null(),
]);
const layer = z.union([
  z.strictObject({ lstm: z.number(), sequence: z.boolean().optional() }),
  z.strictObject({ dropout: z.number() }),
  z.strictObject({ dense: z.number(), activation: z.enum(["linear", "relu", "tanh"]).optional() }),
]);
const modelData = z.strictObject({
  architecture: z.array(layer),
  steps: z.int().min(1),
  features: z.int().min(1),
  weights: z.array(weights),
  curves: z.strictObject({ loss: vector, validationLoss: vector }),
  seed: z.int(),
  backend: z.string(),
});

/** @throws {@link DataError} unless `value` is a stored model, unchanged since, whose weights fit its architecture. */
export function parseStoredModel(value: unknown, where = "TrainedModel.fromJSON"): TrainedModelData {
  const data = withVectors(openSealed(where, "sequence", value, modelData));
  const placed = placeLayers(where, data.architecture, data);
  if (placed.length !== data.weights.length || !placed.every((l, k) => fits(l, data.weights[k])))
    throw new DataError(where, "the stored model's weights do not fit its architecture");
  return data;
}

type Parsed = z.infer<typeof modelData>;

function withVectors(parsed: Parsed): TrainedModelData {
  const matrix = (values: number[][]): Float64Array[] => values.map((row) => Float64Array.from(row));
  const weights = parsed.weights.map((layerWeights): LayerWeights => {
    if (layerWeights === null) return null;
    const dense = { kernel: matrix(layerWeights.kernel), bias: Float64Array.from(layerWeights.bias) };
    return "recurrentKernel" in layerWeights
      ? { ...dense, recurrentKernel: matrix(layerWeights.recurrentKernel) }
      : dense;
  });
  return { ...parsed, weights };
}

function fits({ spec, features, units }: PlacedLayer, weightsOf: LayerWeights): boolean {
  if ("dropout" in spec || weightsOf === null) return "dropout" in spec && weightsOf === null;
  const width = "lstm" in spec ? 4 * units : units;
  const isMatrix = (matrix: readonly ArrayLike<number>[], height: number): boolean =>
    matrix.length === height && matrix.every((row) => row.length === width);
  const recurrent = "recurrentKernel" in weightsOf ? weightsOf.recurrentKernel : undefined;
  return (
    isMatrix(weightsOf.kernel, features) &&
    weightsOf.bias.length === width &&
    ("lstm" in spec ? recurrent !== undefined && isMatrix(recurrent, units) : recurrent === undefined)
  );
}
