import { checkSameLength } from "../core/checks";
import { AlignmentError, DomainError, ShapeError } from "../core/errors";
import { checkReturns } from "../measures/checkReturns";

/** A strategy's returns with their days. */
export interface DatedReturns {
  readonly dates: readonly string[];
  readonly returns: ArrayLike<number>;
}

/** Daily returns of strategies, by name, as fractions: all of them with their days, or none. */
export type StrategyReturns = Readonly<Record<string, ArrayLike<number> | DatedReturns>>;

/** The same, checked. */
export interface Strategies {
  readonly names: readonly string[];
  /** In the order of the names, all on the same days. */
  readonly returns: readonly ArrayLike<number>[];
}

/**
 * @throws {@link ShapeError} for fewer than two strategies or returns of different lengths, {@link AlignmentError} for
 *   returns of different days, {@link DomainError} for what is no number, and for prices or other levels.
 */
export function checkedStrategies(where: string, strategies: StrategyReturns, atLeast: number): Strategies {
  if (strategies == null || typeof strategies !== "object" || Array.isArray(strategies))
    throw new DomainError(where, "strategies", strategies, "a record of daily returns by name");
  const names = Object.keys(strategies);
  if (names.length < 2)
    throw new ShapeError(where, `there must be at least 2 strategies, got ${names.length}`);
  const returns = names.map((name) => {
    const own = strategies[name];
    return isDated(own) ? own.returns : own;
  });
  names.forEach((name, i) => {
    checkReturns(where, returns[i], atLeast, { name: `returns of ${name}` });
    checkSameLength(where, `returns of ${names[0]}`, returns[0], `returns of ${name}`, returns[i]);
    checkDays(where, strategies, names[0], name);
  });
  return { names, returns };
}

const isDated = (own: ArrayLike<number> | DatedReturns): own is DatedReturns => own != null && "dates" in own;

function checkDays(where: string, strategies: StrategyReturns, first: string, name: string): void {
  const [a, b] = [strategies[first], strategies[name]];
  if (!isDated(a) && !isDated(b)) return;
  if (!isDated(a) || !isDated(b))
    throw new AlignmentError(where, `${first} and ${name} must both have dates, or neither`);
  checkSameLength(where, `dates of ${name}`, b.dates, `returns of ${name}`, b.returns);
  const at = b.dates.findIndex((date, t) => date !== a.dates[t]);
  if (at >= 0)
    throw new AlignmentError(
      where,
      `${first} and ${name} must have the same days, got ${a.dates[at]} and ${b.dates[at]} at row ${at}`,
    );
}
