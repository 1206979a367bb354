import { checkInteger, checkNumber, checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import type { Rng } from "../../core/random";
import type { PlacedLayer } from "../architecture";
import { glorotUniform, initialLstmWeights } from "../initialWeights";
import type { LstmWeights, Rows } from "../lstm/lstmWeights";
import type { PortfolioShape } from "./portfolioWindows";

/**
 * How the assets share the LSTM layers. The paper's text allows both readings.
 *
 * - `"perCoin"`: each asset's features run through the same layers by themselves (hard parameter sharing, Ruder 2017).
 * - `"concatenated"`: all assets' features stand side by side in each step, and run through the layers once.
 */
export type Sharing = "perCoin" | "concatenated";

/** A network that turns windows of several assets into one weight for each. */
export interface PortfolioNetwork {
  readonly sharing: Sharing;
  /** Units of the LSTM layers, from the inputs on. All but the last give a sequence. */
  readonly lstm: readonly number[];
  /** The probability with which a number between two LSTM layers is dropped in training. */
  readonly dropout: number;
  /** Whether each asset's volatility is joined to the output of the layers before its score. */
  readonly joinVolatility: boolean;
}

/**
 * Paper 1's multi-task network (section 3.2c, Figure 7): shared LSTM 16 (sequence) → dropout 0.2 → shared LSTM 16, each
 * coin's volatility joined, a dense score per coin, softmax. The activation of the scores is not named; it is linear.
 */
export const MULTI_TASK_NETWORK: PortfolioNetwork = Object.freeze({
  sharing: "perCoin",
  lstm: Object.freeze([16, 16]),
  dropout: 0.2,
  joinVolatility: true,
});

/**
 * The network of Zhang, Zohren and Roberts (2020), the paper's benchmark strategy "DLS": one LSTM of 64 units on all assets side by
 * side, a dense layer, softmax.
 */
export const DIRECT_SHARPE_NETWORK: PortfolioNetwork = Object.freeze({
  sharing: "concatenated",
  lstm: Object.freeze([64]),
  dropout: 0,
  joinVolatility: false,
});

/** What a portfolio network has learned. */
export interface PortfolioWeights {
  /** One entry an LSTM layer, in Keras's layout. */
  readonly lstm: readonly LstmWeights[];
  /** A row an asset: one weight for each output of the last layer, one for the joined volatility where it is. */
  readonly scores: Rows;
  /** One an asset. */
  readonly bias: ArrayLike<number>;
}

/** @throws {@link DomainError} unless the network can be built. */
export function checkNetwork(where: string, network: PortfolioNetwork): void {
  if (network == null || typeof network !== "object")
    throw new DomainError(where, "network", network, "{ sharing, lstm, dropout, joinVolatility }");
  checkOneOf(where, "network.sharing", network.sharing, ["perCoin", "concatenated"]);
  if (!Array.isArray(network.lstm) || network.lstm.length === 0)
    throw new DomainError(where, "network.lstm", network.lstm, "an array of units, one an LSTM layer");
  for (const units of network.lstm as readonly number[]) checkInteger(where, "network.lstm", units, 1, 4096);
  checkNumber(where, "network.dropout", network.dropout, 0, 0.99);
  if (typeof network.joinVolatility !== "boolean")
    throw new DomainError(where, "network.joinVolatility", network.joinVolatility, "true or false");
}

/** The LSTM layers with what flows into them. */
export function placeLstms(
  network: PortfolioNetwork,
  [, assets, steps, features]: PortfolioShape,
): PlacedLayer[] {
  const first = network.sharing === "perCoin" ? features : assets * features;
  return network.lstm.map((units, k) => ({
    spec: { lstm: units, sequence: k < network.lstm.length - 1 },
    features: k === 0 ? first : network.lstm[k - 1],
    units,
    steps,
  }));
}

/** Inputs of each asset's score. */
export function scoreInputs(network: PortfolioNetwork): number {
  return network.lstm[network.lstm.length - 1] + (network.joinVolatility ? 1 : 0);
}

/** What training starts from, as Keras would draw it: each layer from a stream of its own. */
export function initialPortfolioWeights(
  network: PortfolioNetwork,
  shape: PortfolioShape,
  rng: Rng,
): PortfolioWeights {
  const assets = shape[1];
  return {
    lstm: placeLstms(network, shape).map(({ features, units }, k) =>
      initialLstmWeights(features, units, rng.split(`layer ${k}`)),
    ),
    scores: Array.from({ length: assets }, (_, a) =>
      Float64Array.from(glorotUniform(scoreInputs(network), 1, rng.split(`score ${a}`)), (row) => row[0]),
    ),
    bias: new Float64Array(assets),
  };
}
