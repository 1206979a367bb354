/**
 * The elementary functions, made of + − × ÷ √ and bits alone, which the standard rounds in one way only: every engine
 * gives the same last bit. Those of `Math` are the engine's own and differ from one to the next, and `**` is one of them;
 * only `x ** 2`, the product x·x everywhere, may stay. Each error is below one unit in the last place.
 *
 * Constants, as `export … from` compiles to getters, with which a fit takes up to a half longer.
 */
import * as ofExp from "./exp";
import * as ofHypot from "./hypot";
import * as ofLog from "./log";
import * as ofLog10 from "./log10";
import * as ofLog1p from "./log1p";
import * as ofPow from "./pow";
import * as ofTanh from "./tanh";
import * as trigonometric from "./trigonometric";

type RealFunction = (x: number) => number;

export const cos: RealFunction = trigonometric.cos;
export const exp: RealFunction = ofExp.exp;
export const hypot: (...values: number[]) => number = ofHypot.hypot;
export const log: RealFunction = ofLog.log;
export const log10: RealFunction = ofLog10.log10;
export const log1p: RealFunction = ofLog1p.log1p;
export const pow: (x: number, y: number) => number = ofPow.pow;
export const sin: RealFunction = trigonometric.sin;
export const tanh: RealFunction = ofTanh.tanh;
