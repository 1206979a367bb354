export { forecastHybrid } from "./forecastHybrid";
export type { HybridForecast, HybridOptions } from "./forecastHybrid";
export { garchFeature } from "./garchFeature";
export type { GarchFeatureOptions, HybridVariant } from "./garchFeature";
export { hybridColumns } from "./hybridColumns";
export type { HybridColumns, HybridColumnsOptions, HybridFeature } from "./hybridColumns";
export { overlapAwareVolatility } from "./overlapAware";
export type { OverlapAwareOptions, ReturnForecasts, VolatilityAim } from "./overlapAware";
export { PAPER_GARCH_ORDERS } from "./paperOrders";
export { termRivals, volatilityRivals } from "./volatilityRivals";
export type { TermRivals, VolatilityRivals, VolatilityRivalsOptions } from "./volatilityRivals";
export { shuffledSeries } from "./shuffledSeries";
export { volatilityRows } from "./volatilityRows";
export type { HybridMarket, VolatilityRows, VolatilityRowsOptions } from "./volatilityRows";
export { directSharpeData } from "./directSharpeData";
export type { DirectSharpeDataOptions } from "./directSharpeData";
export { portfolioData } from "./portfolioData";
export type { ForecastCoin, PortfolioData, PortfolioDataOptions, PortfolioFeature } from "./portfolioData";
export { portfolioTrial } from "./portfolioTrial";
export type { PortfolioPoint, PortfolioTrialOptions } from "./portfolioTrial";
export { returnsOn, runStrategy } from "./runStrategy";
export type { FailedDay, RunStrategyOptions, StrategyRun } from "./runStrategy";
export { RIVALS } from "./strategies";
export type {
  BuyAndHoldSpec,
  CapmSpec,
  DynamicSpec,
  EqualWeightSpec,
  MeanRiskSpec,
  SingleCoinSpec,
  StrategySpec,
} from "./strategies";
