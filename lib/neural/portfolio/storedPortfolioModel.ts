import { z } from "zod";
import { DataError } from "../../core/errors";
import type { PortfolioModelData } from "./portfolioModelData";
import { checkNetwork, placeLstms, scoreInputs, type PortfolioNetwork } from "./portfolioNetwork";
import type { PortfolioShape } from "./portfolioWindows";
import { openSealed, type SealedModel } from "../training/sealedModel";

/** A {@link PortfolioModel} as it is stored. */
export type StoredPortfolioModel = SealedModel<"portfolio">;

const vector = z.array(z.number());
const rows = z.array(vector);
const size = z.int().min(1);
const modelData = z.strictObject({
  network: z.strictObject({
    sharing: z.enum(["perCoin", "concatenated"]),
    lstm: z.array(size).min(1),
    dropout: z.number(),
    joinVolatility: z.boolean(),
  }),
  shape: z.tuple([size, size, size, size]),
  weights: z.strictObject({
    lstm: z.array(z.strictObject({ kernel: rows, recurrentKernel: rows, bias: vector })),
    scores: rows,
    bias: vector,
  }),
  curves: z.strictObject({ loss: vector, validationLoss: vector }),
  variant: z.enum(["oneDay", "batch"]),
  lambda: z.number(),
  seed: z.int(),
  backend: z.string(),
});

/** @throws {@link DataError} unless `value` is a stored model, unchanged since, whose weights fit its network. */
export function parseStoredPortfolioModel(
  value: unknown,
  where = "PortfolioModel.fromJSON",
): PortfolioModelData {
  const { weights, ...rest } = openSealed(where, "portfolio", value, modelData);
  checkNetwork(where, rest.network);
  if (!fits(rest.network, rest.shape, weights))
    throw new DataError(where, "the stored model's weights do not fit its network");
  const matrix = (values: number[][]): Float64Array[] => values.map((row) => Float64Array.from(row));
  return {
    ...rest,
    weights: {
      lstm: weights.lstm.map(({ kernel, recurrentKernel, bias }) => ({
        kernel: matrix(kernel),
        recurrentKernel: matrix(recurrentKernel),
        bias: Float64Array.from(bias),
      })),
      scores: matrix(weights.scores),
      bias: Float64Array.from(weights.bias),
    },
  };
}

function fits(
  network: PortfolioNetwork,
  shape: PortfolioShape,
  { lstm, scores, bias }: z.infer<typeof modelData>["weights"],
): boolean {
  const isMatrix = (matrix: number[][], height: number, width: number): boolean =>
    matrix.length === height && matrix.every((row) => row.length === width);
  const placed = placeLstms(network, shape);
  const assets = shape[1];
  return (
    lstm.length === placed.length &&
    placed.every(
      ({ features, units }, k) =>
        isMatrix(lstm[k].kernel, features, 4 * units) &&
        isMatrix(lstm[k].recurrentKernel, units, 4 * units) &&
        lstm[k].bias.length === 4 * units,
    ) &&
    isMatrix(scores, assets, scoreInputs(network)) &&
    bias.length === assets
  );
}
