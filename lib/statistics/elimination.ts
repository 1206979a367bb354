import { ratio } from "./ratio";

/** Which statistic the model confidence set tests and eliminates with. */
export type ConfidenceSetStatistic = "range" | "max";

/** One step: the model that goes (its place in the list), and the p-value of the set that it was still part of. */
export interface EliminationStep {
  readonly model: number;
  readonly pValue: number;
}

/**
 * The elimination sequence of Hansen, Lunde and Nason (2011), section 3.1.2, down to the last model.
 *
 *     range: tᵢⱼ = d̄ᵢⱼ / √var(d̄ᵢⱼ),   T = max |tᵢⱼ|, out goes argmaxᵢ maxⱼ tᵢⱼ
 *     max:   tᵢ  = d̄ᵢ. / √var(d̄ᵢ.),   T = max tᵢ,    out goes argmaxᵢ tᵢ
 *
 * d̄ᵢⱼ is the difference of mean losses, d̄ᵢ. its mean over the models j still in the set. Variances and the
 * distribution of T come from the bootstrap. A step's p-value is the largest up to it; the last model's is 1. Models
 * whose losses are equal have t = 0 against each other.
 *
 * @param means - mean loss per model.
 * @param deviations - per model and replication, the bootstrapped mean less the mean.
 */
export function eliminate(
  means: ArrayLike<number>,
  deviations: readonly Float64Array[],
  statistic: ConfidenceSetStatistic,
): EliminationStep[] {
  const score = statistic === "range" ? pairwiseScore(deviations) : averageScore(deviations);
  const steps: EliminationStep[] = [];
  let inSet = deviations.map((_, model) => model);
  let pValue = 0;
  while (inSet.length > 1) {
    const { observed, bootstrapped } = score(inSet, means);
    const worst = observed.indexOf(Math.max(...observed));
    const extreme = bootstrapped.filter((value) => value >= observed[worst]).length;
    pValue = Math.max(pValue, extreme / bootstrapped.length);
    steps.push({ model: inSet[worst], pValue });
    inSet = inSet.filter((_, i) => i !== worst);
  }
  return [...steps, { model: inSet[0], pValue: 1 }];
}

/** A score per model of the set, the worst having the highest, and the highest score of each replication. */
interface Scores {
  readonly observed: readonly number[];
  readonly bootstrapped: Float64Array;
}

type Score = (inSet: readonly number[], means: ArrayLike<number>) => Scores;

function pairwiseScore(deviations: readonly Float64Array[]): Score {
  const scale = deviations.map((a) =>
    deviations.map((b) => rootMeanSquare(a.map((value, r) => value - b[r]))),
  );
  return (inSet, means) => ({
    observed: inSet.map((i) =>
      Math.max(...inSet.filter((j) => j !== i).map((j) => ratio(means[i] - means[j], scale[i][j]))),
    ),
    bootstrapped: deviations[0].map((_, r) => {
      let highest = 0;
      for (let a = 1; a < inSet.length; a++)
        for (let b = 0; b < a; b++) {
          const [i, j] = [inSet[a], inSet[b]];
          highest = Math.max(highest, Math.abs(ratio(deviations[i][r] - deviations[j][r], scale[i][j])));
        }
      return highest;
    }),
  });
}

function averageScore(deviations: readonly Float64Array[]): Score {
  return (inSet, means) => {
    // A mean of differences, not a difference of means: equal models differ by 0 and not by a rounding error
    const againstSet = (i: number, valueOf: (model: number) => number): number => {
      let sum = 0;
      for (const j of inSet) sum += valueOf(i) - valueOf(j);
      return sum / inSet.length;
    };
    const differences = inSet.map((i) =>
      deviations[i].map((_, r) => againstSet(i, (model) => deviations[model][r])),
    );
    const scales = differences.map(rootMeanSquare);
    return {
      observed: inSet.map((i, at) =>
        ratio(
          againstSet(i, (model) => means[model]),
          scales[at],
        ),
      ),
      bootstrapped: deviations[0].map((_, r) =>
        Math.max(...differences.map((values, at) => ratio(values[r], scales[at]))),
      ),
    };
  };
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}
