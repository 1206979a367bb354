import type { ParameterErrors, VolatilityEstimate } from "./estimate";
import { specName, type VolatilityParams } from "../spec";

const DENSITY_NAMES = { normal: "normal", studentT: "Student t", ged: "GED", skewT: "skewed Student t" };

/** The estimate as text: one line for each parameter, with its robust standard error. */
export function summaryTable(estimate: VolatilityEstimate): string {
  const { spec, options, params, standardErrors, convergence, observations, onBound, errorNotes } = estimate;
  const mean = options.mean === "ar" ? `AR(${options.arLags})` : options.mean;
  const rows = entries(params).map(([name, value]) => {
    const error = errorOf(standardErrors.robust, name);
    const t = error === null ? "" : (value / error).toFixed(2);
    return [name, significant(value), error === null ? "–" : significant(error), t];
  });
  const table = [["", "estimate", "robust s.e.", "t"], ...rows];
  const widths = table[0].map((_, j) => Math.max(...table.map((row) => row[j].length)));
  const lines = table.map((row) =>
    row.map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))).join("  "),
  );
  const ending =
    convergence.status === "converged"
      ? `converged in ${convergence.iterations} iterations`
      : `STALLED after ${convergence.iterations} iterations: ${convergence.reason}`;
  return [
    `${specName(spec)}, ${mean} mean, ${DENSITY_NAMES[options.distribution]} shocks, ${observations} observations`,
    ...lines,
    `log-likelihood ${estimate.logLikelihood.toFixed(4)}   AIC ${estimate.aic.toFixed(2)}   BIC ${estimate.bic.toFixed(2)}`,
    `persistence ${estimate.persistence.toFixed(4)}   ${ending}`,
    ...(onBound.length > 0 ? [`on a bound, so without standard error: ${onBound.join(", ")}`] : []),
    ...errorNotes,
  ].join("\n");
}

/** ["alpha[1]", 0.05], … in the order in which people read them. */
export function entries(params: VolatilityParams): [string, number][] {
  const order = ["mu", "ar", "omega", "alpha", "gamma", "phi", "d", "beta", "delta", "nu", "lambda"] as const;
  return order.flatMap((name): [string, number][] => {
    const value = params[name];
    if (value === undefined) return [];
    if (typeof value === "number") return [[name, value]];
    return value.map((entry, i) => [value.length === 1 ? name : `${name}[${i + 1}]`, entry]);
  });
}

/** The error of a parameter by the name that {@link entries} gives it. */
export function errorOf(errors: ParameterErrors, name: string): number | null {
  const [, key, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(name)!;
  const value = errors[key as keyof ParameterErrors];
  return (
    (Array.isArray(value)
      ? (value as (number | null)[])[Number(index ?? 1) - 1]
      : (value as number | null)) ?? null
  );
}

function significant(value: number): string {
  return value === 0 ? "0" : Math.abs(value) < 1e-4 ? value.toExponential(4) : value.toPrecision(5);
}
