import { attempt } from "../core/attempt";
import { checkInteger } from "../core/checks";
import { DomainError } from "../core/errors";
import { deflatedSharpe } from "../measures/deflatedSharpe";
import { probabilisticSharpe } from "../measures/probabilisticSharpe";
import { sharpeRatio } from "../measures/sharpe";
import { adjustPValues } from "../statistics/multipleTesting";
import { wilcoxonSignedRank } from "../statistics/wilcoxonSignedRank";
import { checkedStrategies, type StrategyReturns } from "./strategies";

export interface ReliabilityTestOptions {
  /** How many strategies were tried in all, those not shown included; as many as are given by default. */
  readonly trials?: number;
}

/** Whether a strategy earns anything, once its being one of several is counted in. */
export interface ReliabilityTest {
  readonly strategy: string;
  readonly sharpe: number;
  /** Of Wilcoxon's test against returns above 0, corrected for ties. */
  readonly pValue: number;
  readonly holm: number;
  readonly benjaminiHochberg: number;
  /** That the true Sharpe ratio is above 0. */
  readonly probabilisticSharpe: number;
  /** That it is above what the best of so many worthless strategies is expected to show. */
  readonly deflatedSharpe: number;
  /** Why there is no Sharpe ratio, where it and the two probabilities are NaN: the returns are the same on all days. */
  readonly reason?: string;
}

/**
 * What the paper's p-value leaves out: the direction (a one-sided test), the number of strategies (p-values adjusted by
 * Holm and by Benjamini and Hochberg), and the choice of the best (the deflated Sharpe ratio).
 *
 * A strategy whose returns are the same on all days but for rounding has no Sharpe ratio: those numbers are NaN, and the
 * others are deflated by the ratios that there are.
 *
 * @param strategies - daily returns by name, as fractions: two strategies or more, on the same days.
 * @param options - as many trials as there are strategies where they are left out.
 * @returns for each strategy its Sharpe ratio per day, p-values and probabilities, from 0 to 1.
 * @throws {@link DomainError} where fewer than two strategies have a Sharpe ratio, or for fewer trials than strategies.
 * @example
 * const strategies = { steady: [0.01, 0.03, 0.01, 0.03], wild: [0.05, -0.06, 0.02, 0.01] };
 * const [steady] = v.reliabilityTests(strategies);
 * steady.sharpe; // → 1.73205
 * steady.holm / steady.pValue; // → 2.000000
 */
export function reliabilityTests(
  strategies: StrategyReturns,
  { trials }: ReliabilityTestOptions = {},
): readonly ReliabilityTest[] {
  const { names, returns } = checkedStrategies("reliabilityTests", strategies, 2);
  if (trials !== undefined) checkInteger("reliabilityTests", "trials", trials, names.length);
  const pValues = returns.map(
    (own) => wilcoxonSignedRank(own, { ties: "corrected", alternative: "greater" }).pValue,
  );
  const sharpes = returns.map((own) => attempt(() => sharpeRatio(own)));
  const trialSharpes = sharpes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (trialSharpes.length < 2)
    throw new DomainError(
      "reliabilityTests",
      "strategies",
      sharpes.flatMap(({ reason }) => reason ?? []),
      "at least two whose returns vary",
    );
  const ofThem = { trialSharpes, trials: trials ?? names.length };
  const holm = adjustPValues(pValues, "holm");
  const benjaminiHochberg = adjustPValues(pValues, "benjaminiHochberg");
  return Object.freeze(
    names.map((strategy, i) => {
      const { value: sharpe = Number.NaN, reason } = sharpes[i];
      return Object.freeze({
        strategy,
        sharpe,
        pValue: pValues[i],
        holm: holm[i],
        benjaminiHochberg: benjaminiHochberg[i],
        ...(reason === undefined
          ? {
              probabilisticSharpe: probabilisticSharpe(returns[i]),
              deflatedSharpe: deflatedSharpe(returns[i], ofThem).probability,
            }
          : { probabilisticSharpe: Number.NaN, deflatedSharpe: Number.NaN, reason }),
      });
    }),
  );
}
