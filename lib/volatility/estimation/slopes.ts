import type { DensitySlots } from "../densities/density";
import type { Likelihood } from "./likelihood";

/** What central differences along one entry of θ tell. */
export interface Slopes {
  /** −∂² ln L/∂θᵢ∂θⱼ for each free entry j: differences of the analytic gradient. */
  readonly bends: Float64Array;
  /** ∂ ln f(εₜ)/∂θᵢ of each day: the density's derivatives, times differences of the paths of ε and σ². */
  readonly scores: Float64Array;
}

/** Fine steps, in standard errors: truncation and rounding are both some 1e-9 of the result then. */
const FINE = 3e-5;
/** A bend that changes by more than this share between fine steps and whole standard errors is none of a smooth function. */
const SMOOTH = 0.25;

/**
 * The slopes along all free entries of θ, and which of them cross kinks.
 *
 * EGARCH and APARCH have a kink in |ε| wherever a residual passes 0, the GED with a small ν one of its own: along the
 * parameters of the mean ln L is jagged at the scale of σ/n, and a second derivative there is that of a tooth. Differences
 * over a whole standard error, σ/√n, pass some √n teeth and see what the estimate's distribution sees: by theory such steps
 * may shrink with n, but more slowly than 1/√n (Newey and McFadden 1994, theorem 7.4). So the mean's slopes are taken in
 * both ways, and the fine ones are kept only where the coarse ones agree.
 *
 * @param spreads - rough standard errors, one for each free entry: they are the units of the steps.
 */
export function slopesAt(
  likelihood: Likelihood,
  theta: Float64Array,
  free: readonly number[],
  spreads: readonly number[],
): { slopes: Slopes[]; kinked: boolean[] } {
  const along = differences(likelihood, theta, free);
  const slopes = free.map((i, k) => along(i, FINE * spreads[k]));
  const kinked = free.map((i, k) => {
    if (i >= likelihood.mean.names.length) return false; // residuals stay where they are
    const coarse = along(i, spreads[k]);
    const agree = Math.abs(slopes[k].bends[k] - coarse.bends[k]) <= SMOOTH * Math.abs(coarse.bends[k]);
    if (!agree) slopes[k] = coarse;
    return !agree;
  });
  return { slopes, kinked };
}

/** A rough standard error of each entry of the mean: 1/√(Σ x²ₜ/σ²ₜ), that of a regression with these variances. */
export function meanSpreads(likelihood: Likelihood, theta: Float64Array): number[] {
  likelihood.filter(theta);
  const { mean, variance } = likelihood;
  return mean.columns.map((column) => {
    let information = 0;
    for (let t = 0; t < column.length; t++) information += (column[t] * column[t]) / variance[t];
    return 1 / Math.sqrt(information);
  });
}

/** Central differences along an entry of θ, by a step up and a step down. */
function differences(
  likelihood: Likelihood,
  theta: Float64Array,
  free: readonly number[],
): (i: number, step: number) => Slopes {
  const { density, residuals, variance } = likelihood;
  const n = residuals.length;
  const { shape } = likelihood.parts(theta);
  const slots = {
    dResidual: new Float64Array(n),
    dVariance: new Float64Array(n),
    dShape: new Float64Array(shape.length),
  };
  likelihood.filter(theta);
  density.logLikelihood(residuals, variance, shape, slots);
  const up = { residuals: new Float64Array(n), variance: new Float64Array(n) };
  const [above, below] = [new Float64Array(theta.length), new Float64Array(theta.length)];

  return (i, step) => {
    const moved = Float64Array.from(theta);
    moved[i] = theta[i] + step;
    likelihood.value(moved, above);
    up.residuals.set(residuals);
    up.variance.set(variance);
    moved[i] = theta[i] - step;
    likelihood.value(moved, below);
    const bends = Float64Array.from(free, (j) => (below[j] - above[j]) / (2 * step));
    if (i < theta.length - shape.length)
      return { bends, scores: pathScores(slots, up, likelihood, 2 * step) };
    const each = (sign: number): Float64Array => {
      moved[i] = theta[i] + sign * step;
      return density.each(residuals, variance, likelihood.parts(moved).shape);
    };
    const [higher, lower] = [each(1), each(-1)]; // a shape moves neither ε nor σ²
    return { bends, scores: higher.map((x, t) => (x - lower[t]) / (2 * step)) };
  };
}

type Path = Pick<Likelihood, "residuals" | "variance">;

function pathScores(
  { dResidual, dVariance }: Pick<DensitySlots, "dResidual" | "dVariance">,
  up: Path,
  down: Path,
  apart: number,
): Float64Array {
  const scores = new Float64Array(dResidual.length);
  for (let t = 0; t < scores.length; t++)
    scores[t] =
      (dResidual[t] * (up.residuals[t] - down.residuals[t]) +
        dVariance[t] * (up.variance[t] - down.variance[t])) /
      apart;
  return scores;
}
