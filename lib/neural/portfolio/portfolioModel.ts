import { ShapeError } from "../../core/errors";
import { printsAs } from "../../core/printing";
import { createRng } from "../../core/random";
import { backendOfLabel } from "../backends/backend";
import { noteBackend } from "../backends/backendsUsed";
import type { LearningCurves } from "../training/modelData";
import { choosePortfolioBackend } from "./portfolioBackend";
import type { PortfolioLearner } from "./portfolioLearner";
import type { PortfolioModelData } from "./portfolioModelData";
import type { PortfolioNetwork, PortfolioWeights } from "./portfolioNetwork";
import { checkPortfolioWindows, type PortfolioShape, type PortfolioWindows } from "./portfolioWindows";
import { sealModel } from "../training/sealedModel";
import type { SharpeVariant } from "./sharpeLoss";
import { parseStoredPortfolioModel, type StoredPortfolioModel } from "./storedPortfolioModel";

/** Windows at once in a prediction. */
const BATCH = 64;

/** A trained portfolio network. It never changes. */
export class PortfolioModel implements PortfolioModelData {
  readonly network: PortfolioNetwork;
  readonly shape: PortfolioShape;
  readonly weights: PortfolioWeights;
  readonly curves: LearningCurves;
  readonly variant: SharpeVariant;
  readonly lambda: number;
  readonly seed: number;
  readonly backend: string;

  constructor(data: PortfolioModelData) {
    this.network = data.network;
    this.shape = data.shape;
    this.weights = data.weights;
    this.curves = data.curves;
    this.variant = data.variant;
    this.lambda = data.lambda;
    this.seed = data.seed;
    this.backend = data.backend;
    noteBackend(data.backend);
    printsAs(this, () => this.summary());
    Object.freeze(this);
  }

  /** @throws {@link DataError} where `stored` is not what {@link toJSON} gave. */
  static fromJSON(stored: unknown): PortfolioModel {
    return new PortfolioModel(parseStoredPortfolioModel(stored));
  }

  /**
   * The portfolio that the network holds in each window: a row of weights, positive and summing to one.
   *
   * @param windows - of the assets, steps and features that it was trained on; their returns are not read.
   */
  portfolios(windows: PortfolioWindows): Float64Array[] {
    const where = "PortfolioModel.portfolios";
    checkPortfolioWindows(where, "windows", windows);
    const [count, ...size] = windows.shape;
    if (size.join() !== this.shape.slice(1).join())
      throw new ShapeError(
        where,
        `windows must be of ${this.shape.slice(1).join(" × ")}, got ${size.join(" × ")}`,
      );
    const trainedOn = backendOfLabel(this.backend) === "reference" ? "reference" : "wasm";
    const { makeLearner } = choosePortfolioBackend(where, trainedOn);
    const batch = Math.min(count, BATCH);
    const learner = makeLearner(this.network, this.shape, batch, createRng(this.seed));
    try {
      learner.load(this.weights);
      return allPortfolios(learner, windows, batch);
    } finally {
      learner.dispose();
    }
  }

  /** The network in a few lines: what a cell shows when it ends in the model. */
  summary(): string {
    const { network, curves, shape } = this;
    const layers = network.lstm.map((units) => `LSTM ${units}`).join(` → dropout ${network.dropout} → `);
    const last = (values: readonly number[]): string => values[values.length - 1].toPrecision(4);
    return [
      `${layers} (${network.sharing === "perCoin" ? "shared, per coin" : "all coins side by side"})` +
        `${network.joinVolatility ? " → volatility joined" : ""} → score per coin → softmax`,
      `on windows of ${shape.slice(1).join(" × ")}; loss: ${this.variant} Sharpe ratio, λ = ${this.lambda}`,
      `${curves.loss.length} epochs, loss ${last(curves.loss)}` +
        (curves.validationLoss.length > 0
          ? `, on the validation windows ${last(curves.validationLoss)}`
          : "") +
        `; seed ${this.seed}, ${this.backend}`,
    ].join("\n");
  }

  /** Plain data with a checksum, for `JSON.stringify`; {@link fromJSON} makes the model of it again. */
  toJSON(): StoredPortfolioModel {
    const { network, shape, weights, curves, variant, lambda, seed, backend } = this;
    return sealModel("portfolio", { network, shape, weights, curves, variant, lambda, seed, backend });
  }
}

/** The portfolios of all windows, `batch` at once. */
export function allPortfolios(
  network: PortfolioLearner,
  windows: PortfolioWindows,
  batch: number,
): Float64Array[] {
  const [count] = windows.shape;
  const all = Array.from({ length: count }, (_, w) => w);
  const rows: Float64Array[] = [];
  for (let from = 0; from < count; from += batch)
    rows.push(...network.portfolios(windows, all, from, Math.min(from + batch, count)));
  return rows;
}
