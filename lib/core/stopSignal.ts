/** What the kernel's process holds for the library: {@link file://../workflow/kernel/kernelPreload.ts} puts it there. */
export interface StopButton {
  /** Of what runs now: aborted at the next Stop, when another takes its place. */
  readonly signal: AbortSignal;
}

const KEY = Symbol.for("volfolio.stopButton");

/** Makes a Stop in a notebook reach the long work that {@link stopSignal} listens for. */
export function placeStopButton(button: StopButton): void {
  Object.defineProperty(globalThis, KEY, { value: button, configurable: true });
}

/**
 * What ends long work: the caller's own signal, and in a notebook the reader's Stop as well. The kernel gives up
 * waiting for a cell that awaits, but what the cell began would go on.
 *
 * Ask when the work begins: a Stop ends what has begun, and not what comes later.
 */
export function stopSignal(own?: AbortSignal): AbortSignal | undefined {
  const button = (globalThis as { [KEY]?: StopButton })[KEY];
  if (!button) return own;
  return own ? AbortSignal.any([own, button.signal]) : button.signal;
}
