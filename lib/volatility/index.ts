export { conditionalVolatility } from "./forecasting/conditionalVolatility";
export type { Convergence, ParameterErrors, StandardErrors, VolatilityEstimate } from "./estimation/estimate";
export { fitGarch, fitVolatility, VolatilityFit } from "./estimation/fit";
export type { FitGarchOptions, FitOptions } from "./estimation/fit";
export { forecastDistribution, forecastVariance } from "./forecasting/forecast";
export type { ForecastDistribution, ForecastDistributionOptions } from "./forecasting/forecast";
export { fitHar, harForecast, HarFit } from "./har/har";
export type { HarEstimate, HarOptions } from "./har/har";
export { garchVariance } from "./models/garchVariance";
export { climbLikelihood, likelihoodSlopes } from "./estimation/climb";
export type { ClimbOptions, LikelihoodSlopes } from "./estimation/climb";
export { volatilityLogLikelihood } from "./estimation/logLikelihood";
export { newsImpact } from "./forecasting/newsImpact";
export { pooledHarForecasts } from "./har/pooledHar";
export type { PooledHarOptions } from "./har/pooledHar";
export { rollingForecast } from "./forecasting/rolling";
export type { FailedRefit, RollingFit, RollingForecast, RollingForecastOptions } from "./forecasting/rolling";
export { rollingHarForecast } from "./har/rollingHar";
export type { RollingHarOptions } from "./har/rollingHar";
export { selectGarchOrder } from "./estimation/selectOrder";
export type { InformationCriterion, OrderSelection, SelectOrderOptions } from "./estimation/selectOrder";
export { simulateVolatility } from "./forecasting/simulate";
export type { SimulatedVolatility, SimulateOptions } from "./forecasting/simulate";
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
export type { PooledVarianceOptions } from "./har/logVarianceRows";
