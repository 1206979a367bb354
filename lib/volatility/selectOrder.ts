import type { ColumnTable } from "arquero";
import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import { throwIfCancelled, type LongWork } from "../core/progress";
import { tableOf } from "../series/table";
import { estimateAt, prepare, VolatilityFit, withDefaults } from "./fit";
import type { VolatilityEstimate } from "./estimate";
import { Likelihood } from "./likelihood";
import { searchMaximum, type SearchMemory } from "./search";
import { checkSpec, type GarchSpec, type MeanKind, type VolatilityOptions } from "./spec";

export type InformationCriterion = "aic" | "bic" | "hqic";

/** Options of {@link selectGarchOrder}. */
export interface SelectOrderOptions extends Omit<VolatilityOptions, "mean">, LongWork {
  /** Numbers of lagged squared shocks to try. Default [1, 2, 3, 4]. */
  readonly archLags?: readonly number[];
  /** Numbers of lagged variances to try. Default [1, 2, 3, 4]. */
  readonly garchLags?: readonly number[];
  /** Default ["constant", "zero"]. */
  readonly means?: readonly MeanKind[];
  /** What the best model has least of. Default "aic". */
  readonly criterion?: InformationCriterion;
}

/** The whole grid, and the best of it. */
export interface OrderSelection {
  /** A row for each model: archLags, garchLags, mean, logLikelihood, parameters, aic, bic, hqic, persistence, onBound, convergence. */
  readonly table: ColumnTable;
  /** What each row is taken from, in the order of the table; without standard errors. */
  readonly estimates: readonly VolatilityEstimate[];
  readonly best: VolatilityFit;
}

/**
 * Fits GARCH models of all the orders and chooses by an information criterion. Smaller models lend their maxima to the
 * larger ones, so ln L never falls along the grid. The papers' p and q mean different things in text and code, so the
 * orders are named by what they count.
 *
 * @throws as {@link fitVolatility}; DomainError for an empty list of orders or means.
 */
export function selectGarchOrder(
  returns: ArrayLike<number>,
  options: SelectOrderOptions = {},
): OrderSelection {
  const where = "selectGarchOrder";
  const {
    archLags = [1, 2, 3, 4],
    garchLags = [1, 2, 3, 4],
    means = ["constant", "zero"],
    criterion = "aic",
  } = options;
  checkOneOf(where, "criterion", criterion, ["aic", "bic", "hqic"]);
  for (const [name, list] of Object.entries({ archLags, garchLags, means }))
    if (!Array.isArray(list) || list.length === 0)
      throw new DomainError(where, name, list, "a list of one or more values");
  const of = archLags.length * garchLags.length * means.length;
  const rows: VolatilityEstimate[] = [];
  for (const mean of means) {
    const memory: SearchMemory = new Map(); // maxima are of one mean
    for (const a of archLags)
      for (const g of garchLags) {
        throwIfCancelled(where, options.signal);
        const spec: GarchSpec = { kind: "garch", archLags: a, garchLags: g };
        checkSpec(where, spec);
        const settled = withDefaults(where, { ...options, mean });
        const { scaled, scale, inner } = prepare(where, returns, spec, settled);
        const maximum = searchMaximum(scaled, spec, inner, memory);
        const likelihood = new Likelihood(scaled, spec, inner);
        rows.push(estimateAt(likelihood, maximum, scale, settled, { standardErrors: false }));
        options.onProgress?.({
          stage: "order",
          done: rows.length,
          of,
          note: `GARCH(${a},${g}), ${mean} mean`,
        });
      }
  }
  const best = rows.reduce((a, b) => (b[criterion] < a[criterion] ? b : a));
  return Object.freeze({
    table: gridTable(rows),
    estimates: Object.freeze(rows),
    best: withErrors(returns, best),
  });
}

/** The same estimate again, with its standard errors: they cost as much as the search, and the grid needs none. */
function withErrors(returns: ArrayLike<number>, { spec, options }: VolatilityEstimate): VolatilityFit {
  const { scaled, scale, inner } = prepare("selectGarchOrder", returns, spec, options);
  const maximum = searchMaximum(scaled, spec, inner);
  return new VolatilityFit(estimateAt(new Likelihood(scaled, spec, inner), maximum, scale, options));
}

function gridTable(rows: readonly VolatilityEstimate[]): ColumnTable {
  const numbers = (f: (row: VolatilityEstimate) => number): Float64Array => Float64Array.from(rows, f);
  const lags = ({ spec }: VolatilityEstimate): GarchSpec => spec as GarchSpec;
  return tableOf({
    archLags: numbers((row) => lags(row).archLags),
    garchLags: numbers((row) => lags(row).garchLags),
    mean: rows.map(({ options }) => options.mean),
    logLikelihood: numbers((row) => row.logLikelihood),
    parameters: numbers((row) => row.parameterCount),
    aic: numbers((row) => row.aic),
    bic: numbers((row) => row.bic),
    hqic: numbers((row) => row.hqic),
    persistence: numbers((row) => row.persistence),
    onBound: rows.map(({ onBound }) => onBound.join(", ")),
    convergence: rows.map(({ convergence }) => convergence.status),
  });
}
