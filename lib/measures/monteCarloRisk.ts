import { checkInteger, checkNumber } from "../core/checks";
import { printsAs } from "../core/printing";
import { checkRng, type Rng } from "../core/random";
import { checkedTail, sortedQuantile, sortedTailMean, tailCountOf, type TailRule } from "./historicalTail";
import { normalDensity, normalTail } from "./normalTail";

export interface MonteCarloRiskOptions {
  /** Expected return per period, as a fraction. */
  readonly mean: number;
  /** Deviation of the return per period, as a fraction. */
  readonly volatility: number;
  /** 0.95 by default. */
  readonly level?: number;
  /** Returns that are drawn; 10 000 by default, as in paper 2 (mosef2025). */
  readonly replications?: number;
  /** What the tail of the draws is; "interpolated" by default, as in paper 2. */
  readonly tail?: TailRule;
  /** The stream that the draws come from. */
  readonly rng: Rng;
}

/** VaR and CVaR of simulated normal returns, how sure they are, and what they would be after infinitely many draws. */
export interface MonteCarloRisk {
  /** Losses, positive, as fractions. */
  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
  /** By how much another seed may give another number. */
  readonly standardErrors: { readonly valueAtRisk: number; readonly conditionalValueAtRisk: number };
  readonly closedForm: { readonly valueAtRisk: number; readonly conditionalValueAtRisk: number };
  /** The simulated returns. */
  readonly returns: Float64Array;
}

/**
 * VaR and CVaR by simulation from a normal distribution, as paper 2 (mosef2025), section 6.4.2.
 *
 *     s.e.(VaR)  = √(p(1 − p)/n) / f(−VaR)
 *     s.e.(CVaR) = √((Var[R | R < −VaR] + (1 − p)(CVaR − VaR)²) / (n·p)),      p = 1 − level
 *
 * with the normal density f: the simulation can only add this noise to the closed form that stands beside it.
 *
 * @throws {@link DomainError} for a volatility below 0, a level outside of 0 … 1, or so few draws that none is in the tail.
 * @example
 * const risk = v.monteCarloRisk({ mean: 0, volatility: 0.02, rng: v.createRng(1) });
 * risk.closedForm.valueAtRisk; // → 0.0329
 * Math.abs(risk.valueAtRisk - 0.0329) < 3 * risk.standardErrors.valueAtRisk; // → true
 */
export function monteCarloRisk(options: MonteCarloRiskOptions): MonteCarloRisk {
  const where = "monteCarloRisk";
  const { mean, volatility, level = 0.95, replications = 10_000, rng } = options;
  checkNumber(where, "mean", mean);
  checkNumber(where, "volatility", volatility, 0);
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  const p = 1 - level;
  checkInteger(where, "replications", replications, Math.ceil(1 / p - 1e-9), 1e8);
  const tail = checkedTail(where, options.tail);
  checkRng(where, rng);

  const returns = Float64Array.from({ length: replications }, () => mean + volatility * rng.normal());
  const sorted = Float64Array.from(returns).sort();
  const unit = normalTail(p);
  const spread = 1 - unit.quantile * -unit.mean - unit.mean ** 2; // Var[z | z < z_p]
  const result: MonteCarloRisk = {
    valueAtRisk: -sortedQuantile(sorted, p, tail),
    conditionalValueAtRisk: -sortedTailMean(
      sorted,
      tailCountOf(where, "replications", replications, p, tail),
    ),
    standardErrors: Object.freeze({
      valueAtRisk: (volatility * Math.sqrt((p * level) / replications)) / normalDensity(unit.quantile),
      conditionalValueAtRisk:
        volatility * Math.sqrt((spread + level * (unit.quantile - unit.mean) ** 2) / (replications * p)),
    }),
    closedForm: Object.freeze({
      valueAtRisk: -(mean + volatility * unit.quantile),
      conditionalValueAtRisk: -(mean + volatility * unit.mean),
    }),
    returns,
  };
  return Object.freeze(printsAs(result, () => lines(result, replications).join("\n")));
}

function lines(risk: MonteCarloRisk, replications: number): string[] {
  const row = (name: string, key: "valueAtRisk" | "conditionalValueAtRisk"): string =>
    `${name} ${percent(risk[key])} ± ${percent(risk.standardErrors[key])}   closed form ${percent(risk.closedForm[key])}`;
  return [`${replications} normal draws`, row("VaR ", "valueAtRisk"), row("CVaR", "conditionalValueAtRisk")];
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)} %`;
}
