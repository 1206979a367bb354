/**
 * The door of volfolio: everything that a notebook may import.
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
