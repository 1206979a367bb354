import type { Rng } from "../../core/random";
import type { AdamOptions } from "../training/adam";
import type { PortfolioNetwork, PortfolioWeights } from "./portfolioNetwork";
import type { PortfolioShape, PortfolioWindows } from "./portfolioWindows";
import type { SharpeLossOptions } from "./sharpeLoss";

/**
 * A portfolio network that learns, on one of the backends. From the same weights and the same stream of random numbers
 * all of them do the same, up to rounding.
 */
export interface PortfolioLearner {
  load(weights: PortfolioWeights): void;
  read(): PortfolioWeights;
  /** The portfolios of the windows `which[from]` to `which[to − 1]`, without dropout. */
  portfolios(windows: PortfolioWindows, which: ArrayLike<number>, from: number, to: number): Float64Array[];
  /** One step of Adam on these windows, with dropout. @returns the loss before the step. */
  learn(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    options: SharpeLossOptions,
    adam: Required<AdamOptions>,
  ): number;
  /** Gives back what it holds outside of JavaScript's heap. The network is not to be used after it. */
  dispose(): void;
}

/**
 * Makes a portfolio network whose weights are still to be loaded.
 *
 * @param batch - windows at once, at most.
 * @param rng - where dropout masks come from: those behind layer k from `rng.split("dropout k")`.
 */
export type MakePortfolioLearner = (
  network: PortfolioNetwork,
  shape: PortfolioShape,
  batch: number,
  rng: Rng,
) => PortfolioLearner;
