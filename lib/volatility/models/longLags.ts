/*
 * The passes over all days, here and in `shortLags.ts`, are functions of their own, outside of the models: an engine keeps
 * optimised code with the function, and models come and go by the thousand.
 */

/** ε²ₜ of the first `count` days. */
export function squaresOf(residuals: Float64Array, count: number, squares: Float64Array): void {
  for (let t = 0; t < count; t++) squares[t] = residuals[t] * residuals[t];
}

/** Adds 2·εₜ·∂L/∂ε²ₜ of the first `count` days to ∂L/∂εₜ. */
export function squaresAdjoint(
  residuals: Float64Array,
  count: number,
  dSquares: Float64Array,
  dResidual: Float64Array,
): void {
  for (let t = 0; t < count; t++) dResidual[t] += 2 * residuals[t] * dSquares[t];
}

/**
 * σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σₖ γₖ ε²ₜ₋ₖ·[εₜ₋ₖ < 0] + Σⱼ βⱼ σ²ₜ₋ⱼ from day `from` on, which no lag passes, for any number
 * of lags (p of α, o of γ, q of β). The first days of `variance` are already there.
 */
export function longForward(
  theta: Float64Array,
  [p, o, q]: readonly [number, number, number],
  from: number,
  residuals: Float64Array,
  squares: Float64Array,
  variance: Float64Array,
): void {
  for (let t = from; t < variance.length; t++) {
    let next = theta[0];
    for (let i = 1; i <= p; i++) next += theta[i] * squares[t - i];
    for (let k = 1; k <= o; k++) if (residuals[t - k] < 0) next += theta[p + k] * squares[t - k];
    for (let j = 1; j <= q; j++) next += theta[p + o + j] * variance[t - j];
    variance[t] = next;
  }
}

/** The adjoint of {@link longForward}: adds to `dTheta`, to `dSquares`, and to `dVariance` of the days before each. */
export function longAdjoint(
  theta: Float64Array,
  [p, o, q]: readonly [number, number, number],
  from: number,
  residuals: Float64Array,
  squares: Float64Array,
  variance: Float64Array,
  dVariance: Float64Array,
  dSquares: Float64Array,
  dTheta: Float64Array,
): void {
  for (let t = variance.length - 1; t >= from; t--) {
    const d = dVariance[t];
    dTheta[0] += d;
    for (let i = 1; i <= p; i++) {
      dTheta[i] += d * squares[t - i];
      dSquares[t - i] += d * theta[i];
    }
    for (let k = 1; k <= o; k++)
      if (residuals[t - k] < 0) {
        dTheta[p + k] += d * squares[t - k];
        dSquares[t - k] += d * theta[p + k];
      }
    for (let j = 1; j <= q; j++) {
      dTheta[p + o + j] += d * variance[t - j];
      dVariance[t - j] += d * theta[p + o + j];
    }
  }
}
