/** The longest lag that the unrolled loops of this file reach. */
export const SHORT = 4;

const at = (weights: Float64Array, first: number, count: number, lag: number): number =>
  lag <= count ? weights[first + lag - 1] : 0;

/**
 * σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σⱼ βⱼ σ²ₜ₋ⱼ from day {@link SHORT} on, for at most {@link SHORT} lags of each kind, unrolled:
 * missing lags weigh 0. θ = (ω, α…, β…); the first days of `variance` are already there.
 */
export function shortForward(
  theta: Float64Array,
  p: number,
  q: number,
  squares: Float64Array,
  variance: Float64Array,
): void {
  const omega = theta[0];
  const a1 = at(theta, 1, p, 1);
  const a2 = at(theta, 1, p, 2);
  const a3 = at(theta, 1, p, 3);
  const a4 = at(theta, 1, p, 4);
  const b1 = at(theta, 1 + p, q, 1);
  const b2 = at(theta, 1 + p, q, 2);
  const b3 = at(theta, 1 + p, q, 3);
  const b4 = at(theta, 1 + p, q, 4);
  let v4 = variance[0];
  let v3 = variance[1];
  let v2 = variance[2];
  let v1 = variance[3];
  let s4 = squares[0];
  let s3 = squares[1];
  let s2 = squares[2];
  let s1 = squares[3];
  for (let t = SHORT; t < variance.length; t++) {
    const v = omega + a1 * s1 + a2 * s2 + a3 * s3 + a4 * s4 + b2 * v2 + b3 * v3 + b4 * v4 + b1 * v1;
    variance[t] = v;
    v4 = v3;
    v3 = v2;
    v2 = v1;
    v1 = v;
    s4 = s3;
    s3 = s2;
    s2 = s1;
    s1 = squares[t];
  }
}

/**
 * GARCH(1,1) and GJR(1,1,1) from day {@link SHORT} on, the models that are fitted most: half of the work of
 * {@link shortForward}. θ = (ω, α, γ where `leverage`, β). A negative shock's square is ½·ε·(ε − |ε|), without a branch.
 */
export function singleForward(
  theta: Float64Array,
  leverage: boolean,
  residuals: Float64Array,
  variance: Float64Array,
): void {
  const omega = theta[0];
  const alpha = theta[1];
  const halfGamma = leverage ? 0.5 * theta[2] : 0;
  const beta = leverage ? theta[3] : theta[2];
  let v = variance[SHORT - 1];
  for (let t = SHORT; t < variance.length; t++) {
    const e = residuals[t - 1];
    v = omega + e * (alpha * e + halfGamma * (e - Math.abs(e))) + beta * v;
    variance[t] = v;
  }
}

/** The adjoint of {@link singleForward}, with the duties of {@link shortAdjoint}. */
export function singleAdjoint(
  theta: Float64Array,
  leverage: boolean,
  residuals: Float64Array,
  variance: Float64Array,
  dVariance: Float64Array,
  dSquares: Float64Array,
  dTheta: Float64Array,
  dResidual: Float64Array,
): void {
  const alpha = theta[1];
  const halfGamma = leverage ? 0.5 * theta[2] : 0;
  const beta = leverage ? theta[3] : theta[2];
  let d = 0; // by σ² of the day after t
  let omega = 0;
  let byAlpha = 0;
  let byHalfGamma = 0;
  let byBeta = 0;
  for (let t = variance.length - 1; t >= SHORT; t--) {
    const e = residuals[t];
    const negative = e - Math.abs(e);
    const de = d * e;
    byAlpha += de * e;
    byHalfGamma += de * negative;
    byBeta += d * variance[t];
    dResidual[t] += 2 * d * (alpha * e + halfGamma * negative);
    d = dVariance[t] + beta * d;
    omega += d;
  }
  const e = residuals[SHORT - 1];
  const negative = e - Math.abs(e);
  byAlpha += d * e * e;
  byHalfGamma += d * e * negative;
  byBeta += d * variance[SHORT - 1];
  dSquares[SHORT - 1] += d * (e < 0 ? alpha + 2 * halfGamma : alpha);
  dVariance[SHORT - 1] += beta * d;
  dTheta[0] += omega;
  dTheta[1] += byAlpha;
  if (leverage) dTheta[2] += 0.5 * byHalfGamma;
  dTheta[leverage ? 3 : 2] += byBeta;
}

/**
 * The adjoint of {@link shortForward}: adds to `dTheta` and to `dResidual` (2·ε·∂L/∂ε²), from the last day down to day
 * {@link SHORT}. It leaves in `dVariance` and `dSquares` of the first days what the later ones owe them.
 */
export function shortAdjoint(
  theta: Float64Array,
  p: number,
  q: number,
  residuals: Float64Array,
  squares: Float64Array,
  variance: Float64Array,
  dVariance: Float64Array,
  dSquares: Float64Array,
  dTheta: Float64Array,
  dResidual: Float64Array,
): void {
  const a1 = at(theta, 1, p, 1);
  const a2 = at(theta, 1, p, 2);
  const a3 = at(theta, 1, p, 3);
  const a4 = at(theta, 1, p, 4);
  const b1 = at(theta, 1 + p, q, 1);
  const b2 = at(theta, 1 + p, q, 2);
  const b3 = at(theta, 1 + p, q, 3);
  const b4 = at(theta, 1 + p, q, 4);
  // d1 … d4: the full derivatives by σ² of the four days after t
  let d1 = 0;
  let d2 = 0;
  let d3 = 0;
  let d4 = 0;
  let omega = 0;
  let ga1 = 0;
  let ga2 = 0;
  let ga3 = 0;
  let ga4 = 0;
  let gb1 = 0;
  let gb2 = 0;
  let gb3 = 0;
  let gb4 = 0;
  const n = variance.length;
  for (let t = n - 1; t >= SHORT; t--) {
    const s = squares[t];
    const v = variance[t];
    ga1 += d1 * s;
    ga2 += d2 * s;
    ga3 += d3 * s;
    ga4 += d4 * s;
    gb1 += d1 * v;
    gb2 += d2 * v;
    gb3 += d3 * v;
    gb4 += d4 * v;
    dResidual[t] += 2 * residuals[t] * (a1 * d1 + a2 * d2 + a3 * d3 + a4 * d4);
    const d = dVariance[t] + b1 * d1 + b2 * d2 + b3 * d3 + b4 * d4;
    omega += d;
    d4 = d3;
    d3 = d2;
    d2 = d1;
    d1 = d;
  }
  // the first days: what those from SHORT on owe them
  for (let t = SHORT - 1; t >= 0; t--) {
    const s = squares[t];
    const v = variance[t];
    ga1 += d1 * s;
    ga2 += d2 * s;
    ga3 += d3 * s;
    ga4 += d4 * s;
    gb1 += d1 * v;
    gb2 += d2 * v;
    gb3 += d3 * v;
    gb4 += d4 * v;
    dSquares[t] += a1 * d1 + a2 * d2 + a3 * d3 + a4 * d4;
    dVariance[t] += b1 * d1 + b2 * d2 + b3 * d3 + b4 * d4;
    d4 = d3;
    d3 = d2;
    d2 = d1;
    d1 = 0;
  }
  dTheta[0] += omega;
  [ga1, ga2, ga3, ga4].slice(0, p).forEach((g, i) => (dTheta[1 + i] += g));
  [gb1, gb2, gb3, gb4].slice(0, q).forEach((g, j) => (dTheta[1 + p + j] += g));
}
