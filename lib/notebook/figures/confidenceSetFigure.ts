import type { ModelConfidenceSet } from "../../statistics/modelConfidenceSet";
import type { Figure } from "./figure";
import { heatmapFigure } from "./heatmapFigure";

export interface ConfidenceSetFigureOptions {
  /** What `modelConfidenceSet` found, by coin: each is a column. */
  readonly sets: Readonly<Record<string, ModelConfidenceSet>>;
  /** The models, from above: each is a row. */
  readonly models: readonly string[];
  /** Below the figure: what to notice. */
  readonly caption: string;
}

/**
 * P-values of model confidence sets, models by coins: a model leaves the set of level α where its p-value is below α.
 *
 * @throws `DomainError` where a set has no p-value of one of the models.
 * @example
 * const rng = v.createRng(1);
 * const noise = (level: number) => Array.from({ length: 200 }, () => level + rng.uniform());
 * const BTC = v.modelConfidenceSet({ good: noise(1), bad: noise(2) }, { rng, replications: 200 });
 * const caption = "Who can be told from the best.";
 * const figure = v.confidenceSetFigure({ sets: { BTC }, models: ["good", "bad"], caption });
 * BTC.pValues; // → { good: 1, bad: 0 }
 * figure.data[0]; // → { type: "heatmap", x: ["BTC"], y: ["good", "bad"] }
 */
export function confidenceSetFigure({ sets, models, caption }: ConfidenceSetFigureOptions): Figure {
  return heatmapFigure({
    rows: models,
    columns: Object.keys(sets),
    values: models.map((model) => Object.values(sets).map(({ pValues }) => pValues[model])),
    range: [0, 1],
    valueTitle: "p-value",
    caption,
  });
}
