import { log, tanh } from "../../core/elementary";
import { DataError } from "../../core/errors";
import { createRng } from "../../core/random";
import { placeLayers } from "../architecture";
import type { LayerWeights } from "../layerWeights";
import { sigmoid } from "../lstm/lstmStep";
import type { MakeNetwork } from "./network";
import { ReferenceNetwork } from "./reference/network";

/** As close as single precision has to come. */
const TOLERANCE = 1e-5;

// One LSTM unit on two steps, 1 and 0; the columns are the gates i, f, u, o. Then y = 2h + 1.
const WEIGHTS: readonly LayerWeights[] = [
  { kernel: [[log(3), 0, 0.5, 0]], recurrentKernel: [[0, 1, 0, 0]], bias: [0, 0, 0, log(4)] },
  { kernel: [[2]], bias: [1] },
];
const WINDOWS = { inputs: Float32Array.of(1, 0), targets: Float32Array.of(0) };
const ADAM = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/** What equations 5 to 10 of paper 1 say: i = ¾, o = ⅘ in the first step; i = ½, u = 0, f = σ(h) in the second. */
function knownAnswer(): number {
  const c1 = 0.75 * tanh(0.5);
  const h1 = 0.8 * tanh(c1);
  const c2 = sigmoid(h1) * c1;
  return 2 * 0.8 * tanh(c2) + 1;
}

/**
 * Lets a backend answer and learn once on a network that can be worked by hand.
 *
 * @throws {@link DataError} unless it answers right, and has learned what the reference learns.
 */
export function proveNetwork(where: string, makeNetwork: MakeNetwork): void {
  const placed = placeLayers(where, [{ lstm: 1 }, { dense: 1 }], { steps: 2, features: 1 });
  const networks = [makeNetwork(placed, 1, createRng(0)), new ReferenceNetwork(placed, createRng(0))];
  try {
    const answers = networks.map((network) => {
      network.load(WEIGHTS);
      const [before] = Array.from(network.predict(WINDOWS, [0], 0, 1));
      const loss = network.learn(WINDOWS, [0], 0, 1, ADAM);
      return [before, loss, network.predict(WINDOWS, [0], 0, 1)[0]];
    });
    const known = knownAnswer();
    const learned = answers[1][2];
    const names = ["its first answer", "its loss", "its answer after a step of learning"];
    [known, known ** 2, learned].forEach((right, k) => {
      const value = answers[0][k];
      if (!(Math.abs(value - right) <= TOLERANCE * Math.abs(right)))
        throw new DataError(where, `${names[k]} on a known network is ${value}, not ${right}`);
    });
  } finally {
    for (const network of networks) network.dispose();
  }
}
