import type { Region } from "../../math/maximise";
import { DENSITIES } from "../densities/densities";
import type { Density, Level } from "../densities/density";
import { startingMean, meanModel, residualsOf, type MeanModel } from "../mean";
import type { VarianceModel } from "../models/model";
import { modelOf } from "../models/models";
import type { Presample, VolatilityOptions, VolatilitySpec } from "../spec";

const BACKCAST_DAYS = 75;
const BACKCAST_DECAY = 0.94;

/** The exponentially weighted mean of the first squared residuals, the first day's weight largest. */
export function backcast(residuals: ArrayLike<number>): number {
  let [sum, weights, weight] = [0, 0, 1];
  for (let t = 0; t < Math.min(BACKCAST_DAYS, residuals.length); t++, weight *= BACKCAST_DECAY) {
    sum += weight * residuals[t] * residuals[t];
    weights += weight;
  }
  return sum / weights;
}

function meanSquare(values: Float64Array): number {
  return inner(values, values) / values.length;
}

/** Σ aₜ, as {@link inner}. */
function total(a: Float64Array): number {
  const n = a.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t = 0;
  for (; t + 3 < n; t += 4) {
    s0 += a[t];
    s1 += a[t + 1];
    s2 += a[t + 2];
    s3 += a[t + 3];
  }
  for (; t < n; t++) s0 += a[t];
  return s0 + s1 + (s2 + s3);
}

function copy(from: Float64Array, at: number, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = from[at + i];
}

/** θ, or its gradient, in three parts. */
interface Parts {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly shape: Float64Array;
}

/** Σ aₜ bₜ in four sums side by side: one alone would wait for each addition. */
function inner(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t = 0;
  for (; t + 3 < n; t += 4) {
    s0 += a[t] * b[t];
    s1 += a[t + 1] * b[t + 1];
    s2 += a[t + 2] * b[t + 2];
    s3 += a[t + 3] * b[t + 3];
  }
  for (; t < n; t++) s0 += a[t] * b[t];
  return s0 + s1 + (s2 + s3);
}

/**
 * The log-likelihood of a mean, a variance model and a density on one sample, with its whole gradient by the adjoint
 * of the recursion. θ = (mean…, variance…, shape…). It keeps work space, so one is used by one search at a time.
 */
export class Likelihood {
  readonly model: VarianceModel;
  readonly density: Density;
  readonly mean: MeanModel;
  readonly names: readonly string[];
  readonly residuals: Float64Array;
  readonly variance: Float64Array;
  private readonly dResidual: Float64Array;
  private readonly dVariance: Float64Array;
  /** θ and ∂L/∂θ of the evaluation under way, cut into their parts: kept, as cutting costs as much as a pass over 100 days. */
  private readonly own: Parts;
  private readonly slots: Parts;
  private readonly presample: Presample;

  constructor(
    returns: Float64Array,
    readonly spec: VolatilitySpec,
    options: VolatilityOptions,
  ) {
    this.model = modelOf(spec);
    this.density = DENSITIES[options.distribution ?? "normal"];
    this.mean = meanModel(returns, options.mean ?? "constant", options.arLags ?? 1);
    this.names = [...this.mean.names, ...this.model.names, ...this.density.shapes.map(({ name }) => name)];
    const n = this.mean.target.length;
    this.residuals = new Float64Array(n);
    this.variance = new Float64Array(n);
    this.dResidual = new Float64Array(n);
    this.dVariance = new Float64Array(n);
    this.own = this.emptyParts();
    this.slots = this.emptyParts();
    const presample = options.presample ?? "mean";
    if (presample === "backcast") {
      residualsOf(this.mean, startingMean(this.mean), this.residuals);
      this.presample = backcast(this.residuals);
    } else this.presample = presample;
  }

  private emptyParts(): Parts {
    return this.parts(new Float64Array(this.names.length));
  }

  /** Where θ may lie, for returns of variance near 1. */
  get region(): Region {
    const { lower, upper, inequalities } = this.model.region;
    const before = this.mean.names.map(() => 10);
    const { shapes } = this.density;
    const pad = (row: ArrayLike<number>): Float64Array =>
      Float64Array.from([...before.map(() => 0), ...Array.from(row), ...shapes.map(() => 0)]);
    return {
      lower: Float64Array.from([
        ...before.map((b) => -b),
        ...Array.from(lower),
        ...shapes.map((s) => s.lower),
      ]),
      upper: Float64Array.from([...before, ...Array.from(upper), ...shapes.map((s) => s.upper)]),
      inequalities: inequalities && { rows: inequalities.rows.map(pad), upper: inequalities.upper },
    };
  }

  /** θ cut into its three parts. */
  parts(theta: Float64Array): Parts {
    const a = this.mean.names.length;
    const b = a + this.model.names.length;
    return { mean: theta.subarray(0, a), variance: theta.subarray(a, b), shape: theta.subarray(b) };
  }

  /** Fills {@link residuals} and {@link variance}; gives the presample variance. */
  filter(theta: Float64Array): number {
    const { mean, variance, shape } = this.own;
    copy(theta, 0, mean);
    copy(theta, mean.length, variance);
    copy(theta, mean.length + variance.length, shape);
    residualsOf(this.mean, mean, this.residuals);
    const presample = this.presample === "mean" ? meanSquare(this.residuals) : (this.presample as number);
    this.model.forward(variance, this.residuals, presample, this.variance);
    return presample;
  }

  /** ln L of the residuals and variances at hand; fills its derivatives by them and by the shape. */
  private byDensity(): number {
    const { residuals, variance, dResidual, dVariance, own, slots } = this;
    const value = this.density.logLikelihood(residuals, variance, own.shape, {
      dResidual,
      dVariance,
      dShape: slots.shape,
    });
    return value;
  }

  /** What {@link value} and {@link level} take off ln L at θ: above 0 where the path does not forget where it began. */
  penaltyAt(theta: Float64Array): number {
    if (!this.model.penalty) return 0;
    this.filter(theta);
    return this.model.penalty();
  }

  /** ln L less the model's penalty; −∞ where it is no number. */
  private less(value: number): number {
    const own = value - (this.model.penalty?.() ?? 0);
    return Number.isFinite(own) ? own : Number.NEGATIVE_INFINITY;
  }

  /** ln L(θ) alone, for less than half of the price; of a normal density also Σ ε²/σ². */
  level(theta: Float64Array): Level {
    this.filter(theta);
    const { level } = this.density;
    const { value, squares }: Level = level?.(this.residuals, this.variance) ?? { value: this.byDensity() };
    return { value: this.less(value), squares };
  }

  /** ln L(θ); fills the gradient. */
  value(theta: Float64Array, gradient: Float64Array): number {
    const { residuals, variance, dResidual, dVariance, own, slots } = this;
    const presample = this.filter(theta);
    const value = this.less(this.byDensity());
    if (!Number.isFinite(value)) {
      gradient.fill(0);
      return Number.NEGATIVE_INFINITY;
    }
    slots.variance.fill(0);
    const dPresample = this.model.adjoint(
      own.variance,
      residuals,
      presample,
      variance,
      dVariance,
      slots.variance,
      dResidual,
    );
    const { columns } = this.mean;
    const share = this.presample === "mean" ? (2 * dPresample) / residuals.length : 0;
    for (let i = 0; i < columns.length; i++) {
      // the first column is the constant's
      const direct = i === 0 ? total(dResidual) : inner(dResidual, columns[i]);
      const byLevel = share === 0 ? 0 : i === 0 ? total(residuals) : inner(residuals, columns[i]);
      gradient[i] = -direct - share * byLevel;
    }
    let k = columns.length;
    for (let i = 0; i < slots.variance.length; i++) gradient[k++] = slots.variance[i];
    for (let i = 0; i < slots.shape.length; i++) gradient[k++] = slots.shape[i];
    return value;
  }

  /** ln f of each day. */
  each(theta: Float64Array): Float64Array {
    this.filter(theta);
    return this.density.each(this.residuals, this.variance, this.parts(theta).shape);
  }
}
