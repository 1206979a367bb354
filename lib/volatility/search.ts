import { log } from "../core/elementary";
import { maximise, type Maximum, type MaximiseOptions, type Objective } from "../math/maximise";
import type { Level } from "./densities/density";
import { Likelihood } from "./likelihood";
import { startingMean } from "./mean";
import type { StartGrid } from "./model";
import type { VolatilityOptions, VolatilitySpec } from "./spec";

/** ln L that a climb may leave on the table until its hill turns out to be the highest. */
const ROUGH = 5e-5;

/** How far, in ln L, a foretold height may be from the true one. */
const UNSURE = 5;
/** A gain in height, foretold, that is not worth a look. */
const SLIGHT = 0.1;

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
  const before = memory.get(key);
  if (before) return before;

  const likelihood = new Likelihood(returns, spec, options);
  const { region } = likelihood;
  const objective: Objective = (theta, gradient) => likelihood.value(theta, gradient);
  const shapes = combinations(likelihood.density.shapes.map(({ starts }) => starts));
  const mean = startingMean(likelihood.mean);

  const rate = (variance: Float64Array, shape: readonly number[]): Rated & Level => {
    const theta = Float64Array.from([...mean, ...variance, ...shape]);
    return { theta, ...likelihood.level(theta) };
  };
  const days = likelihood.residuals.length;
  /**
   * The heights of a grid's points or, where that is higher by a normal density, of the points with all variances
   * multiplied by the same factor. That height is foretold for all, and computed for those that may be peaks.
   */
  const map = (grid: StartGrid, shape: readonly number[]): Rated[][] => {
    const rated = grid.map((row) =>
      row.map((variance) => {
        const own = rate(variance, shape);
        const { squares } = own;
        if (!squares) return { own, foretold: own.value };
        const { theta, factor } = likelihood.model.stretch(variance, squares / days);
        const gain = 0.5 * (squares * (1 - 1 / factor) - days * log(factor));
        return { own, foretold: own.value + gain, stretched: theta };
      }),
    );
    const best = Math.max(...rated.flat().map(({ foretold }) => foretold));
    return rated.map((row) =>
      row.map(({ own, foretold, stretched }) => {
        if (!stretched || foretold < best - UNSURE || foretold < own.value + SLIGHT) return own;
        const other = rate(stretched, shape);
        return other.value > own.value ? other : own;
      }),
    );
  };
  const nested = nestedSpecs(spec).map(({ smaller, embed }): Rated => {
    const { point, value } = searchMaximum(returns, smaller, options, memory);
    return { theta: embed(point, mean.length), value };
  });
  const { inside, edges } = likelihood.model.starts();
  const peaks = (grid: StartGrid): Rated[] => shapes.flatMap((shape) => peaksOf(map(grid, shape)));
  const slopes = new Float64Array(region.lower.length);
  /** Whether ln L rises from an edge into the region: the hill is one of those inside. */
  const risesInside = ({ theta }: Rated): boolean => {
    likelihood.value(theta, slopes);
    return slopes.some((slope, i) => slope > 0 && theta[i] === region.lower[i]);
  };
  const own = inside.flatMap(peaks);
  const high = Math.max(...own.map(({ value }) => value)) - UNSURE;
  const onEdges = edges.flatMap(peaks).filter((peak) => peak.value > high || !risesInside(peak));
  const starts = [...nested, ...own, ...onEdges];

  const climb = (start: Float64Array, options?: MaximiseOptions): Maximum =>
    maximise(objective, start, region, options);
  const [first, ...rest] = starts.sort((a, b) => b.value - a.value);
  let maximum = climb(first.theta);
  const known = Number.isFinite(maximum.value) ? [maximum] : [];
  for (const { theta: start } of rest) {
    const other = climb(start, { tolerance: ROUGH, known });
    if (other.value > maximum.value) {
      const polished = climb(other.point);
      maximum = polished.value >= other.value ? polished : other;
      known.unshift(maximum);
    } else if (other.stalled === "") known.push(other);
  }
  memory.set(key, maximum);
  return maximum;
}

interface Rated {
  readonly theta: Float64Array;
  readonly value: number;
}

/** The points of a grid that no neighbour in their row or column exceeds. */
function peaksOf(grid: readonly (readonly Rated[])[]): Rated[] {
  const at = (i: number, j: number): number => grid[i]?.[j]?.value ?? -Infinity;
  return grid.flatMap((row, i) =>
    row.filter(
      ({ value }, j) =>
        Number.isFinite(value) && value >= Math.max(at(i - 1, j), at(i + 1, j), at(i, j - 1), at(i, j + 1)),
    ),
  );
}

/** One of each list, in all ways. */
function combinations(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((one) => list.map((x) => [...one, x])), [[]]);
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
