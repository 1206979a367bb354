/**
 * The elementary functions, made of + − × ÷ √ and bits alone, which the standard rounds in one way only: every engine
 * gives the same last bit. Those of `Math` are the engine's own and differ from one to the next, and `**` is one of them;
 * only `x ** 2`, the product x·x everywhere, may stay. Each error is below one unit in the last place.
 */
export { exp } from "./exp";
export { hypot } from "./hypot";
export { log } from "./log";
export { log10 } from "./log10";
export { log1p } from "./log1p";
export { pow } from "./pow";
export { tanh } from "./tanh";
export { cos, sin } from "./trigonometric";
