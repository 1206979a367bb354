import { DomainError } from "../core/errors";
import { parseDay } from "../series/days";
import type { DaySpan } from "./datasetSpec";

/**
 * The days to load: what is asked for, else the window of the data set.
 *
 * @param there - the days that there are.
 * @throws {@link DomainError} when a day asked for lies outside of them; the message names them.
 */
export function spanToLoad(asked: Partial<DaySpan>, window: DaySpan, there: DaySpan): DaySpan {
  for (const end of ["from", "to"] as const) {
    const day = asked[end];
    if (day !== undefined && (parseDay(`loadDataset, ${end}`, day) < there.from || day > there.to))
      throw new DomainError(
        "loadDataset",
        end,
        day,
        `within ${there.from} to ${there.to}, the days there are`,
      );
  }
  const { from = window.from, to = window.to } = asked;
  if (to < from) throw new DomainError("loadDataset", "to", to, `${from} or a later day`);
  return { from, to };
}
