/** The modules whose public functions have complete comments, with examples that run: all, and what `neural` hands on. */
export const MODULES: readonly string[] = [
  "core",
  "math",
  "series",
  "data",
  "measures",
  "indicators",
  "statistics",
  "volatility",
  "neural",
  "portfolio",
  "forecasts",
  "reliability",
  "papers",
  "notebook",
];
