import { sha256Of } from "../core/checksum";
import type { DaySpan } from "./datasetSpec";

/** Files of the reader's own that this process has read: their checksums by name. */
const own = new Map<string, string>();

/** By data set, the days for which this process has loaded it; undefined where they were the paper's. */
const otherDays = new Map<string, DaySpan | undefined>();

/** Remembers that this process has read a file of the reader's own. */
export function noteOwnFile(file: string, sha256: string): void {
  own.set(file, sha256);
}

/** Remembers for which days this process has loaded a data set from real market data. */
export function noteDays(dataset: string, span: DaySpan, window: DaySpan): void {
  const isWindow = span.from === window.from && span.to === window.to;
  if (isWindow) otherDays.set(dataset, undefined);
  else if (!otherDays.has(dataset)) otherDays.set(dataset, span);
}

/**
 * Why no claim on a paper's data can be judged in this process: it has read files of the reader's own, or the paper's
 * data for other days only. Undefined where nothing speaks against it.
 *
 * A cell says of its values that they are from real data; whose data, it does not say. So this is asked of the loaders.
 */
export function notThePapersData(dataset: string): string | undefined {
  if (own.size > 0) return `not judged: files of your own were read (${[...own.keys()].join(", ")})`;
  const days = otherDays.get(dataset);
  return days && `not judged: the data are of ${days.from} to ${days.to}, not of the paper's days`;
}

/** A checksum of the files of the reader's own that this process has read; empty where there are none. */
export function ownDataFingerprint(): string {
  return own.size === 0 ? "" : sha256Of([...own.values()].sort().join());
}
