import { DomainError } from "../../core/errors";
import type { Arranged, VarianceParams } from "./model";
import { checkNotNegative, scalarOf, vectorOf } from "../params";

/** How many α, γ and β a model has. */
export type LagOrders = readonly [archLags: number, leverageLags: number, garchLags: number];

/** What every model with lags has under a name. */
export type ArrangedLags<T> = Arranged<T> & Required<Pick<Arranged<T>, "omega" | "alpha" | "beta">>;

/** The values that stand as (ω, α…, γ…, β…) in θ, by name; what comes after them is left to the model. */
export function arrangedLags<T>([p, o, q]: LagOrders, values: readonly T[]): ArrangedLags<T> {
  return {
    omega: values[0],
    alpha: values.slice(1, 1 + p),
    ...(o > 0 && { gamma: values.slice(1 + p, 1 + p + o) }),
    beta: values.slice(1 + p + o, 1 + p + o + q),
  };
}

/** The parameters of a model with lags, each list as long as it must be. */
export interface LagParameters {
  readonly omega: number;
  readonly alpha: readonly number[];
  readonly gamma: readonly number[];
  readonly beta: readonly number[];
}

/** @throws DomainError or ShapeError where one is missing or of the wrong length. */
export function lagParameters(where: string, params: VarianceParams, [p, o, q]: LagOrders): LagParameters {
  return {
    omega: scalarOf(where, params, "omega"),
    alpha: vectorOf(where, params, "alpha", p),
    gamma: vectorOf(where, params, "gamma", o),
    beta: vectorOf(where, params, "beta", q),
  };
}

/** As {@link lagParameters}. @throws also unless ω > 0 and no α or β is negative. */
export function positiveLagParameters(
  where: string,
  params: VarianceParams,
  orders: LagOrders,
): LagParameters {
  const omega = positiveOmega(where, params);
  const found = { ...lagParameters(where, params, orders), omega };
  checkNotNegative(where, "alpha", found.alpha);
  checkNotNegative(where, "beta", found.beta);
  return found;
}

/** @throws DomainError unless there is an ω above 0. */
export function positiveOmega(where: string, params: VarianceParams): number {
  const omega = scalarOf(where, params, "omega");
  if (omega <= 0) throw new DomainError(where, "params.omega", omega, "above 0");
  return omega;
}

/** Shares of a weight among lags: all on one of them, or even. */
export function shares(count: number, lags: readonly number[]): number[][] {
  const only = (lag: number): number[] => Array.from({ length: count }, (_, i) => (i + 1 === lag ? 1 : 0));
  return count < 2 ? [only(1)] : [...lags.map(only), new Array<number>(count).fill(1 / count)];
}
