export { correlation, correlationMatrix } from "./correlation";
export { coefficientOfVariation } from "./coefficientOfVariation";
export type { CoefficientOfVariationOptions } from "./coefficientOfVariation";
export { mae, mape, mse, qlike, rmse, rSquared } from "./errors";
export { maxDrawdown } from "./maxDrawdown";
export { rollingSharpe, sharpeRatio } from "./sharpe";
export type { RollingSharpeOptions, SharpeOptions } from "./sharpe";
export { sortinoRatio } from "./sortinoRatio";
export type { SortinoOptions } from "./sortinoRatio";
