export { conditionalVolatility } from "./conditionalVolatility";
export type { Convergence, ParameterErrors, StandardErrors, VolatilityEstimate } from "./estimate";
export { fitGarch, fitVolatility, VolatilityFit } from "./fit";
export type { FitGarchOptions, FitOptions } from "./fit";
export { forecastDistribution, forecastVariance } from "./forecast";
export type { ForecastDistribution, ForecastDistributionOptions } from "./forecast";
export { fitHar, harForecast, HarFit } from "./har";
export type { HarEstimate, HarOptions } from "./har";
export { garchVariance } from "./garch";
export { volatilityLogLikelihood } from "./logLikelihood";
export { newsImpact } from "./newsImpact";
export { pooledHarForecasts } from "./pooledHar";
export type { PooledHarOptions } from "./pooledHar";
export { rollingForecast } from "./rolling";
export type { FailedRefit, RollingFit, RollingForecast, RollingForecastOptions } from "./rolling";
export { rollingHarForecast } from "./rollingHar";
export type { RollingHarOptions } from "./rollingHar";
export { selectGarchOrder } from "./selectOrder";
export type { InformationCriterion, OrderSelection, SelectOrderOptions } from "./selectOrder";
export { simulateVolatility } from "./simulate";
export type { SimulatedVolatility, SimulateOptions } from "./simulate";
export { specName } from "./spec";
export type {
  AparchSpec,
  DistributionKind,
  EgarchSpec,
  EwmaSpec,
  FigarchSpec,
  GarchSpec,
  GjrSpec,
  MeanKind,
  Presample,
  VolatilityOptions,
  VolatilityParams,
  VolatilitySpec,
} from "./spec";
