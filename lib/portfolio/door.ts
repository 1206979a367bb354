export { performance } from "./performance";
export type { InvestmentPath, Performance, PerformanceOptions } from "./performance";
export { simulateInvestment } from "./simulateInvestment";
export type { Investment, ShortSales, SimulateInvestmentOptions } from "./simulateInvestment";
