import type { ColumnTable } from "arquero";
import { checkOneOf, checkVector } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { tableOf } from "../../series/table";
import { estimateAt } from "./estimateAt";
import type { VolatilityEstimate } from "./estimate";
import { VolatilityFit } from "./fit";
import { fitted } from "./fitted";
import { withDefaults } from "../options";
import type { SearchMemory } from "./search";
import { checkSpec, specName, type GarchSpec, type MeanKind, type VolatilityOptions } from "../spec";

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
 * orders are named by what they count. All models explain the same days: those after the lags of an AR mean, if one is
 * among the means, else criteria could not be compared.
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
  const specs = archLags.flatMap((a) =>
    garchLags.map((g): GarchSpec => ({ kind: "garch", archLags: a, garchLags: g })),
  );
  for (const spec of specs) checkSpec(where, spec);
  const settled = means.map((mean) => withDefaults(where, { ...options, mean }));
  checkVector(where, "returns", returns);
  const skip = means.includes("ar") ? settled[0].arLags : 0;
  const sampleFor = (mean: MeanKind): ArrayLike<number> =>
    mean === "ar" || skip === 0 ? returns : Array.prototype.slice.call(returns, skip);

  const rows: VolatilityEstimate[] = [];
  const memories = new Map<MeanKind, SearchMemory>(means.map((mean) => [mean, new Map()]));
  const estimate = (
    spec: GarchSpec,
    own: VolatilityEstimate["options"],
    standardErrors: boolean,
  ): VolatilityEstimate => {
    const found = fitted(where, sampleFor(own.mean), spec, own, memories.get(own.mean));
    return estimateAt(found, own, { standardErrors });
  };
  for (const own of settled)
    for (const spec of specs) {
      throwIfCancelled(where, options.signal);
      rows.push(estimate(spec, own, false)); // errors cost as much as the search, and only the best model needs them
      options.onProgress?.({
        stage: "order",
        done: rows.length,
        of: specs.length * means.length,
        note: `${specName(spec)}, ${own.mean} mean`,
      });
    }
  const best = rows.reduce((a, b) => (b[criterion] < a[criterion] ? b : a));
  return Object.freeze({
    table: gridTable(rows),
    estimates: Object.freeze(rows),
    best: new VolatilityFit(estimate(best.spec as GarchSpec, best.options, true)),
  });
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
