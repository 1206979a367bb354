import { checkInteger, checkNumber, checkOneOf } from "../core/checks";
import { checkRng, type Rng } from "../core/random";
import { mean } from "../math/moments";
import { differencesOf, largestSize } from "../math/varies";
import { bootstrapMeans, type BlockBootstrap } from "./blockBootstrap";
import { checkedLosses } from "./checkedLosses";
import { eliminate, type ConfidenceSetStatistic } from "./elimination";
import { digits, pText, report } from "./report";

export interface ModelConfidenceSetOptions {
  /** The set holds the best model with probability `level`; 0.9 by default: the 90 % set. */
  readonly level?: number;
  /** Bootstrap replications; 5000 by default. */
  readonly replications?: number;
  /** Days in a block (on average, for "stationary"): long enough for losses so far apart to be independent; ⌊√n⌋ by default. */
  readonly blockLength?: number;
  /** How blocks are drawn; "stationary" by default. */
  readonly bootstrap?: BlockBootstrap;
  /** "range" (default) tests all pairs, "max" each model against the mean of the set. */
  readonly statistic?: ConfidenceSetStatistic;
  /** The stream that the resamples come from. */
  readonly rng: Rng;
}

/** A model and its p-value: it leaves the sets whose level is below 1 − p. */
export interface RankedModel {
  readonly name: string;
  readonly pValue: number;
}

/** The models that the data cannot tell from the best. */
export interface ModelConfidenceSet {
  /** p-value of each model, by its name. */
  readonly pValues: Readonly<Record<string, number>>;
  /** Every model, in the order in which they leave: the first is the worst, the last has p = 1. */
  readonly eliminated: readonly RankedModel[];
  /** Names of the models with a p-value of at least 1 − `level`; the one that would leave last stands first. */
  readonly survivors: readonly string[];
  readonly level: number;
  readonly statistic: ConfidenceSetStatistic;
  readonly bootstrap: BlockBootstrap;
  readonly blockLength: number;
  readonly replications: number;
  readonly observations: number;
}

/**
 * Model confidence set of Hansen, Lunde and Nason (2011). Null hypothesis of each step: all models still in the set
 * have the same expected loss; where it is rejected the worst leaves. Losses that are the same but for rounding count as
 * equal.
 *
 * @param losses - per model, by name, one loss a day, such as `squaredErrors` or `qlikeLosses` give: at least two
 *   models, all on the same n ≥ 10 days.
 * @throws {@link DomainError} where a loss is not a finite number.
 * @throws {@link ShapeError} for fewer than two models, or losses of different lengths or of fewer than ten days.
 * @see {@link eliminate} for the statistics.
 * @example
 * const rng = v.createRng(1);
 * const noise = (level: number) => Array.from({ length: 200 }, () => level + rng.uniform());
 * const losses = { good: noise(1), asGood: noise(1), bad: noise(2) };
 * const set = v.modelConfidenceSet(losses, { rng, replications: 200 });
 * set.eliminated[0]; // → { name: "bad", pValue: 0 }
 * set.survivors.includes("bad"); // → false
 */
export function modelConfidenceSet(
  losses: Readonly<Record<string, ArrayLike<number>>>,
  options: ModelConfidenceSetOptions,
): ModelConfidenceSet {
  const where = "modelConfidenceSet";
  const { names, series: given } = checkedLosses(where, losses, 2);
  // Models whose losses are the same but for rounding are the same: all take those of the first of them
  const series = given.map(
    (own) => given.find((other) => largestSize(differencesOf(own, other)) === 0) ?? own,
  );
  const n = series[0].length;
  const { level = 0.9, replications = 5000, statistic = "range", bootstrap = "stationary" } = options;
  const { blockLength = Math.floor(Math.sqrt(n)), rng } = options;
  checkNumber(where, "level", level, 0, 1);
  checkInteger(where, "replications", replications, 1);
  checkInteger(where, "blockLength", blockLength, 1, n);
  checkOneOf(where, "statistic", statistic, ["range", "max"]);
  checkOneOf(where, "bootstrap", bootstrap, ["stationary", "movingBlock"]);
  checkRng(where, rng);

  const deviations = bootstrapMeans(series, { bootstrap, blockLength, replications, rng });
  const means = series.map((values) => mean(values));
  const eliminated = eliminate(means, deviations, statistic).map(({ model, pValue }) =>
    Object.freeze({ name: names[model], pValue }),
  );
  const pValueOf = new Map(eliminated.map(({ name, pValue }) => [name, pValue]));
  const survivors = eliminated.filter(({ pValue }) => stays(pValue, level)).map(({ name }) => name);
  return report(
    {
      pValues: Object.freeze(Object.fromEntries(names.map((name) => [name, pValueOf.get(name)!]))),
      eliminated: Object.freeze(eliminated),
      survivors: Object.freeze(survivors.reverse()),
      level,
      statistic,
      bootstrap,
      blockLength,
      replications,
      observations: n,
    },
    lines,
  );
}

/** p ≥ 1 − level, without the rounding of 1 − 0.95: a p of 0.05 stays in the 95 % set. */
const stays = (pValue: number, level: number): boolean => pValue + level >= 1;

function lines({ eliminated, level, ...how }: ModelConfidenceSet): string[] {
  const listed = (models: readonly RankedModel[]): string =>
    models.map(({ name, pValue }) => `${name} (${pText(pValue)})`).join(", ") || "none";
  return [
    `model confidence set at ${digits(100 * level)} %, ${how.observations} days: ` +
      listed(eliminated.filter(({ pValue }) => stays(pValue, level)).reverse()),
    `eliminated, worst first: ${listed(eliminated.filter(({ pValue }) => !stays(pValue, level)))}`,
    `null hypothesis: all models in the set have the same expected loss (${how.statistic} statistic, ` +
      `${how.replications} bootstrap replications, ${how.bootstrap === "stationary" ? "stationary" : "moving"} blocks of ${how.blockLength} days)`,
  ];
}
