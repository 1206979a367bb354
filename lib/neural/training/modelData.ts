import type { Architecture } from "../architecture";
import type { LayerWeights } from "../layerWeights";

/** The mean squared error of each epoch, on the windows as they were learned from, with dropout. */
export interface LearningCurves {
  readonly loss: readonly number[];
  /** After each epoch, without dropout; empty where there was nothing to validate on. */
  readonly validationLoss: readonly number[];
}

/** All that a {@link TrainedModel} is: plain data. */
export interface TrainedModelData {
  readonly architecture: Architecture;
  /** Steps in a window. */
  readonly steps: number;
  /** Features a step. */
  readonly features: number;
  /** One entry a layer, in Keras's layout; null for a layer that learns nothing. */
  readonly weights: readonly LayerWeights[];
  readonly curves: LearningCurves;
  readonly seed: number;
  /** What it was trained on: a {@link Backend} and its build, such as "wasm (relaxed)". */
  readonly backend: string;
}
