import type { LearningCurves } from "../training/modelData";
import type { PortfolioNetwork, PortfolioWeights } from "./portfolioNetwork";
import type { PortfolioShape } from "./portfolioWindows";
import type { SharpeVariant } from "./sharpeLoss";

/** All that a {@link PortfolioModel} is: plain data. */
export interface PortfolioModelData {
  readonly network: PortfolioNetwork;
  /** Of the windows that it learned from. */
  readonly shape: PortfolioShape;
  readonly weights: PortfolioWeights;
  /** The loss of each epoch, on the windows as they were learned from (with dropout), and on those of the validation. */
  readonly curves: LearningCurves;
  readonly variant: SharpeVariant;
  readonly lambda: number;
  readonly seed: number;
  /** What it was trained on: a {@link PortfolioBackend} and its build, such as "wasm (relaxed)". */
  readonly backend: string;
}
