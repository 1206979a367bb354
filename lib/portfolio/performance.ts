import { attempt } from "../core/attempt";
import { checkNumber, checkVector } from "../core/checks";
import { pow } from "../core/elementary";
import { mean, variance } from "../math/moments";
import { settled, varies } from "../math/varies";
import { maxDrawdown } from "../measures/maxDrawdown";
import { sharpeOf } from "../measures/sharpe";
import { sortinoOf } from "../measures/sortinoRatio";

/** An investment over T days: all that its figures are made of. */
export interface InvestmentPath {
  /** Length T + 1, in the currency of the capital: entry 0 is the capital, entry t + 1 the wealth after day t. */
  readonly wealth: Float64Array;
  /** Rₜ, length T, as fractions, after costs. */
  readonly returns: Float64Array;
  /** Length T: the traded part of the wealth before each day, Σ|wₜ − drifted wₜ₋₁|; 1 where all of it moves once. */
  readonly turnover: Float64Array;
  /** Length T, in the currency of the capital. */
  readonly costs: Float64Array;
}

export interface PerformanceOptions {
  /** Days in a year, for what is a year: 365 by default, as crypto markets never close; 252 for exchanges. */
  readonly daysPerYear?: number;
}

/** An investment in figures. All are fractions or without unit; paper 1's Table 4 prints the first three, scaled. */
export interface Performance {
  /** Std(R), ddof 1, per day. Table 4 prints 10 000 times as much. */
  readonly volatility: number;
  /** Final over initial wealth, less one. Table 4 prints per cent. */
  readonly returnRate: number;
  /** At least 0. Table 4 prints it in per cent and negative. */
  readonly maxDrawdown: number;
  /** Compound growth a year (CAGR). */
  readonly annualGrowth: number;
  /** Std(R)·√daysPerYear: as if the returns were uncorrelated from day to day. */
  readonly annualVolatility: number;
  /** Per day, ddof 1, riskless rate 0; NaN where the returns are the same but for rounding: without risk there is no ratio. */
  readonly sharpe: number;
  /** sharpe·√daysPerYear, as empyrical and quantstats have it (with 252 days). */
  readonly annualSharpe: number;
  /** Per day, target 0; NaN where no day lost more than rounding. */
  readonly sortino: number;
  /** Mean turnover a day, the first purchase left out; NaN for a single day. */
  readonly turnover: number;
  /** All costs paid, over the initial wealth. */
  readonly costs: number;
}

/**
 * An investment in figures: those of paper 1 (qfe2025), Table 4, and those that belong beside them.
 *
 *     annual growth = (M_T / M₀)^(daysPerYear / T) − 1,   Sharpe = mean(R) / Std(R),   Sortino = mean(R) / √mean(min(R, 0)²)
 *
 * @param investment - of {@link simulateInvestment}, or from elsewhere: T days.
 * @param options - a year has 365 days where it is left out.
 * @returns fractions, per day unless the name says otherwise; NaN where a figure does not exist.
 * @throws ShapeError for an investment without days; DomainError for NaN, or less than a day in a year.
 * @example
 * const investment = v.simulateInvestment([[0.1, 0], [0, -0.5]], [0.5, 0.5]); // 10 000 → 10 500 → 7 875
 * v.performance(investment); // → { returnRate: -0.2125, maxDrawdown: 0.25 }
 */
export function performance(
  investment: InvestmentPath,
  { daysPerYear = 365 }: PerformanceOptions = {},
): Performance {
  const { wealth, returns, turnover, costs } = investment;
  checkVector("performance", "investment.wealth", wealth, 2);
  checkVector("performance", "investment.returns", returns);
  checkNumber("performance", "daysPerYear", daysPerYear, 1);
  const days = returns.length;
  const growth = wealth[days] / wealth[0];
  const volatility = days > 1 ? Math.sqrt(variance(settled(returns), 1)) : Number.NaN;
  const sharpe = days > 1 && varies(returns) ? sharpeOf("performance", returns, 0, days) : Number.NaN;
  return Object.freeze({
    volatility,
    returnRate: growth - 1,
    maxDrawdown: maxDrawdown(wealth),
    annualGrowth: pow(growth, daysPerYear / days) - 1,
    annualVolatility: volatility * Math.sqrt(daysPerYear),
    sharpe,
    annualSharpe: sharpe * Math.sqrt(daysPerYear),
    sortino: attempt(() => sortinoOf("performance", returns)).value ?? Number.NaN,
    turnover: days > 1 ? mean(turnover, 1) : Number.NaN,
    costs: costs.reduce((sum, cost) => sum + cost, 0) / wealth[0],
  });
}

/** An investment in a few lines. */
export function performanceText(investment: InvestmentPath): string {
  const figures = performance(investment);
  const percent = (x: number): string => `${(100 * x).toFixed(2)} %`;
  const { wealth, returns } = investment;
  return [
    `${returns.length} days: ${wealth[0].toFixed(2)} became ${wealth[returns.length].toFixed(2)} (${percent(figures.returnRate)})`,
    `standard deviation ${percent(figures.volatility)} a day, maximum drawdown ${percent(figures.maxDrawdown)}`,
    `Sharpe ${Number.isNaN(figures.sharpe) ? "none (the returns don't vary)" : `${figures.sharpe.toFixed(4)} a day`}, turnover ${percent(figures.turnover)} a day, costs ${percent(figures.costs)}`,
  ].join("\n");
}
