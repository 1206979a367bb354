import type { Model } from "highs";
import { highs } from "./highs";

/** lower ≤ weights · x ≤ upper; ±Infinity where there is no limit. */
export interface LinearRow {
  readonly weights: ArrayLike<number>;
  readonly lower: number;
  readonly upper: number;
}

/** The smallest cost · x under lower ≤ x ≤ upper and the rows. */
export interface LinearProblem {
  readonly cost: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  readonly rows: readonly LinearRow[];
}

export type LinearOutcome =
  | { readonly status: "optimal"; readonly point: Float64Array; readonly value: number }
  | { readonly status: "infeasible" | "unbounded" | "failed" };

/** Solves a linear program by the simplex method of HiGHS. */
export function linearProgram(problem: LinearProblem): LinearOutcome {
  return withLinearModel(problem, (model) => model.solve());
}

/** A linear program that grows: what the last solution knew is where the next search begins. */
export interface LinearModel {
  solve(): LinearOutcome;
  addRow(row: LinearRow): void;
  changeCost(cost: ArrayLike<number>): void;
  /** New bounds for the first variables. */
  changeBounds(lower: ArrayLike<number>, upper: ArrayLike<number>): void;
}

/** Lends a model to `use` and frees its memory afterwards. */
export function withLinearModel<T>(problem: LinearProblem, use: (model: LinearModel) => T): T {
  const { cost, lower, upper, rows } = problem;
  const entries = rows.map(({ weights }) => nonzero(weights));
  const starts = [0];
  for (const { indices } of entries) starts.push(starts[starts.length - 1] + indices.length);
  const solver = highs();
  const model = solver.createModel({
    numCols: cost.length,
    numRows: rows.length,
    colCost: Float64Array.from(cost),
    colLower: Float64Array.from(lower),
    colUpper: Float64Array.from(upper),
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => row.upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: cost.length,
      starts,
      indices: entries.flatMap(({ indices }) => indices),
      values: entries.flatMap(({ values }) => values),
    },
  });
  try {
    model.options.set({ output_flag: false, solver: "simplex", ...TIGHT });
    return use({
      solve: () => solve(model),
      addRow: (row) => void model.addRow(row.lower, row.upper, nonzero(row.weights)),
      changeBounds: (low, high) =>
        void model.changeColsBounds(
          { kind: "range", from: 0, to: low.length - 1 },
          Float64Array.from(low),
          Float64Array.from(high),
        ),
      changeCost: (next) =>
        void model.changeColsCost({ kind: "range", from: 0, to: next.length - 1 }, Float64Array.from(next)),
    });
  } finally {
    model.dispose();
  }
}

/** As tight as HiGHS allows: its answers are vertices, exact once the right one is found. */
const TIGHT = { primal_feasibility_tolerance: 1e-10, dual_feasibility_tolerance: 1e-10 };

function solve(model: Model): LinearOutcome {
  const status = highs().constants.modelStatus;
  model.run();
  const ended = model.getModelStatus();
  if (ended === status.optimal)
    return { status: "optimal", point: model.getSolution().colValue, value: model.getObjectiveValue() };
  if (ended === status.infeasible) return { status: "infeasible" };
  const unbounded = ended === status.unbounded || ended === status.unboundedOrInfeasible;
  return { status: unbounded ? "unbounded" : "failed" };
}

function nonzero(weights: ArrayLike<number>): { indices: number[]; values: number[] } {
  const indices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < weights.length; i++)
    if (weights[i] !== 0) {
      indices.push(i);
      values.push(weights[i]);
    }
  return { indices, values };
}
