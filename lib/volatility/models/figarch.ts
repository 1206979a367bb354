import { DomainError, ShapeError } from "../../core/errors";
import { Convolver, type Spectrum } from "../../math/convolution";
import { positiveOmega, type ArrangedLags } from "./lagParameters";
import { squaresAdjoint, squaresOf } from "./longLags";
import {
  addPresample,
  emptyWeights,
  fillTails,
  fillWeights,
  presampleAdjoint,
  weightsAdjoint,
} from "./longMemory";
import type { VarianceModel } from "./model";
import { scalarOf, SMALLEST_OMEGA, vectorOf } from "../params";

/** A weight that is 0 but for rounding. */
const ROUNDING = 1e-12;
/** Of a search's grid: the long memory d, and the part of d + φ that β takes. */
const MEMORIES = [0, 0.2, 0.4, 0.6, 0.8, 0.97];
const PARTS = [0.1, 0.55, 0.9];
/** Where days are few and hills many: ω, as a multiple of the one that gives residuals of variance 1. */
const FEW = 500;
const LEVELS = [0.6, 1.8];

/**
 * FIGARCH(archLags, d, garchLags), Baillie, Bollerslev and Mikkelsen (1996), as an ARCH(∞) cut after `truncation` lags:
 *
 *     σ²ₜ = ω/(1 − β) + Σᵢ λᵢ ε²ₜ₋ᵢ,   λ₁ = φ − β + d,   λᵢ = β λᵢ₋₁ + δᵢ − φ δᵢ₋₁,
 *     δ₁ = d,   δᵢ = (i − 1 − d)/i · δᵢ₋₁
 *
 * Before the first day ε² is the presample variance. The sums are convolutions, done by fast Fourier transform.
 * θ = (ω, φ, d, β), without φ or β where the order is 0. The bounds 0 ≤ φ ≤ (1 − d)/2, 0 ≤ β ≤ φ + d keep σ² positive.
 */
export function figarchModel(archLags: 0 | 1, garchLags: 0 | 1, truncation: number): VarianceModel {
  const size = 2 + archLags + garchLags;
  const atPhi = archLags === 1 ? 1 : -1;
  const atD = 1 + archLags;
  const atBeta = garchLags === 1 ? size - 1 : -1;
  const phiOf = (theta: Float64Array): number => (atPhi < 0 ? 0 : theta[atPhi]);
  const betaOf = (theta: Float64Array): number => (atBeta < 0 ? 0 : theta[atBeta]);

  const weights = emptyWeights(truncation);
  const { lags, tails } = weights;
  let workspace: Workspace | undefined;

  let filledFor: readonly number[] = [];
  const fillLags = (theta: Float64Array): void => {
    const phi = phiOf(theta);
    const d = theta[atD];
    const beta = betaOf(theta);
    if (filledFor[0] === phi && filledFor[1] === d && filledFor[2] === beta) return;
    filledFor = [phi, d, beta];
    fillWeights(phi, d, beta, weights);
    fillTails(weights);
  };

  const lower = new Float64Array(size);
  const upper = new Float64Array(size).fill(1);
  [lower[0], upper[0]] = [SMALLEST_OMEGA, 100];
  if (atPhi > 0) upper[atPhi] = 0.5;
  if (atBeta > 0) upper[atBeta] = 0.9999;
  const rows: Float64Array[] = [];
  const limits: number[] = [];
  if (atPhi > 0) {
    const row = new Float64Array(size);
    [row[atPhi], row[atD]] = [1, 0.5];
    rows.push(row);
    limits.push(0.5);
  }
  if (atBeta > 0) {
    const row = new Float64Array(size);
    [row[atBeta], row[atD]] = [1, -1];
    if (atPhi > 0) row[atPhi] = -1;
    rows.push(row);
    limits.push(0);
  }

  const arrange = <T>(values: readonly T[]): ArrangedLags<T> => ({
    omega: values[0],
    alpha: [],
    ...(atPhi > 0 && { phi: values[atPhi] }),
    d: values[atD],
    beta: atBeta > 0 ? [values[atBeta]] : [],
  });

  return {
    names: ["omega", ...(archLags ? ["phi"] : []), "d", ...(garchLags ? ["beta"] : [])],
    region: { lower, upper, inequalities: { rows, upper: limits } },
    inequalities: [...(archLags ? ["phi + d/2"] : []), ...(garchLags ? ["phi + d − beta"] : [])],

    forward(theta, residuals, presample, variance) {
      const n = residuals.length;
      if (workspace?.squares.length !== n) workspace = workspaceFor(n, Math.min(n, truncation + 1));
      const { convolver, squares, squaresSpectrum, lagsSpectrum } = workspace;
      squaresOf(residuals, n, squares);
      fillLags(theta);
      convolver.spectrum(squares, squaresSpectrum);
      convolver.spectrum(lags.subarray(0, Math.min(n, truncation + 1)), lagsSpectrum);
      convolver.convolve(squaresSpectrum, lagsSpectrum, variance);
      addPresample(theta[0] / (1 - betaOf(theta)), presample, tails, variance);
    },

    adjoint(theta, residuals, presample, _variance, dVariance, dTheta, dResidual) {
      const n = residuals.length;
      const { convolver, squaresSpectrum, lagsSpectrum, dSpectrum, dSquares, dLags } = workspace!;
      convolver.spectrum(dVariance, dSpectrum);
      convolver.correlate(dSpectrum, lagsSpectrum, dSquares); // Σₜ dVₜ λₜ₋ᵤ
      squaresAdjoint(residuals, n, dSquares, dResidual);

      convolver.correlate(dSpectrum, squaresSpectrum, dLags); // Σₜ dVₜ ε²ₜ₋ᵢ
      const { dLevel, dPresample, beyond } = presampleAdjoint(presample, tails, dVariance, dLags);
      const beta = betaOf(theta);
      const { dPhi, dD, dBeta } = weightsAdjoint(phiOf(theta), theta[atD], beta, weights, dLags, beyond);
      const share = 1 / (1 - beta);
      dTheta[0] += dLevel * share;
      if (atPhi > 0) dTheta[atPhi] += dPhi;
      dTheta[atD] += dD;
      if (atBeta > 0) dTheta[atBeta] += dBeta + dLevel * theta[0] * share * share;
      return dPresample;
    },

    step(theta, t, residuals, _variance, presample) {
      fillLags(theta);
      const reach = Math.min(t, truncation);
      let next = theta[0] / (1 - betaOf(theta)) + presample * tails[reach];
      for (let i = 1; i <= reach; i++) next += lags[i] * residuals[t - i] ** 2;
      return next;
    },

    starts(days) {
      const shorts = atPhi > 0 ? [0, 0.9] : [0];
      const inside = shorts.flatMap((short) =>
        (days < FEW ? LEVELS : [1]).map((level) =>
          MEMORIES.map((d) =>
            (atBeta > 0 ? PARTS : [0]).map((part) => {
              const theta = new Float64Array(size);
              const phi = 0.5 * short * (1 - d);
              if (atPhi > 0) theta[atPhi] = phi;
              theta[atD] = d;
              if (atBeta > 0) theta[atBeta] = Math.min(0.99, part * (d + phi));
              fillLags(theta);
              theta[0] = level * Math.max(0.005, (1 - tails[0]) * (1 - betaOf(theta)));
              return theta;
            }),
          ),
        ),
      );
      return { inside, edges: [] };
    },

    /** Only ω is free: the weights of the shocks add up to 1. */
    stretch: (theta) => ({ theta, factor: 1 }),

    rescale(theta, scale) {
      const out = Float64Array.from(theta);
      out[0] *= scale * scale;
      return out;
    },

    arrange,
    toParams: (theta) => arrange([...theta]),

    fromParams(where, params) {
      const omega = positiveOmega(where, params);
      if ((params.alpha ?? []).length > 0)
        throw new ShapeError(where, "FIGARCH has no alpha: its short memory is phi; params.alpha must be []");
      const d = scalarOf(where, params, "d", 0, 1);
      const phi = atPhi > 0 ? [scalarOf(where, params, "phi", 0, 1)] : [];
      const beta = vectorOf(where, params, "beta", garchLags);
      if (beta.some((b) => !(b >= 0 && b < 1)))
        throw new DomainError(where, "params.beta[0]", beta[0], "from 0 to below 1");
      const theta = Float64Array.from([omega, ...phi, d, ...beta]);
      fillLags(theta);
      if (lags.some((weight) => weight < -ROUNDING))
        throw new DomainError(
          where,
          "params",
          params,
          "such that no past shock has a negative weight (0 ≤ phi ≤ (1 − d)/2 and 0 ≤ beta ≤ phi + d are enough)",
        );
      return theta;
    },

    /** The weights of an infinite sum add up to 1; what the truncation leaves out is missing here. */
    persistence(theta) {
      fillLags(theta);
      return tails[0];
    },

    unconditional(theta) {
      fillLags(theta);
      return tails[0] < 1 ? theta[0] / (1 - betaOf(theta)) / (1 - tails[0]) : Infinity;
    },
  };
}

/** Work space for one length of the sample. */
interface Workspace {
  readonly convolver: Convolver;
  readonly squares: Float64Array;
  readonly dSquares: Float64Array;
  readonly dLags: Float64Array;
  readonly squaresSpectrum: Spectrum;
  readonly lagsSpectrum: Spectrum;
  readonly dSpectrum: Spectrum;
}

function workspaceFor(days: number, lags: number): Workspace {
  const convolver = new Convolver(days + lags);
  return {
    convolver,
    squares: new Float64Array(days),
    dSquares: new Float64Array(days),
    dLags: new Float64Array(lags),
    squaresSpectrum: convolver.emptySpectrum(),
    lagsSpectrum: convolver.emptySpectrum(),
    dSpectrum: convolver.emptySpectrum(),
  };
}
