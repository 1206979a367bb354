import { afterEach, expect, test } from "vitest";
import { placeStopButton, stopSignal } from "../../lib/core/stopSignal";

afterEach(() => Reflect.deleteProperty(globalThis, Symbol.for("volfolio.stopButton")));

test("without a button only the caller's signal stops", () => {
  const own = new AbortController();
  expect(stopSignal()).toBeUndefined();
  expect(stopSignal(own.signal)).toBe(own.signal);
});

test("a press stops what has begun, whoever else may stop it, and nothing that begins later", () => {
  let button = new AbortController();
  placeStopButton({
    get signal() {
      return button.signal;
    },
  });
  const own = new AbortController();
  const begun = [stopSignal(), stopSignal(own.signal)];
  const pressed = button;
  button = new AbortController();
  pressed.abort();
  expect(begun.map((signal) => signal?.aborted)).toEqual([true, true]);
  const later = stopSignal(own.signal);
  expect(later?.aborted).toBe(false);
  own.abort();
  expect(later?.aborted).toBe(true);
});
