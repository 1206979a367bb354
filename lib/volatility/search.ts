import { maximise, type Maximum, type MaximiseOptions, type Objective } from "../math/maximise";
import { Likelihood } from "./likelihood";
import { startingMean } from "./mean";
import type { VolatilityOptions, VolatilitySpec } from "./spec";

/** ln L that a climb may leave on the table until its hill turns out to be the highest. */
const ROUGH = 5e-5;

/** A nested maximum so far below in ln L is no place to climb from: what the smaller model lacks matters too much. */
const FAR = 30;

/** Best points of models that have been searched already: a larger model begins where the smaller ones ended. */
export type SearchMemory = Map<string, Maximum>;

/**
 * The highest maximum that can be found, for returns of variance 1: from several starts, and from the maxima of the
 * nested models with one lag less, so that ln L never falls when a lag is added.
 */
export function searchMaximum(
  returns: Float64Array,
  spec: VolatilitySpec,
  options: VolatilityOptions,
  memory: SearchMemory = new Map(),
): Maximum {
  const key = JSON.stringify(spec);
  const known = memory.get(key);
  if (known) return known;

  const likelihood = new Likelihood(returns, spec, options);
  const { region } = likelihood;
  const objective: Objective = (theta, gradient) => likelihood.value(theta, gradient);
  const shape = likelihood.density.shapes.map(({ start }) => start);
  const mean = startingMean(likelihood.mean);

  const rate = (variance: Float64Array): Rated => {
    const theta = Float64Array.from([...mean, ...variance, ...shape]);
    return { theta, value: likelihood.level(theta) };
  };
  const higher = (a: Rated, b: Rated): Rated => (b.value > a.value ? b : a);
  const fresh = likelihood.model
    .starts()
    .map((group) => group.map(rate).reduce(higher))
    .sort((a, b) => b.value - a.value);
  const nested = nestedSpecs(spec).map(({ smaller, embed }): Rated => {
    const { point, value } = searchMaximum(returns, smaller, options, memory);
    return { theta: embed(point, mean.length), value };
  });

  const climb = (start: Float64Array, options?: MaximiseOptions): Maximum =>
    maximise(objective, start, region, options);
  const [first, ...rest] = fresh;
  let maximum = climb(first.theta);
  const near = nested.filter(({ value }) => !(value < maximum.value - FAR));
  for (const { theta: start } of [...near, ...rest]) {
    const known = Number.isFinite(maximum.value) ? maximum : undefined;
    const other = climb(start, { tolerance: ROUGH, known });
    if (other.value > maximum.value) {
      const polished = climb(other.point);
      maximum = polished.value >= other.value ? polished : other;
    }
  }
  memory.set(key, maximum);
  return maximum;
}

interface Rated {
  readonly theta: Float64Array;
  readonly value: number;
}

interface NestedSpec {
  readonly smaller: VolatilitySpec;
  /** The smaller model's θ as a point of the larger model, with the same likelihood. `offset` parameters belong to the mean. */
  readonly embed: (theta: Float64Array, offset: number) => Float64Array;
}

/** The models with one lag less; but GARCH(1,1), fitted by the thousand, reaches as high as ARCH(1) from its own starts. */
function nestedSpecs(spec: VolatilitySpec): NestedSpec[] {
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
  if (spec.kind !== "garch" && leverageLags > 0)
    out.push({
      smaller: { ...spec, leverageLags: leverageLags - 1 },
      embed: with0At(archLags + leverageLags),
    });
  if (garchLags > (spec.kind === "garch" && archLags === 1 ? 1 : 0))
    out.push({
      smaller: { ...spec, garchLags: garchLags - 1 },
      embed: with0At(archLags + leverageLags + garchLags),
    });
  return out;
}
