import type { Rng } from "../../../core/random";
import type { AdamOptions } from "../../training/adam";
import type { PortfolioLearner } from "../../portfolio/portfolioLearner";
import { placeLstms, type PortfolioNetwork, type PortfolioWeights } from "../../portfolio/portfolioNetwork";
import { sequencesOf } from "../../portfolio/portfolioSequences";
import { rowsOf, type PortfolioShape, type PortfolioWindows } from "../../portfolio/portfolioWindows";
import { headGradients, headWeights, type HeadInputs } from "../../portfolio/scoreHead";
import type { SharpeLossOptions } from "../../portfolio/sharpeLoss";
import { ReferenceAdam } from "./adam";
import { referenceLayer, type Flow, type ReferenceLayer } from "./layers";
import type { LstmWeights } from "../../lstm/lstmWeights";

/** A portfolio network in plain TypeScript and double precision: slow, and obviously right. */
export class ReferencePortfolio implements PortfolioLearner {
  readonly #lstms: readonly ReferenceLayer[];
  /** The LSTM layers, with dropout between them. */
  readonly #layers: readonly ReferenceLayer[];
  readonly #adam = new ReferenceAdam();
  #scores: Float64Array[] = [];
  #bias = new Float64Array(0);

  /** @param rng - where dropout masks come from. */
  constructor(
    readonly network: PortfolioNetwork,
    readonly shape: PortfolioShape,
    rng: Rng,
  ) {
    const placed = placeLstms(network, shape);
    this.#lstms = placed.map((layer) => referenceLayer(layer, rng));
    this.#layers = this.#lstms.flatMap((lstm, k) => {
      if (k === placed.length - 1 || network.dropout === 0) return [lstm];
      const dropout = { ...placed[k], spec: { dropout: network.dropout } };
      return [lstm, referenceLayer(dropout, rng.split(`dropout ${k}`))];
    });
  }

  load({ lstm, scores, bias }: PortfolioWeights): void {
    this.#lstms.forEach((layer, k) => layer.load(lstm[k]));
    this.#scores = scores.map((row) => Float64Array.from(row));
    this.#bias = Float64Array.from(bias);
  }

  read(): PortfolioWeights {
    return {
      lstm: this.#lstms.map((layer) => layer.read() as LstmWeights),
      scores: this.#scores.map((row) => row.slice()),
      bias: this.#bias.slice(),
    };
  }

  portfolios(windows: PortfolioWindows, which: ArrayLike<number>, from: number, to: number): Float64Array[] {
    return headWeights(this.#forward(windows, which, from, to, false), this.#head);
  }

  learn(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    options: SharpeLossOptions,
    adam: Required<AdamOptions>,
  ): number {
    const inputs = this.#forward(windows, which, from, to, true);
    const returns = rowsOf(windows.returns, which, from, to, this.shape[1]);
    const { loss, hidden, scores, bias } = headGradients(inputs, this.#head, returns, options);
    const perCoin = this.network.sharing === "perCoin";
    let gradient: Flow = perCoin ? hidden.flat().map((h) => [h]) : hidden.map((rows) => [sumOf(rows)]);
    for (const layer of this.#layers.slice().reverse()) gradient = layer.backward(gradient);
    const head = { weights: [...this.#scores, this.#bias], gradients: [...scores, bias] };
    this.#adam.update([...this.#layers.map((layer) => layer.learned()), head], adam);
    return loss;
  }

  dispose(): void {}

  get #head(): { scores: Float64Array[]; bias: Float64Array } {
    return { scores: this.#scores, bias: this.#bias };
  }

  #forward(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    training: boolean,
  ): HeadInputs {
    const { sharing, joinVolatility } = this.network;
    const assets = this.shape[1];
    let flow: Flow = sequencesOf(windows, sharing, which, from, to);
    for (const layer of this.#layers) flow = layer.forward(flow, training);
    return {
      hidden: Array.from({ length: to - from }, (_, w) =>
        Array.from({ length: assets }, (__, a) => flow[sharing === "perCoin" ? w * assets + a : w][0]),
      ),
      joined: joinVolatility ? rowsOf(windows.joined, which, from, to, assets) : undefined,
    };
  }
}

function sumOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0].map((_, u) => rows.reduce((sum, row) => sum + row[u], 0));
}
