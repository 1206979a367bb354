import type { VolatilitySpec } from "../spec";

/** A model that another one contains. */
export interface NestedSpec {
  readonly smaller: VolatilitySpec;
  /** The smaller model's θ as a point of the larger model, with the same likelihood. `offset` parameters belong to the mean. */
  readonly embed: (theta: Float64Array, offset: number) => Float64Array;
}

/**
 * The models with one lag less. But GARCH(1,1), fitted by the thousand, reaches as high as ARCH(1) from its own starts, and so
 * do EGARCH and APARCH with a single lag of a kind, where to be without it is no bound.
 */
export function nestedSpecs(spec: VolatilitySpec): NestedSpec[] {
  if (spec.kind === "ewma" || spec.kind === "figarch") return [];
  const { archLags, garchLags } = spec;
  const leverageLags = spec.kind === "garch" ? 0 : spec.leverageLags;
  const with0At =
    (position: number): NestedSpec["embed"] =>
    (theta, offset) => {
      const at = offset + position;
      return Float64Array.from([...theta.subarray(0, at), 0, ...theta.subarray(at)]);
    };
  const out: NestedSpec[] = [];
  // An APARCH lag may lose its γ only; dropping an α that has a γ would drop both.
  if (archLags > 1 && !(spec.kind === "aparch" && leverageLags === archLags))
    out.push({ smaller: { ...spec, archLags: archLags - 1 }, embed: with0At(archLags) });
  const smooth = spec.kind === "garch" || spec.kind === "gjr";
  if (spec.kind !== "garch" && leverageLags > (smooth ? 0 : 1))
    out.push({
      smaller: { ...spec, leverageLags: leverageLags - 1 },
      embed: with0At(archLags + leverageLags),
    });
  if (garchLags > (smooth && !(spec.kind === "garch" && archLags === 1) ? 0 : 1))
    out.push({
      smaller: { ...spec, garchLags: garchLags - 1 },
      embed: with0At(archLags + leverageLags + garchLags),
    });
  return out;
}
