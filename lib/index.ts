/**
 * The door of volfolio: everything that a notebook may import.
 *
 * Data by position, choices in one options record; lists of numbers in, `Float64Array` out;
 * days are text `YYYY-MM-DD` in UTC; returns and volatilities are fractions per day.
 *
 * @packageDocumentation
 */
export * from "./core/door";
export * from "./series/door";
export * from "./data/door";
export * from "./measures/door";
export * from "./indicators/door";
export * from "./statistics/door";
export * from "./volatility/door";
export * from "./neural/door";
export * from "./portfolio/door";
export * from "./hybrid/door";
export * from "./reliability/door";
export * from "./papers/door";
export * from "./notebook/door";
