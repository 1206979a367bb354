import { checkNumber } from "../core/checks";
import { libraryTask } from "../core/tasks";
import type { TrialResult } from "../neural/training/gridPoint";
import type { GridTrial } from "../neural/training/gridSearch";
import { MULTI_TASK_NETWORK, type Sharing } from "../neural/portfolio/portfolioNetwork";
import { trainPortfolioNetwork, type PortfolioTraining } from "../neural/portfolio/trainPortfolioNetwork";
import { sharpeRatio } from "../measures/sharpe";
import { dot } from "../math/matrix";
import { rowOf } from "../neural/portfolio/portfolioWindows";
import { holdOut, type TrainRange } from "../series/splits";
import { portfolioData, type ForecastCoin } from "./portfolioData";

export interface PortfolioTrialOptions extends Pick<
  PortfolioTraining,
  "epochs" | "batchSize" | "seed" | "variant" | "adam"
> {
  /** The training rows. Nothing after them is looked at. */
  readonly train: TrainRange;
  /** The last part of the training rows, which is scored instead of learned from; 0.2 by default. */
  readonly validationFraction?: number;
  /** "perCoin" by default. */
  readonly sharing?: Sharing;
}

/** What paper 1 searches for its portfolio network, and λ; what a point leaves out is as in `MULTI_TASK_NETWORK`. */
export interface PortfolioPoint {
  /** Days in a window. */
  readonly window?: number;
  /** Units of both LSTM layers. */
  readonly units?: number;
  readonly dropout?: number;
  readonly lambda?: number;
}

/**
 * The trial of the portfolio network's grid search, for `gridSearch` with `better: "higher"`: trains the network of the
 * point on the first part of the training rows; its score is the Sharpe ratio, per day, of what it holds on the rest.
 *
 * @param coins - by name: closes and their forecasts, in USD, length N.
 * @param options - the training rows, epochs and seed; a validation fraction of 0.2, shared layers per coin, and as
 *   `trainPortfolioNetwork` where they are left out.
 * @returns a trial that reads `window`, `units`, `dropout` and `lambda` of a point.
 * @throws DomainError for a validation fraction that is none; what the network or its data refuse is a failure of the point.
 * @example
 * const BTC = { close: [100, 110, 99, 99, 108, 110], forecast: [99, 100, 110, 98, 99, 108] };
 * const ETH = { close: [50, 50, 55, 60, 57, 55], forecast: [51, 50, 50, 55, 60, 56] };
 * const [{ train }] = v.walkForward(6, { train: 5, test: 1 });
 * const trial = v.portfolioTrial({ BTC, ETH }, { train, epochs: 1, seed: 1 });
 * trial.parameters; // → ["window", "units", "dropout", "lambda"]
 */
export function portfolioTrial(
  coins: Readonly<Record<string, ForecastCoin>>,
  { train, validationFraction = 0.2, sharing = "perCoin", ...training }: PortfolioTrialOptions,
): GridTrial {
  checkNumber("portfolioTrial", "validationFraction", validationFraction, 0, 1);
  const cut = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).slice(0, train.to);
  const kept = Object.entries(coins).map(([name, { close, forecast }]) => {
    return [name, { close: cut(close), forecast: cut(forecast) }] as const;
  });
  const data: PortfolioTrialData = { coins: Object.fromEntries(kept), training, validationFraction, sharing };
  const parameters: readonly (keyof PortfolioPoint)[] = ["window", "units", "dropout", "lambda"];
  return { ...libraryTask(__filename, tryPortfolio), data, parameters };
}

interface PortfolioTrialData {
  readonly coins: Readonly<Record<string, ForecastCoin>>;
  readonly training: Omit<PortfolioTraining, "lambda" | "validation">;
  readonly validationFraction: number;
  readonly sharing: Sharing;
}

/** What a worker thread does for {@link portfolioTrial}. */
export async function tryPortfolio({
  data: { coins, training, validationFraction, sharing },
  point: { window = 10, units = 16, dropout = MULTI_TASK_NETWORK.dropout, lambda },
}: {
  data: PortfolioTrialData;
  point: PortfolioPoint;
}): Promise<TrialResult> {
  const [{ close }] = Object.values(coins);
  const split = holdOut(close.length, { train: 1 - validationFraction });
  const { train, test } = portfolioData(coins, { split, window });
  const network = { ...MULTI_TASK_NETWORK, sharing, dropout, lstm: [units, units] };
  const model = await trainPortfolioNetwork(train, network, { ...training, lambda });
  const sharpe = (windows: typeof train): number => {
    const earned = model.portfolios(windows).map((w, k) => dot(w, rowOf(windows.returns, k, w.length)));
    return sharpeRatio(earned);
  };
  return { score: sharpe(test), training: sharpe(train) };
}
