/**
 * The entry of volfolio: everything that a notebook may import. Each name stands here itself and in its module's group:
 * `v.fitGarch` is `v.volatility.fitGarch`.
 *
 * Data by position, choices in one options record; lists of numbers in, `Float64Array` out;
 * days are text `YYYY-MM-DD` in UTC; returns and volatilities are fractions per day.
 *
 * @packageDocumentation
 */
export * from "./core";
export * from "./series";
export * from "./data";
export * from "./measures";
export * from "./indicators";
export * from "./statistics";
export * from "./volatility";
export * from "./neural";
export * from "./portfolio";
export * from "./forecasts";
export * from "./reliability";
export * from "./papers";
export * from "./notebook";

/** Errors, seeded random numbers, the progress of long work. */
export * as core from "./core";
/** Days, tables, joined series, windows, scalers, splits of rows. */
export * as series from "./series";
/** The papers' markets, markets from files, and the simulated one. */
export * as data from "./data";
/** Forecast errors, Sharpe ratios, drawdown, value at risk: numbers of series. */
export * as measures from "./measures";
/** Returns, rolling volatility, true range: series of series. */
export * as indicators from "./indicators";
/** Tests and intervals: autocorrelation, unit roots, forecasts compared, backtests of risk. */
export * as statistics from "./statistics";
/** The GARCH family and HAR: fits, forecasts, simulation. */
export * as volatility from "./volatility";
/** LSTM networks: layers, training, search of a grid. */
export * as neural from "./neural";
/** Weights of portfolios, and what becomes of money in them. */
export * as portfolio from "./portfolio";
/** The papers' forecasts of prices and volatilities, with their baselines. */
export * as forecasts from "./forecasts";
/** Strategies ranked by several criteria: weights by entropy, TOPSIS. */
export * as reliability from "./reliability";
/** What the papers print, and how our numbers compare. */
export * as papers from "./papers";
/** What a cell shows and records: figures, tables, provenance, exercises. */
export * as notebook from "./notebook";
