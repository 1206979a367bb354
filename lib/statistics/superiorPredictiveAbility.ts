import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { log, pow } from "../core/elementary";
import { checkRng, type Rng } from "../core/random";
import { mean } from "../math/moments";
import { differencesOf } from "../math/varies";
import { autocovariances } from "./autocovariance";
import { bootstrapMeans } from "./blockBootstrap";
import { checkedLosses } from "./checkedLosses";
import { ratio } from "./ratio";
import { digits, pText, report, type TestResult } from "./report";

export interface SuperiorPredictiveAbilityOptions {
  /** Whether each difference is divided by its standard error: Hansen's test (default), or White's without. */
  readonly studentised?: boolean;
  /** Bootstrap replications; 5000 by default. */
  readonly replications?: number;
  /** Days in a block, on average; ⌊√n⌋ by default. */
  readonly blockLength?: number;
  /** The stream that the resamples come from. */
  readonly rng: Rng;
}

/** What can be said of the best of several models. `pValue` is the consistent one. */
export interface SuperiorPredictiveAbility extends TestResult {
  /** The model that leads by the statistic. */
  readonly best: string;
  /** As if models that are worse than the benchmark were not there: too small. */
  readonly lower: number;
  /** As if all models were as good as the benchmark: too large. Without `studentised`, White's (2000) reality check. */
  readonly upper: number;
  readonly studentised: boolean;
  readonly models: number;
  readonly blockLength: number;
  readonly replications: number;
  readonly observations: number;
}

/**
 * Test for superior predictive ability of Hansen (2005), and the reality check of White (2000): whether the best of many
 * models beats a benchmark by more than the best of so many would by luck. Null hypothesis: no model is better than the
 * benchmark.
 *
 *     dₖₜ = benchmarkₜ − lossₖₜ,   T = max(0, maxₖ √n d̄ₖ / ω̂ₖ)
 *
 * The stationary bootstrap (Politis and Romano, 1994) gives the distribution of T, and its own variance ω̂². A model takes
 * part in it around 0 if d̄ₖ ≥ −ω̂ₖ √(2 ln ln n / n), and as far below as it is if it is worse than that.
 *
 * A model whose losses are those of the benchmark but for rounding has no lead; one that differs by the same on each day
 * has no error, and leads, or lags, by ±∞.
 *
 * @param benchmark - one loss a day, such as `qlikeLosses` give, or a strategy's returns with their sign turned; n ≥ 10.
 * @param losses - per model, by name, on the same days.
 * @throws {@link DomainError} where a loss is not a finite number.
 * @throws {@link ShapeError} for no model, or losses of different lengths or of fewer than ten days.
 * @example
 * const rng = v.createRng(1);
 * const noise = (level: number) => Array.from({ length: 200 }, () => level + rng.uniform());
 * const losses = { better: noise(1), worse: noise(3) };
 * const test = v.superiorPredictiveAbility(noise(2), losses, { rng, replications: 200 });
 * test.best; // → "better"
 * test.pValue; // → 0
 */
export function superiorPredictiveAbility(
  benchmark: ArrayLike<number>,
  losses: Readonly<Record<string, ArrayLike<number>>>,
  options: SuperiorPredictiveAbilityOptions,
): SuperiorPredictiveAbility {
  const where = "superiorPredictiveAbility";
  checkVector(where, "benchmark", benchmark, 10);
  const { names, series } = checkedLosses(where, losses, 1);
  checkSameLength(where, "benchmark", benchmark, `losses.${names[0]}`, series[0]);
  const n = benchmark.length;
  const { studentised = true, replications = 5000, blockLength = Math.floor(Math.sqrt(n)), rng } = options;
  checkInteger(where, "replications", replications, 1);
  checkInteger(where, "blockLength", blockLength, 2, n);
  checkRng(where, rng);

  const differences = series.map((loss) => differencesOf(benchmark, loss));
  const means = Float64Array.from(differences, (d) => mean(d));
  const errors = Float64Array.from(differences, (d) => stationaryError(d, blockLength));
  const deviations = bootstrapMeans(differences, { bootstrap: "stationary", blockLength, replications, rng });
  const found = bestOfMany(means, errors, deviations, { studentised, observations: n });
  return report(
    {
      statistic: found.statistic,
      pValue: found.consistent,
      lower: found.lower,
      upper: found.upper,
      best: names[found.best],
      studentised,
      models: names.length,
      blockLength,
      replications,
      observations: n,
    },
    lines,
  );
}

/** The leading model (its place in the list), the statistic, and the three p-values. */
export interface BestOfMany {
  readonly best: number;
  readonly statistic: number;
  readonly lower: number;
  readonly consistent: number;
  readonly upper: number;
}

/**
 * The test from the means of the differences, their standard errors, and what the bootstrap drew.
 *
 * @param deviations - per model and replication, the bootstrapped mean less the mean.
 */
export function bestOfMany(
  means: ArrayLike<number>,
  errors: ArrayLike<number>,
  deviations: readonly Float64Array[],
  { studentised, observations }: { readonly studentised: boolean; readonly observations: number },
): BestOfMany {
  const scale = Array.from(errors, (error) => (studentised ? error : 1 / Math.sqrt(observations)));
  const leads = scale.map((s, k) => ratio(means[k], s));
  const statistic = Math.max(0, ...leads);
  const bound = Math.sqrt(2 * log(log(observations)));
  const centres = {
    lower: leads.map((_, k) => Math.min(0, means[k])),
    consistent: leads.map((_, k) => (means[k] >= -bound * errors[k] ? 0 : means[k])),
    upper: leads.map(() => 0),
  };
  const pValue = (centre: readonly number[]): number => {
    const drawn = deviations[0].map((_, r) =>
      deviations.reduce((most, d, k) => Math.max(most, ratio(d[r] + centre[k], scale[k])), 0),
    );
    return drawn.filter((value) => value >= statistic).length / drawn.length;
  };
  return {
    best: leads.indexOf(Math.max(...leads)),
    statistic,
    lower: pValue(centres.lower),
    consistent: pValue(centres.consistent),
    upper: pValue(centres.upper),
  };
}

/**
 * The standard error of a mean that the stationary bootstrap would give with replications without end.
 *
 *     ω² = γ₀ + 2 Σᵢ ((1 − i/n)(1 − q)ⁱ + (i/n)(1 − q)ⁿ⁻ⁱ) γᵢ,   q = 1 / blockLength
 *                                                            Politis and Romano (1994), lemma 1; Hansen (2005)
 */
export function stationaryError(values: ArrayLike<number>, blockLength: number): number {
  const n = values.length;
  const stays = 1 - 1 / blockLength;
  const gamma = autocovariances(values, n - 1);
  let variance = gamma[0];
  for (let i = 1; i < n; i++)
    variance += 2 * ((1 - i / n) * pow(stays, i) + (i / n) * pow(stays, n - i)) * gamma[i];
  return Math.sqrt(Math.max(0, variance) / n);
}

function lines({ best, statistic, pValue, lower, upper, ...how }: SuperiorPredictiveAbility): string[] {
  return [
    `${how.studentised ? "superior predictive ability" : "reality check"}, ${how.models} models, ${how.observations} days: ` +
      `${best} leads, T = ${digits(statistic)}, ${pText(pValue)} (between ${digits(lower)} and ${digits(upper)})`,
    `null hypothesis: no model is better than the benchmark (${how.replications} bootstrap replications, ` +
      `blocks of ${how.blockLength} days on average)`,
  ];
}
