export { forecastHybrid } from "./forecastHybrid";
export type { HybridForecast, HybridOptions } from "./forecastHybrid";
export { errorsBySeed, forecastHybrids } from "./forecastHybrids";
export type { ErrorMeasure, HybridNetwork, HybridsOptions } from "./forecastHybrids";
export { garchFeature } from "./garchFeature";
export type { GarchFeatureOptions, HybridVariant } from "./garchFeature";
export type { HybridFeature } from "./hybridColumns";
export { indexForecast } from "./indexForecast";
export { naiveVariances } from "./naiveVariances";
export type { NaiveVariances, NaiveVariancesOptions } from "./naiveVariances";
export { overlapAwareVolatility } from "./overlapAware";
export type { OverlapAwareOptions, ReturnForecasts, VolatilityAim } from "./overlapAware";
export { PAPER_GARCH_ORDERS } from "./paperOrders";
export { termBaselines, volatilityBaselines } from "./volatilityBaselines";
export type { TermBaselines, VolatilityBaselines, VolatilityBaselinesOptions } from "./volatilityBaselines";
export { shuffledSeries, type ShuffledSeriesOptions } from "./shuffledSeries";
export { volatilityRows } from "./volatilityRows";
export type { HybridMarket, VolatilityRows, VolatilityRowsOptions } from "./volatilityRows";
export { directSharpeData } from "./directSharpeData";
export type { DirectSharpeDataOptions } from "./directSharpeData";
export { portfolioData } from "./portfolioData";
export type { ForecastCoin, PortfolioData, PortfolioDataOptions, PortfolioFeature } from "./portfolioData";
export { portfolioTrial } from "./portfolioTrial";
export type { PortfolioTrialOptions } from "./portfolioTrial";
export {
  forecastPrices,
  forecastPricesAfter,
  forecastPricesOf,
  PRICE_NETWORK,
  PRICE_WINDOW,
  priceNetwork,
} from "./priceForecast";
export type {
  PriceColumns,
  PriceForecast,
  PriceForecastOptions,
  PriceTraining,
  WorkersOption,
} from "./priceForecast";
export { walkForwardPrices } from "./walkForwardPrices";
export type { PriceFold, WalkForwardPrices, WalkForwardPricesOptions } from "./walkForwardPrices";
export {
  forecastVolatility,
  forecastVolatilityOf,
  HYBRID_NETWORK,
  VOLATILITY_NETWORK,
  VOLATILITY_WINDOW,
  volatilityNetwork,
} from "./volatilityForecast";
export { forecastVariances, VARIANCE_NETWORK } from "./varianceForecast";
export type { VarianceForecastOptions, VarianceForecasts } from "./varianceForecast";
export type { VolatilityForecast, VolatilityForecastOptions } from "./volatilityForecast";
export { priceTrial, volatilityTrial } from "./networkTrials";
export type { PriceTrialOptions, TrialRows, VolatilityTrialOptions } from "./networkTrials";
