import type { Rng } from "../../core/random";
import type { AdamOptions } from "../training/adam";
import type { PlacedLayer } from "../architecture";
import type { LayerWeights } from "../layerWeights";

/** Windows as networks read them: single precision, flat and row-major. */
export interface NetworkWindows {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/**
 * A network that learns, on one of the backends. From the same weights and the same stream of random numbers all of
 * them do the same, up to rounding.
 */
export interface Network {
  load(weights: readonly LayerWeights[]): void;
  read(): LayerWeights[];
  /** What the network answers to the windows `which[from]` to `which[to − 1]`, without dropout. */
  predict(windows: NetworkWindows, which: ArrayLike<number>, from: number, to: number): ArrayLike<number>;
  /**
   * One step of Adam on the mean squared error of the windows `which[from]` to `which[to − 1]`.
   *
   * @returns the sum of their squared errors before the step.
   */
  learn(
    windows: NetworkWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    adam: Required<AdamOptions>,
  ): number;
  /** Gives back what it holds outside of JavaScript's heap. The network is not to be used after it. */
  dispose(): void;
}

/**
 * Makes a network whose weights are still to be loaded.
 *
 * @param batch - windows at once, at most.
 * @param rng - where dropout masks come from: layer k draws from `rng.split("dropout k")`.
 */
export type MakeNetwork = (placed: readonly PlacedLayer[], batch: number, rng: Rng) => Network;
