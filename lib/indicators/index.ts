export { averageTrueRange, trueRange } from "./averageTrueRange";
export type {
  AverageTrueRangeOptions,
  FirstTrueRange,
  HighLowClose,
  TrueRangeOptions,
} from "./averageTrueRange";
export { rangeVariance } from "./rangeVariance";
export type { HighLow, OpenHighLowClose, RangeEstimator } from "./rangeVariance";
export { logReturns, simpleReturns } from "./returns";
export { laggedVolatility, rollingVolatility } from "./rollingVolatility";
export type { LaggedVolatilityOptions, RollingVolatilityOptions } from "./rollingVolatility";
