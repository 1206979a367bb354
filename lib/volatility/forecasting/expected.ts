import { DomainError } from "../../core/errors";
import type { Recursion } from "../models/model";
import { kindOf, kindsWhere, type VolatilitySpec } from "../models/models";

/** Whether the expected variance of later days follows from that of tomorrow in closed form. */
export const inClosedForm = (spec: VolatilitySpec): boolean => kindOf(spec).expected !== undefined;

/** @throws {@link DomainError} unless the expected variance of later days is in closed form. */
export function checkClosedForm(where: string, spec: VolatilitySpec): void {
  if (inClosedForm(spec)) return;
  const kinds = kindsWhere((model) => model.expected !== undefined);
  const list = `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`;
  throw new DomainError(where, "spec.kind", spec.kind, `${list} for more than one day`);
}

/** A model's own `expected`, which there is where the expectation is {@link inClosedForm}. */
export function expectVariances(
  recursion: Recursion<VolatilitySpec>,
  residuals: Float64Array,
  variance: Float64Array,
  from: number,
  to: number,
): void {
  kindOf(recursion.spec).expected!(recursion, residuals, variance, from, to);
}
