import { checkNumber, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import type { VarianceParams } from "./models/model";

/** The smallest ω, for residuals of variance 1: a variance must not reach 0. */
export const SMALLEST_OMEGA = 1e-8;
/** How near to 1 the persistence may come. */
export const LARGEST_PERSISTENCE: number = 1 - 1e-8;

/** "alpha[1]", "alpha[2]", …; "alpha" alone when there is one. */
export function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? name : `${name}[${i + 1}]`));
}

/** The entries of `params[name]`, checked to be `count` finite numbers. */
export function vectorOf(
  where: string,
  params: VarianceParams,
  name: "alpha" | "beta" | "gamma",
  count: number,
): readonly number[] {
  const values = params[name] ?? [];
  checkVector(where, `params.${name}`, values, 0);
  if (values.length !== count)
    throw new ShapeError(
      where,
      `params.${name} must hold ${count} values for this model, got ${values.length}`,
    );
  return values;
}

/** @throws {@link DomainError} unless the parameters are a record at all. */
export function checkParams(where: string, params: unknown): void {
  if (params == null || typeof params !== "object")
    throw new DomainError(
      where,
      "params",
      params,
      "a record such as { mu: 0, omega: 1e-6, alpha: [0.1], beta: [0.85] }",
    );
}

/** `params[name]`, checked to be a finite number within its bounds. */
export function scalarOf(
  where: string,
  params: VarianceParams,
  name: "omega" | "delta" | "phi" | "d",
  low?: number,
  high?: number,
): number {
  const value = params[name];
  if (value === undefined) throw new DomainError(where, `params.${name}`, value, "given for this model");
  checkNumber(where, `params.${name}`, value, low, high);
  return value;
}

/** @throws {@link DomainError} unless no value is negative. */
export function checkNotNegative(where: string, name: string, values: readonly number[]): void {
  values.forEach((value, i) => {
    if (value < 0) throw new DomainError(where, `params.${name}[${i}]`, value, "0 or more");
  });
}
