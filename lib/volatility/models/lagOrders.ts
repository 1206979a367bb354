import { checkInteger } from "../../core/checks";
import type { NestedSpec } from "./model";

/** A spec of a model with lags: θ = (ω, α…, γ…, β…), as many of each as the orders say. */
interface LagSpec {
  readonly archLags: number;
  readonly leverageLags?: number;
  readonly garchLags: number;
}
type LeverageSpec = Required<LagSpec>;

const MOST_LAGS = 100;

/** @throws DomainError unless there is a lagged shock at least, and no order beyond all reason. */
export function checkOrders(where: string, { archLags, garchLags }: LagSpec): void {
  checkInteger(where, "archLags", archLags, 1, MOST_LAGS);
  checkInteger(where, "garchLags", garchLags, 0, MOST_LAGS);
}

/** As {@link checkOrders}, of a model with leverage. */
export function checkLeverageOrders(
  where: string,
  spec: LeverageSpec,
  mostLeverage: number = MOST_LAGS,
): void {
  checkInteger(where, "archLags", spec.archLags, 1, MOST_LAGS);
  checkInteger(where, "leverageLags", spec.leverageLags, 0, mostLeverage);
  checkInteger(where, "garchLags", spec.garchLags, 0, MOST_LAGS);
}

/** "(1,1,1)": ARCH lags first, then leverage lags, then GARCH lags. */
export function inBrackets({ archLags, leverageLags, garchLags }: LeverageSpec): string {
  return `(${archLags},${leverageLags},${garchLags})`;
}

/**
 * The model with one lag less of a kind, which is the model itself with its last weight of that kind at 0.
 *
 * @param least - as many lags stay: none is taken away where there are no more.
 */
export function withoutLastLag<S extends LagSpec>(
  spec: S,
  lag: keyof LagSpec,
  least: number,
): NestedSpec<S>[] {
  const { archLags, leverageLags = 0, garchLags } = spec;
  const count = spec[lag] ?? 0;
  if (count <= least) return [];
  const last = {
    archLags,
    leverageLags: archLags + leverageLags,
    garchLags: archLags + leverageLags + garchLags,
  }[lag];
  return [
    {
      smaller: { ...spec, [lag]: count - 1 },
      embed(theta, offset) {
        const at = offset + last;
        return Float64Array.from([...theta.subarray(0, at), 0, ...theta.subarray(at)]);
      },
    },
  ];
}
