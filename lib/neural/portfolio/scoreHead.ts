import { dot } from "../../math/matrix";
import { softmax, softmaxGradient } from "../../math/softmax";
import type { Rows } from "../lstm/lstmWeights";
import { sharpeLoss, type SharpeLossOptions } from "./sharpeLoss";

/** What the head of a portfolio network reads: the shared layers' outputs and the assets' volatilities. */
export interface HeadInputs {
  /** For each window, the output of the shared layers that each asset's score reads: `[b][a][u]`. */
  readonly hidden: readonly Rows[];
  /** `[b][a]`; undefined where nothing is joined. */
  readonly joined?: Rows;
}

export interface HeadWeights {
  readonly scores: Rows;
  readonly bias: ArrayLike<number>;
}

/** Gradients of the loss by all that went into the head. */
export interface HeadGradients {
  readonly loss: number;
  readonly hidden: readonly (readonly Float64Array[])[];
  readonly scores: readonly Float64Array[];
  readonly bias: Float64Array;
}

/**
 * The portfolio weights of each window.
 *
 *     z_a = u_a · [h_a, V_a] + b_a,   w = softmax(z)                     paper 1 (qfe2025), section 3.2c and eq. 20
 */
export function headWeights({ hidden, joined }: HeadInputs, { scores, bias }: HeadWeights): Float64Array[] {
  return hidden.map((outputs, b) =>
    softmax(
      outputs.map((h, a) => dot(h, scores[a]) + (joined ? joined[b][a] * scores[a][h.length] : 0) + bias[a]),
    ),
  );
}

/** Forward to the loss, and back to the outputs of the shared layers. */
export function headGradients(
  inputs: HeadInputs,
  head: HeadWeights,
  returns: Rows,
  options: SharpeLossOptions,
): HeadGradients {
  const weights = headWeights(inputs, head);
  const { loss, byWeights } = sharpeLoss(weights, returns, options);
  const scores = head.scores.map((row) => new Float64Array(row.length));
  const bias = new Float64Array(head.scores.length);
  const hidden = inputs.hidden.map((outputs, b) => {
    const byScore = softmaxGradient(weights[b], byWeights[b]);
    return outputs.map((h, a) => {
      for (let u = 0; u < h.length; u++) scores[a][u] += byScore[a] * h[u];
      if (inputs.joined) scores[a][h.length] += byScore[a] * inputs.joined[b][a];
      bias[a] += byScore[a];
      return Float64Array.from(h, (_, u) => byScore[a] * head.scores[a][u]);
    });
  });
  return { loss, hidden, scores, bias };
}
