import { DomainError } from "../core/errors";
import { parseDay } from "../series/days";
import type { DaySpan } from "./datasetSpec";

/**
 * The days to load: what is asked for, else the window of the data set.
 *
 * @param there - the days that there are.
 * @param where - who was asked, for the message.
 * @throws {@link DomainError} when a day asked for lies outside of them; the message names them.
 */
export function spanToLoad(
  asked: Partial<DaySpan>,
  window: DaySpan,
  there: DaySpan,
  where = "loadDataset",
): DaySpan {
  for (const end of ["from", "to"] as const) {
    const day = asked[end];
    if (day !== undefined && (parseDay(`${where}, ${end}`, day) < there.from || day > there.to))
      throw new DomainError(where, end, day, `within ${there.from} to ${there.to}, the days there are`);
  }
  const { from = window.from, to = window.to } = asked;
  if (to < from) throw new DomainError(where, "to", to, `${from} or a later day`);
  return { from, to };
}

/** What a provenance says of days that are not those of the paper: nothing where they are. */
export function otherDays(span: DaySpan, window: DaySpan): { readonly otherDays?: DaySpan } {
  const isWindow = span.from === window.from && span.to === window.to;
  return isWindow ? {} : { otherDays: Object.freeze(span) };
}
