import { checkInteger } from "../core/checks";

/**
 * Decisions every so many days, the first on day 0, and null on the days between: weights for `simulateInvestment`, or
 * whatever holds them.
 *
 * @param observations - n, how many days there are: as many entries.
 * @param every - days from one decision to the next; n or more decides once.
 * @param decide - the decision of a day, counted from 0.
 * @throws `DomainError` for less than one day.
 * @example
 * v.decideEvery(5, 2, (day) => `day ${day}`); // → ["day 0", null, "day 2", null, "day 4"]
 */
export function decideEvery<T>(
  observations: number,
  every: number,
  decide: (day: number) => T,
): (T | null)[] {
  checkInteger("decideEvery", "observations", observations, 1);
  checkInteger("decideEvery", "every", every, 1);
  return Array.from({ length: observations }, (_, day) => (day % every === 0 ? decide(day) : null));
}
