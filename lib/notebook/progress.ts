import type { ProgressEvent } from "../core/progress";
import { newDisplay } from "./display";

/** Hand it to long work as `onProgress`; call `done` at the end. */
export interface ProgressLine {
  (event: ProgressEvent): void;
  /** The line's last state: how long it took, and what there is to add. */
  readonly done: (note?: string) => void;
}

const BETWEEN = 200; // ms: five times a second at most
const BAR = 24; // characters

/**
 * One line below the cell that says how far the work is: a bar, the time so far and an estimate of what is left.
 * Outside of a notebook nothing is shown. Never throws.
 *
 * @param label - what the line begins with.
 * @returns a function for `onProgress`, whose own function `done` writes the last line.
 * @example
 * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
 * const line = v.progressLine("training");
 * const options = { epochs: 2, seed: 1, onProgress: line };
 * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], options);
 * line.done("two epochs");
 * model.curves.loss.length; // → 2
 */
export function progressLine(label: string): ProgressLine {
  const output = newDisplay();
  const begun = performance.now();
  let stage = "";
  let stageBegun = begun;
  let lastShown = -Infinity;
  const line = (event: ProgressEvent): void => {
    const now = performance.now();
    const fresh = event.stage !== stage;
    if (fresh) {
      stage = event.stage;
      stageBegun = now;
    }
    if (!fresh && event.done < event.of && now - lastShown < BETWEEN) return;
    lastShown = now;
    output.show({ "text/plain": progressText(label, event, now - begun, now - stageBegun) });
  };
  const done = (note?: string): void => {
    const took = `${label}: done in ${durationText(performance.now() - begun)}`;
    output.show({ "text/plain": note === undefined ? took : `${took}, ${note}` });
  };
  return Object.assign(line, { done });
}

/** @param elapsed - ms since the work began. @param inStage - ms since its stage began. */
export function progressText(label: string, event: ProgressEvent, elapsed: number, inStage: number): string {
  const { stage, done, of, note } = event;
  const share = of > 0 ? Math.min(done / of, 1) : 0;
  const filled = Math.round(BAR * share);
  const left = done > 0 && done < of ? `, about ${durationText((inStage / done) * (of - done))} left` : "";
  return [
    `${label} ${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${Math.floor(100 * share)} %`,
    `${stage} ${done} of ${of}`,
    ...(note ? [note] : []),
    `${durationText(elapsed)}${left}`,
  ].join(" · ");
}

/** A time span in words, to two units at most: "0.4 s", "48 s", "3 min 20 s", "1 h 5 min". */
export function durationText(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
