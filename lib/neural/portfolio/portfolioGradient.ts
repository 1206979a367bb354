import { lstmSequence, type LstmRun, type Sequences } from "../lstm/lstmSequence";
import type { LstmWeightGradients } from "../lstm/lstmStep";
import type { Rows } from "../lstm/lstmWeights";
import { checkNetwork, type PortfolioNetwork, type PortfolioWeights } from "./portfolioNetwork";
import { sequencesOf } from "./portfolioSequences";
import { checkPortfolioWindows, rowsOf, type PortfolioWindows } from "./portfolioWindows";
import { headGradients, headWeights, type HeadInputs } from "./scoreHead";
import type { SharpeLossOptions } from "./sharpeLoss";

/** The loss of a portfolio network, its gradients by the weights in their layout, and the portfolios. */
export interface PortfolioGradient {
  readonly loss: number;
  readonly lstm: readonly LstmWeightGradients[];
  readonly scores: readonly Float64Array[];
  readonly bias: Float64Array;
  /** A row of weights a window. */
  readonly portfolios: readonly Float64Array[];
}

/**
 * A portfolio network forward and backward on all windows at once, in double precision and without dropout, written to
 * be read: paper 1 (qfe2025), section 3.2c. Training uses the faster kernel, which the tests hold against this one.
 */
export function portfolioGradient(
  windows: PortfolioWindows,
  network: PortfolioNetwork,
  weights: PortfolioWeights,
  options: SharpeLossOptions,
): PortfolioGradient {
  const where = "portfolioGradient";
  checkNetwork(where, network);
  checkPortfolioWindows(where, "windows", windows);
  const [count, assets] = windows.shape;
  const all = Array.from({ length: count }, (_, w) => w);
  const runs: LstmRun[] = [];
  weights.lstm.forEach((layer, k) => {
    const inputs: Sequences =
      k === 0 ? sequencesOf(windows, network.sharing, all, 0, count) : runs[k - 1].outputs;
    runs.push(lstmSequence(inputs, layer));
  });
  const { last } = runs[runs.length - 1];
  const perCoin = network.sharing === "perCoin";
  const inputs: HeadInputs = {
    hidden: Array.from({ length: count }, (_, w) =>
      Array.from({ length: assets }, (_, a) => last[perCoin ? w * assets + a : w]),
    ),
    joined: network.joinVolatility ? rowsOf(windows.joined, all, 0, count, assets) : undefined,
  };
  const returns = rowsOf(windows.returns, all, 0, count, assets);
  const { loss, hidden, scores, bias } = headGradients(inputs, weights, returns, options);

  const byLast = perCoin ? hidden.flat() : hidden.map(sumOf);
  const lstm: LstmWeightGradients[] = [];
  let upstream: { last?: Rows; outputs?: Sequences } = { last: byLast };
  for (let k = runs.length - 1; k >= 0; k--) {
    const gradients = runs[k].gradients(upstream);
    lstm.unshift(gradients.weights);
    upstream = { outputs: gradients.inputs };
  }
  return { loss, lstm, scores, bias, portfolios: headWeights(inputs, weights) };
}

function sumOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0].map((_, u) => rows.reduce((sum, row) => sum + row[u], 0));
}
