import { checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

/**
 * @throws {@link DomainError} unless `returns` is a list of at least `atLeast` finite numbers, and no list of prices: no
 *   market gains more than a tenth in each of ten periods, and a price in any usual currency is larger than that.
 */
export function checkReturns(where: string, returns: ArrayLike<number>, atLeast: number): void {
  checkVector(where, "returns", returns, atLeast);
  if (returns.length >= 10 && Array.from(returns).every((r) => r > 0.1))
    throw new DomainError(
      where,
      "returns",
      returns,
      "changes from period to period, not prices (all are above 0.1: pass simpleReturns(prices))",
    );
}
