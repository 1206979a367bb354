import { checkNumber, checkOneOf, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { printsAs } from "../core/printing";
import { dot } from "../math/matrix";
import { checkReturnRows } from "../measures/checkReturns";
import { performanceText, type InvestmentPath } from "./performance";

/**
 * What a negative weight means.
 *
 * - `"refused"`: there is none; weights are at least 0 and sum to one.
 * - `"idle"`: what a short sale brings lies idle beside its collateral, so it buys nothing: Σ|wᵢ| = 1. This is paper 1's
 *   "short selling was allowed, but the short selling portion of the funds were not used for other investment purposes".
 * - `"used"`: it pays for other assets, so Σwᵢ = 1 and the positions together exceed the capital: leverage (paper 2).
 */
export type ShortSales = "refused" | "idle" | "used";

export interface SimulateInvestmentOptions {
  /** M₀, in any currency; 10 000 by default, as in paper 1. */
  readonly initialCapital?: number;
  /** The part of the traded value that each trade costs: 0.001 is a tenth of a per cent. Default 0, as in paper 1. */
  readonly costs?: number;
  /** Default `"refused"`. */
  readonly shortSales?: ShortSales;
  /**
   * Whether weights may sum to less than one. What is left is cash: it earns nothing, and costs nothing to move.
   * Default false, so that weights that were not scaled to one are noticed.
   */
  readonly cash?: boolean;
}

/** An investment over T days in n assets. It prints itself as the figures of paper 1's Table 4, and more. */
export interface Investment extends InvestmentPath {
  /** What was held during each day: T rows of n. */
  readonly weights: readonly Float64Array[];
  /** The day (counted from 0) on which all was lost, to short sales or to costs; null where there is none. */
  readonly ruinedOn: number | null;
}

/** How far from one a sum of weights may be: some rounding, no decision. */
const ROUNDING = 1e-6;

/**
 * What becomes of a capital that is invested by weights that are decided before each day.
 *
 *     Mₜ = Mₜ₋₁ (1 − c·τₜ)(1 + wₜ·rₜ),   τₜ = Σᵢ |wₜ,ᵢ − w̃ₜ₋₁,ᵢ|,   w̃ₜ,ᵢ = wₜ,ᵢ (1 + rₜ,ᵢ) / (1 + wₜ·rₜ)
 *                                                                          paper 1 (qfe2025), eq. 21, read with "1 +"
 *
 * Weights drift during the day with the prices (w̃); the trade before the next day leads from there to the new weights,
 * and costs c of what is traded, paid out of the whole wealth. Before the first day there is only cash: τ₁ = Σ|w₁,ᵢ|.
 * Money that is in no asset (collateral and proceeds of short sales) bears no interest. Where short sales lose
 * everything, the wealth is 0 from that day on, and so are turnover, weights and the later returns.
 *
 * @param assetReturns - r: T rows, one a day, of n simple returns as fractions above −1.
 * @param weights - w: T rows of n, row t decided before day t; null for a day without a trade: what is held drifts on.
 *   Or one row of n, to which the holdings are brought back every day.
 * @throws {@link DomainError} for a return of −1 or less, for prices in place of returns, for weights that don't sum to one (see {@link ShortSales} and `cash`), and
 *   for a short sale where they are refused; {@link ShapeError} where rows don't fit.
 * @example
 * simulateInvestment([[0.1, 0], [0, -0.5]], [0.5, 0.5]).wealth; // 10000, 10500, 7875
 */
export function simulateInvestment(
  assetReturns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | readonly (ArrayLike<number> | null)[],
  {
    initialCapital = 10_000,
    costs = 0,
    shortSales = "refused",
    cash = false,
  }: SimulateInvestmentOptions = {},
): Investment {
  const where = "simulateInvestment";
  checkNumber(where, "initialCapital", initialCapital, Number.MIN_VALUE);
  checkNumber(where, "costs", costs, 0, 1);
  checkOneOf(where, "shortSales", shortSales, ["refused", "idle", "used"]);
  const assets = checkAssetReturns(where, assetReturns);
  const days = assetReturns.length;
  const decided = dailyWeights(where, weights, days, assets, { shortSales, cash });

  const wealth = new Float64Array(days + 1);
  const [returns, turnover, paid] = [0, 1, 2].map(() => new Float64Array(days));
  const held: Float64Array[] = [];
  let ruinedOn: number | null = null;
  let drifted = new Float64Array(assets);
  wealth[0] = initialCapital;
  for (let t = 0; t < days; t++) {
    if (ruinedOn !== null) {
      held.push(new Float64Array(assets));
      continue;
    }
    const before = drifted;
    const now = Float64Array.from(decided[t] ?? before);
    turnover[t] = now.reduce((sum, w, i) => sum + Math.abs(w - before[i]), 0);
    const kept = Math.max(0, 1 - costs * turnover[t]);
    const growth = 1 + dot(now, assetReturns[t]);
    paid[t] = wealth[t] * (1 - kept);
    returns[t] = Math.max(0, kept * growth) - 1;
    wealth[t + 1] = wealth[t] * Math.max(0, kept * growth);
    if (wealth[t + 1] === 0) ruinedOn = t;
    drifted = now.map((w, i) => (w * (1 + assetReturns[t][i])) / growth);
    held.push(now);
  }
  const investment = { wealth, returns, turnover, costs: paid, weights: Object.freeze(held), ruinedOn };
  return Object.freeze(printsAs(investment, () => performanceText(investment)));
}

function checkAssetReturns(where: string, rows: readonly ArrayLike<number>[]): number {
  const assets = checkReturnRows(where, "assetReturns", rows, 1);
  rows.forEach((row, t) => {
    for (let i = 0; i < assets; i++)
      if (row[i] <= -1)
        throw new DomainError(
          where,
          `assetReturns[${t}][${i}]`,
          row[i],
          "above -1: a price can't fall by 100 % or more",
        );
  });
  return assets;
}

type SumRules = Required<Pick<SimulateInvestmentOptions, "shortSales" | "cash">>;

function dailyWeights(
  where: string,
  weights: ArrayLike<number> | readonly (ArrayLike<number> | null)[],
  days: number,
  assets: number,
  rules: SumRules,
): readonly (ArrayLike<number> | null)[] {
  if (weights == null || typeof weights === "string" || typeof weights.length !== "number")
    throw new DomainError(where, "weights", weights, "one row of weights, or one a day");
  if (typeof weights[0] === "number") {
    checkWeights(where, "weights", weights as ArrayLike<number>, assets, rules);
    return new Array<ArrayLike<number>>(days).fill(weights as ArrayLike<number>);
  }
  const rows = weights as readonly (ArrayLike<number> | null)[];
  if (rows.length !== days)
    throw new ShapeError(where, `weights must have a row for each of the ${days} days, got ${rows.length}`);
  if (rows[0] === null) throw new DomainError(where, "weights[0]", null, "a row: nothing is held before it");
  rows.forEach((row, t) => row !== null && checkWeights(where, `weights[${t}]`, row, assets, rules));
  return rows;
}

function checkWeights(
  where: string,
  name: string,
  row: ArrayLike<number>,
  assets: number,
  { shortSales, cash }: SumRules,
): void {
  checkVector(where, name, row);
  checkWidth(where, name, row, assets);
  const values = Array.from(row);
  const sum = values.reduce((total, w) => total + (shortSales === "idle" ? Math.abs(w) : w), 0);
  if (shortSales === "refused" && values.some((w) => w < -ROUNDING))
    throw new DomainError(where, name, row, 'at least 0 where option shortSales is "refused"');
  const fits = sum <= 1 + ROUNDING && (cash ? sum >= -ROUNDING : sum >= 1 - ROUNDING);
  if (!fits)
    throw new DomainError(
      where,
      `${shortSales === "idle" ? "the sum of |w| of" : "the sum of"} ${name}`,
      sum,
      cash ? "from 0 to 1" : "1",
    );
}

function checkWidth(where: string, name: string, row: ArrayLike<number>, assets: number): void {
  if (row.length !== assets)
    throw new ShapeError(where, `${name} must have ${assets} entries, one an asset, got ${row.length}`);
}
