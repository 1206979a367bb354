/** The modules whose public functions have complete comments, with examples that run. */
export const MODULES: readonly string[] = ["core", "series", "data", "measures", "indicators", "statistics"];
