import { checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkSize } from "../math/varies";

/** The losses of several models on the same days, apart from their names. @throws unless they are that. */
export function checkedLosses(
  where: string,
  losses: Readonly<Record<string, ArrayLike<number>>>,
  atLeast: number,
): { names: string[]; series: ArrayLike<number>[] } {
  if (losses == null || typeof losses !== "object" || Array.isArray(losses))
    throw new DomainError(where, "losses", losses, "a record of losses by model");
  const names = Object.keys(losses);
  if (names.length < atLeast)
    throw new ShapeError(
      where,
      `losses must hold at least ${atLeast} model${atLeast > 1 ? "s" : ""}, got ${names.length}`,
    );
  for (const name of names) {
    checkVector(where, `losses.${name}`, losses[name], 10);
    checkSize(where, `losses.${name}`, losses[name]);
    checkSameLength(where, `losses.${names[0]}`, losses[names[0]], `losses.${name}`, losses[name]);
  }
  return { names, series: names.map((name) => losses[name]) };
}
