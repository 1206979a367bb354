import type { ModelKind } from "./model";

/**
 * Expected variances of a model that is linear in ε² and σ² and does not ask for the sign of a shock: each unknown ε² is put
 * at its expectation, σ². A residual of size σ, which is left in `residuals`, does that.
 */
export const expectedBySteps: NonNullable<ModelKind<unknown>["expected"]> = (
  { model, theta, presample },
  residuals,
  variance,
  from,
  to,
) => {
  for (let t = from; t < to; t++) {
    variance[t] = model.step(theta, t, residuals, variance, presample);
    residuals[t] = Math.sqrt(variance[t]);
  }
};
