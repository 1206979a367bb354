import { checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { aparch, type AparchSpec } from "./aparch";
import { egarch, type EgarchSpec } from "./egarch";
import { ewma, type EwmaSpec } from "./ewma";
import { figarch, type FigarchSpec } from "./figarch";
import { garch, type GarchSpec } from "./garch";
import { gjr, type GjrSpec } from "./gjr";
import type { ModelKind, NestedSpec, VarianceModel } from "./model";

/** A model of the conditional variance. */
export type VolatilitySpec = GarchSpec | GjrSpec | EgarchSpec | AparchSpec | FigarchSpec | EwmaSpec;

/** All kinds of models, in the order in which messages list them. `docs/add-a-model.md` tells how to add one. */
const MODELS: { readonly [S in VolatilitySpec as S["kind"]]: ModelKind<S> } = {
  garch,
  gjr,
  egarch,
  aparch,
  figarch,
  ewma,
};

/** All that is known of the kind of a spec. */
export function kindOf({ kind }: VolatilitySpec): ModelKind<VolatilitySpec> {
  return MODELS[kind];
}

/** The kinds of models of which something holds. */
export function kindsWhere(holds: (model: ModelKind<VolatilitySpec>) => boolean): string[] {
  return Object.entries(MODELS).flatMap(([kind, model]) => (holds(model) ? [kind] : []));
}

/** @throws {@link DomainError} unless the spec names a model and its orders make sense. */
export function checkSpec(where: string, spec: VolatilitySpec): void {
  if (spec == null || typeof spec !== "object")
    throw new DomainError(
      where,
      "spec",
      spec,
      'a record such as { kind: "garch", archLags: 1, garchLags: 1 }',
    );
  checkOneOf<string>(where, "spec.kind", spec.kind, Object.keys(MODELS));
  kindOf(spec).check(where, spec);
}

/**
 * How a model is called in a table: "GARCH(1,1)": ARCH lags first, then leverage lags, then GARCH lags.
 *
 * @param spec - any model.
 * @returns its name.
 * @throws {@link DomainError} for a kind of model that there is none of.
 * @example
 * v.specName({ kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 }); // → "GJR-GARCH(1,1,1)"
 * v.specName({ kind: "garch", archLags: 2, garchLags: 0 }); // → "ARCH(2)"
 */
export function specName(spec: VolatilitySpec): string {
  return kindOf(spec).name(spec);
}

/** The model that a spec names. It keeps work space: one for each likelihood. */
export function modelOf(spec: VolatilitySpec): VarianceModel {
  return kindOf(spec).model(spec);
}

/** The models inside of a model at whose maxima its search begins, too. */
export function nestedSpecs(spec: VolatilitySpec): readonly NestedSpec<VolatilitySpec>[] {
  return kindOf(spec).nested?.(spec) ?? [];
}
