/*
 * The passes of FIGARCH over lags and days. They are functions of their own, outside of the model, for the reason that
 * `longLags` gives.
 */

/** The weights of FIGARCH's ARCH(∞), cut after as many lags as the vectors reach; entry i belongs to lag i. */
export interface LagWeights {
  /** λᵢ; λ₀ is 0. */
  readonly lags: Float64Array;
  /** δᵢ, those of (1 − L)ᵈ alone. */
  readonly deltas: Float64Array;
  /** Σ of λⱼ with j > i. */
  readonly tails: Float64Array;
}

export function emptyWeights(truncation: number): LagWeights {
  return {
    lags: new Float64Array(truncation + 1),
    deltas: new Float64Array(truncation + 1),
    tails: new Float64Array(truncation + 1),
  };
}

/** λ₁ = φ − β + d, λᵢ = β λᵢ₋₁ + δᵢ − φ δᵢ₋₁;  δ₁ = d, δᵢ = (i − 1 − d)/i · δᵢ₋₁ */
export function fillWeights(phi: number, d: number, beta: number, { lags, deltas }: LagWeights): void {
  let delta = d;
  let lag = phi - beta + d;
  deltas[1] = delta;
  lags[1] = lag;
  for (let i = 2; i < lags.length; i++) {
    const before = delta;
    delta *= (i - 1 - d) / i;
    lag = beta * lag + (delta - phi * before);
    deltas[i] = delta;
    lags[i] = lag;
  }
}

export function fillTails({ lags, tails }: LagWeights): void {
  let tail = 0;
  for (let i = lags.length - 1; i >= 0; i--) {
    tails[i] = tail;
    tail += lags[i];
  }
}

/**
 * The adjoint of {@link fillWeights}.
 *
 * @param dLags - ∂L/∂λᵢ; for lags beyond its end, which reach no day of the sample, it is `beyond`.
 */
export function weightsAdjoint(
  phi: number,
  d: number,
  beta: number,
  { lags, deltas }: LagWeights,
  dLags: Float64Array,
  beyond: number,
): { dPhi: number; dD: number; dBeta: number } {
  let dPhi = 0;
  let dD = 0;
  let dBeta = 0;
  let dLag = 0; // by λᵢ and δᵢ, with what the later lags owe them
  let dDelta = 0;
  for (let i = lags.length - 1; i >= 2; i--) {
    dLag += i < dLags.length ? dLags[i] : beyond;
    dDelta += dLag;
    dBeta += dLag * lags[i - 1];
    dPhi -= dLag * deltas[i - 1];
    dD -= (dDelta * deltas[i - 1]) / i;
    dDelta = (dDelta * (i - 1 - d)) / i - dLag * phi;
    dLag *= beta;
  }
  dLag += dLags[1];
  return { dPhi: dPhi + dLag, dD: dD + dLag + dDelta, dBeta: dBeta - dLag };
}

/** Adds the level to each day, and what lags that reach back before the first day find there. */
export function addPresample(
  level: number,
  presample: number,
  tails: Float64Array,
  variance: Float64Array,
): void {
  const early = tails.length - 1;
  for (let t = 0; t < variance.length; t++) variance[t] += t < early ? level + presample * tails[t] : level;
}

/** The adjoint of {@link addPresample}: day t reads the presample through each λᵢ with i > t. */
export function presampleAdjoint(
  presample: number,
  tails: Float64Array,
  dVariance: Float64Array,
  dLags: Float64Array,
): { dLevel: number; dPresample: number; beyond: number } {
  const early = tails.length - 1;
  let dLevel = 0;
  let dPresample = 0;
  let beyond = 0;
  for (let t = 0; t < dVariance.length; t++) {
    dLevel += dVariance[t];
    if (t >= early) continue;
    dPresample += dVariance[t] * tails[t];
    beyond = presample * dLevel;
    if (t + 1 < dLags.length) dLags[t + 1] += beyond;
  }
  return { dLevel, dPresample, beyond };
}
