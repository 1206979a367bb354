import { dot } from "../math/matrix";
import { withLinearModel } from "../math/linearProgram";
import { bestLinear, linearBounds, linearRows, type Feasible } from "./constraints";
import type { Scenarios } from "./scenarios";
import { tailOf, type Tail } from "./tail";

export interface TailSearch {
  readonly weights: Float64Array;
  readonly tail: Tail;
  /** For every portfolio inside the constraints, price · CVaR − gain · w is at least the one found here, less this. */
  readonly gap: number;
  /** What one unit of CVaR costs in units of gain: given, or raised to the largest ratio found. */
  readonly price: number;
  /** False where the search came to its last round, or the linear program gave no answer. */
  readonly finished: boolean;
}

const ROUNDS = 2000;

/**
 * The smallest price · CVaR(w) − gain · w, by cutting planes (Künzi-Bay and Mayer 2006): CVaR is the largest of many linear
 * functions, one per set of scenarios that can be the tail. A small linear program knows some of them; the tail at its
 * answer adds one, until it adds nothing. The program's value is a bound on what any portfolio can reach.
 *
 * With price "ratio" it looks for the largest gain/CVaR: the price is raised to each larger ratio found (Dinkelbach 1967),
 * and ends where no portfolio is worth more than it. The rows must then keep gain · w from falling below 0.
 *
 * @param gain - per asset.
 */
export function searchTail(
  scenarios: Scenarios,
  gain: Float64Array,
  feasible: Feasible,
  price: number | "ratio",
): TailSearch | undefined {
  const { assets, returns } = scenarios;
  const unit = typicalSize(returns);
  const rounding = 1e-13 * unit; // what is less is none: equal portfolios stay where the search began
  const { rows, columns } = linearRows(feasible);
  const bounds = linearBounds(feasible, columns + 1);
  bounds.lower[columns] = -Infinity; // the last column is t ≥ CVaR
  bounds.upper[columns] = Infinity;
  const costAt = (current: number): Float64Array => {
    const cost = new Float64Array(columns + 1);
    for (let i = 0; i < assets; i++) cost[i] = -gain[i] / unit;
    cost[columns] = current;
    return cost;
  };
  const cutOf = ({ losses }: Tail): { weights: Float64Array; lower: number; upper: number } => {
    const weights = new Float64Array(columns + 1);
    for (let i = 0; i < assets; i++) weights[i] = -losses[i] / unit;
    weights[columns] = 1;
    return { weights, lower: 0, upper: Infinity }; // t − losses · w ≥ 0
  };

  const start = bestLinear(gain, feasible);
  if (!start) return undefined;
  let best = { weights: start, tail: tailOf(scenarios, start) };
  const ratioOf = ({ weights, tail }: typeof best): number => dot(gain, weights) / tail.cvar;
  let current = price === "ratio" ? ratioOf(best) : price;
  const worthOf = ({ weights, tail }: typeof best): number => current * tail.cvar - dot(gain, weights);
  if (price === "ratio" && best.tail.cvar <= 0) return { ...best, gap: 0, price: Infinity, finished: true };

  return withLinearModel(
    { cost: costAt(current), ...bounds, rows: [...rows, cutOf(best.tail)] },
    (model): TailSearch | undefined => {
      let bound = -Infinity;
      let radius = 0.1;
      let finished = false;
      for (let round = 0; round < ROUNDS; round++) {
        const centre = best.weights;
        const box = boxAround(centre, radius, feasible);
        model.changeBounds(box.lower, box.upper);
        const outcome = model.solve();
        if (outcome.status !== "optimal") break;
        const weights = withinBounds(outcome.point, feasible);
        const promised = worthOf(best) - outcome.value * unit;
        const everywhere = !touches(weights, box, feasible);
        if (everywhere) bound = outcome.value * unit;
        const found = { weights, tail: tailOf(scenarios, weights) };
        const added = found.tail.cvar - outcome.point[columns] * unit; // how far the program thought too well of it
        if (price === "ratio" && found.tail.cvar <= 0 && dot(gain, weights) > 0)
          return { ...found, gap: 0, price: Infinity, finished: true };
        const gained = worthOf(best) - worthOf(found);
        if (gained > rounding) {
          best = found;
          if (price === "ratio") {
            current = ratioOf(found);
            model.changeCost(costAt(current));
          }
        }
        if (promised <= rounding || added <= rounding) {
          finished = everywhere && gained <= rounding;
          if (finished) break;
          if (!everywhere) radius *= 8;
        } else {
          if (gained > 0.5 * promised && !everywhere) radius *= 2;
          else if (gained < 0.1 * promised) radius *= 0.7;
        }
        if (added > rounding) model.addRow(cutOf(found.tail));
      }
      return { ...best, gap: Math.max(0, worthOf(best) - bound), price: current, finished };
    },
  );
}

interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The weights no further than `radius` from the best ones known, where the program knows most. */
function boxAround(centre: Float64Array, radius: number, { lower, upper }: Feasible): Box {
  return {
    lower: lower.map((low, i) => Math.max(low, centre[i] - radius)),
    upper: upper.map((high, i) => Math.min(high, centre[i] + radius)),
  };
}

/** Whether an end of the box that is no bound holds the weights back. */
function touches(weights: Float64Array, box: Box, { lower, upper }: Feasible): boolean {
  return weights.some(
    (w, i) =>
      (w <= box.lower[i] && box.lower[i] > lower[i]) || (w >= box.upper[i] && box.upper[i] < upper[i]),
  );
}

/** The solver's tolerance lets a weight stand a little outside of its bounds. */
function withinBounds(point: Float64Array, { lower, upper }: Feasible): Float64Array {
  return Float64Array.from(lower, (low, i) => Math.min(Math.max(point[i], low), upper[i]));
}

function typicalSize(returns: Float64Array): number {
  let sum = 0;
  for (const r of returns) sum += Math.abs(r);
  return sum / returns.length || 1;
}
