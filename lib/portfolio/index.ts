export { capm } from "./capm";
export type { CapmFit, CapmOptions } from "./capm";
export { dynamicWeights } from "./dynamicWeights";
export type { DynamicRule, DynamicWeightsOptions } from "./dynamicWeights";
export { decideEvery } from "./decideEvery";
export { performance } from "./performance";
export type { InvestmentPath, Performance, PerformanceOptions } from "./performance";
export { portfolioMean, portfolioReturns, portfolioVolatility } from "./portfolioOf";
export { simulateInvestment } from "./simulateInvestment";
export type { Investment, ShortSales, SimulateInvestmentOptions } from "./simulateInvestment";
export type { Bounds, PortfolioConstraints } from "./constraints";
export { maxSharpe } from "./maxSharpe";
export type { MaxSharpeOptions } from "./maxSharpe";
export { meanVariance, minVariance } from "./minVariance";
export type { MeanVarianceOptions } from "./minVariance";
export type { Covariances, Moments } from "./moments";
export type { Certificate, Solution, SolutionStatus } from "./solution";
export { maxCvarRatio, minCvar } from "./cvarPortfolios";
export type { MaxCvarRatioOptions, MinCvarOptions } from "./cvarPortfolios";
export { composeCovariance, nearestCorrelation } from "./correlations";
export type { ComposedCovariance, NearestCorrelationOptions } from "./correlations";
export { minDownside } from "./minDownside";
export type { MinDownsideOptions } from "./minDownside";
export { shrunkCovariance } from "./shrunkCovariance";
export type { ShrunkCovariance } from "./shrunkCovariance";
export { localAnswers } from "./localAnswers";
export type { LocalAnswer, LocalAnswersOptions } from "./localAnswers";
export { returnsOn, runStrategy } from "./strategies/runStrategy";
export type { FailedDay, RunStrategyOptions, StrategyRun } from "./strategies/runStrategy";
export { RIVALS } from "./strategies/strategies";
export type {
  BuyAndHoldSpec,
  CapmSpec,
  DynamicSpec,
  EqualWeightSpec,
  MeanRiskSpec,
  SingleCoinSpec,
  StrategySpec,
} from "./strategies/strategies";
