export { overlapAwareVolatility } from "./overlapAware";
export type { OverlapAwareOptions, ReturnForecasts, VolatilityAim } from "./overlapAware";
