import { checkNumber, checkSameLength } from "../core/checks";
import { DomainError } from "../core/errors";
import { printsAs } from "../core/printing";
import { sampleMoments } from "../math/covariance";
import { mean } from "../math/moments";
import { ROUNDING, varies } from "../math/varies";
import { checkReturnRows, checkReturns } from "../measures/checkReturns";

export interface CapmOptions {
  /** Returns of the market, one a day; by default the mean of the assets' returns, each counted alike. */
  readonly market?: ArrayLike<number>;
  /** Return of the riskless asset per day; 0 by default. */
  readonly riskFree?: number;
}

/** The capital asset pricing model of some assets. It never changes. */
export interface CapmFit {
  /** β: an asset's return moves by this much where the market moves by one. */
  readonly beta: Float64Array;
  /** α: mean excess return that β does not explain, per day. */
  readonly alpha: Float64Array;
  /** Variance of what the market does not explain, σ²_ε, ddof 2. */
  readonly residualVariance: Float64Array;
  /** E[R_m] − r_f: the slope of the security market line, per day. */
  readonly premium: number;
  /** r_f + β·premium: the assets' places on the security market line, per day. */
  readonly expectedReturns: Float64Array;
  /** Shares of the capital, at least 0, that sum to one. */
  readonly weights: Float64Array;
}

/**
 * The capital asset pricing model (Sharpe, 1964) as a portfolio rule.
 *
 *     E[Rᵢ] = r_f + βᵢ (E[R_m] − r_f),   βᵢ = Cov(Rᵢ, R_m) / Var(R_m)           paper 1 (qfe2025), section 4.3, "CAPM"
 *     wᵢ ∝ max(0, βᵢ) / σ²_ε,ᵢ
 *
 * The paper stops at the security market line and names no weights. These have the largest Sharpe ratio when expected
 * returns lie on the line and assets have nothing in common but the market (Elton, Gruber and Padberg, 1976). The premium
 * scales out of them, so they hold for every positive one; the measured one is reported and not used.
 *
 * @param returns - rows of n simple returns, one a day; 3 or more.
 * @throws {@link DomainError} where the market or an asset doesn't vary but for rounding, where an asset is the market
 *   itself up to a factor, and where no asset has a beta above 0.
 */
export function capm(
  returns: readonly ArrayLike<number>[],
  { market, riskFree = 0 }: CapmOptions = {},
): CapmFit {
  const where = "capm";
  const assets = checkReturnRows(where, "returns", returns, 3);
  checkNumber(where, "riskFree", riskFree);
  const marketReturns = market ?? returns.map((row) => mean(row));
  checkReturns(where, marketReturns, 1, { name: "market" });
  checkSameLength(where, "returns", returns, "market", marketReturns);
  if (!varies(marketReturns)) throw new DomainError(where, "the variance of the market", 0, "above 0");
  const premium = mean(marketReturns) - riskFree;
  const { mean: means, covariance } = sampleMoments(
    returns.map((row, t) => [...Array.from(row), marketReturns[t]]),
  );
  const spread = covariance[assets][assets];
  const perAsset = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: assets }, (_, i) => value(i));
  const beta = perAsset((i) => covariance[i][assets] / spread);
  const days = returns.length;
  const residualVariance = perAsset(
    (i) => ((covariance[i][i] - beta[i] ** 2 * spread) * (days - 1)) / (days - 2),
  );
  residualVariance.forEach((own, i) => {
    if (!(own > 1e-12 * covariance[i][i]))
      throw new DomainError(where, `the residual variance of asset ${i}`, own, "above 0");
  });
  // A beta that rounding makes of a correlation of 0 counts as 0
  const correlationOf = (i: number): number => beta[i] * Math.sqrt(spread / covariance[i][i]);
  const raw = perAsset((i) => (correlationOf(i) > ROUNDING ? beta[i] / residualVariance[i] : 0));
  const total = raw.reduce((a, b) => a + b);
  if (total === 0)
    throw new DomainError(
      where,
      "the betas",
      beta,
      "above 0 for one asset at least: all move against the market, or not with it, and none gets a weight",
    );
  const fit: CapmFit = {
    beta,
    alpha: perAsset((i) => means[i] - riskFree - beta[i] * premium),
    residualVariance,
    premium,
    expectedReturns: beta.map((b) => riskFree + b * premium),
    weights: raw.map((w) => w / total),
  };
  const row = (name: string, values: Float64Array): string =>
    `${name.padEnd(9)}${Array.from(values, (x) => x.toFixed(4)).join("  ")}`;
  return Object.freeze(
    printsAs(fit, () =>
      [row("β", beta), row("weights", fit.weights), `premium ${premium.toFixed(6)} a day`].join("\n"),
    ),
  );
}
