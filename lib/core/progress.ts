import { CancelledError } from "./errors";

/** One step of long work. `done` of `of` units of the stage are finished. */
export interface ProgressEvent {
  readonly stage: string;
  readonly done: number;
  readonly of: number;
  /** What is being worked on, in a few words: "okx BTC-USDT". */
  readonly note?: string;
}

export type OnProgress = (event: ProgressEvent) => void;

/** What every long-running function accepts. */
export interface LongWork {
  /** Called with each step that is done; by default nobody is told. */
  readonly onProgress?: OnProgress;
  /** Stops the work: it ends with a {@link CancelledError}. By default nothing stops it. */
  readonly signal?: AbortSignal;
}

/** @throws {@link CancelledError} when the caller has asked to stop. */
export function throwIfCancelled(where: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError(where);
}
