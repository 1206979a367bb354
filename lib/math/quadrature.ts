import { exp } from "../core/elementary";

/** Where a rule evaluates, and how much each value counts: ∫ f ≈ Σ weights·f(nodes). */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Double exponential rules (Takahasi and Mori 1974): the trapezoid rule after a change of variable that crowds the nodes
 * at the ends. They stay exact where a function has a corner or a singularity just at an end, and for tails as slow as
 * x^−1.1, so an integral is cut where its function has a corner.
 */
const STEP = 1 / 12;

/** ∫ over 0 … 1: x = 1 / (1 + exp(−π·sinh s)). */
const UNIT: QuadratureRule = rule(3.5, (s) => {
  const e = exp(-Math.PI * sinh(s));
  const x = 1 / (1 + e);
  return [x, Math.PI * cosh(s) * x * (s < 0 ? 1 - x : e * x)];
});

/** ∫ over 0 … ∞: x = exp(π/2·sinh s). */
const HALF_LINE: QuadratureRule = rule(4.2, (s) => {
  const x = exp(0.5 * Math.PI * sinh(s));
  return [x, 0.5 * Math.PI * cosh(s) * x];
});

/** The rule for ∫ over from … to. */
export function onInterval(from: number, to: number): QuadratureRule {
  return moved(UNIT, from, to - from);
}

/** The rule for ∫ over from … ∞ of a function that changes over distances near `scale`. */
export function onHalfLine(from: number, scale: number): QuadratureRule {
  return moved(HALF_LINE, from, scale);
}

function sinh(s: number): number {
  return 0.5 * (exp(s) - exp(-s));
}

function cosh(s: number): number {
  return 0.5 * (exp(s) + exp(-s));
}

function moved({ nodes, weights }: QuadratureRule, from: number, scale: number): QuadratureRule {
  return { nodes: nodes.map((x) => from + scale * x), weights: weights.map((w) => scale * w) };
}

function rule(until: number, at: (s: number) => [node: number, slope: number]): QuadratureRule {
  const count = 2 * Math.round(until / STEP) + 1;
  const pairs = Array.from({ length: count }, (_, i) => at((i - (count - 1) / 2) * STEP));
  return {
    nodes: Float64Array.from(pairs, ([x]) => x),
    weights: Float64Array.from(pairs, ([, slope]) => STEP * slope),
  };
}
