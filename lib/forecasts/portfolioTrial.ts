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
  readonly validation?: number;
  /** "perCoin" by default. */
  readonly sharing?: Sharing;
}

/** What paper 1 searches for its portfolio network, and λ; what a point leaves out is as in `MULTI_TASK_NETWORK`. */
export interface PortfolioPoint {
  /** Days in a window. */
  readonly timeStep?: number;
  /** Units of both LSTM layers. */
  readonly neurons?: number;
  readonly dropout?: number;
  readonly lambda?: number;
}

/**
 * The trial of the portfolio network's grid search, for `gridSearch` with `better: "higher"`: trains the network of the
 * point on the first part of the training rows; its score is the Sharpe ratio, per day, of what it holds on the rest.
 */
export function portfolioTrial(
  coins: Readonly<Record<string, ForecastCoin>>,
  { train, validation = 0.2, sharing = "perCoin", ...training }: PortfolioTrialOptions,
): GridTrial {
  checkNumber("portfolioTrial", "validation", validation, 0, 1);
  const cut = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).slice(0, train.to);
  const kept = Object.entries(coins).map(([name, { close, predicted }]) => {
    return [name, { close: cut(close), predicted: cut(predicted) }] as const;
  });
  const data: PortfolioTrialData = { coins: Object.fromEntries(kept), training, validation, sharing };
  const parameters: readonly (keyof PortfolioPoint)[] = ["timeStep", "neurons", "dropout", "lambda"];
  return { ...libraryTask(__filename, tryPortfolio), data, parameters };
}

interface PortfolioTrialData {
  readonly coins: Readonly<Record<string, ForecastCoin>>;
  readonly training: Omit<PortfolioTraining, "lambda" | "validation">;
  readonly validation: number;
  readonly sharing: Sharing;
}

/** What a worker thread does for {@link portfolioTrial}. */
export async function tryPortfolio({
  data: { coins, training, validation, sharing },
  point: { timeStep = 10, neurons = 16, dropout = MULTI_TASK_NETWORK.dropout, lambda },
}: {
  data: PortfolioTrialData;
  point: PortfolioPoint;
}): Promise<TrialResult> {
  const [{ close }] = Object.values(coins);
  const split = holdOut(close.length, { train: 1 - validation });
  const { train, test } = portfolioData(coins, { split, length: timeStep });
  const network = { ...MULTI_TASK_NETWORK, sharing, dropout, lstm: [neurons, neurons] };
  const model = await trainPortfolioNetwork(train, network, { ...training, lambda });
  const sharpe = (windows: typeof train): number => {
    const earned = model.portfolios(windows).map((w, k) => dot(w, rowOf(windows.returns, k, w.length)));
    return sharpeRatio(earned);
  };
  return { score: sharpe(test), training: sharpe(train) };
}
