import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { durationText, progressLine, progressText } from "../../lib/notebook/progress";

const shown: unknown[] = [];
vi.mock("../../lib/notebook/display", () => ({
  newDisplay: () => ({ show: (bundle: { "text/plain": string }) => void shown.push(bundle["text/plain"]) }),
}));

describe("progressLine", () => {
  beforeEach(() => {
    shown.length = 0;
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => vi.useRealTimers());

  test("one state for each fifth of a second, the last of a stage always", () => {
    const line = progressLine("training");
    for (let done = 1; done <= 1000; done++) {
      vi.advanceTimersByTime(1);
      line({ stage: "epoch", done, of: 1000 });
    }
    expect(shown.length).toBe(6); // at 1, 201, 401, 601, 801 and 1000 ms
    expect(shown.at(-1)).toMatch(/100 % · epoch 1000 of 1000 · 1.0 s$/);
    line.done();
    expect(shown.at(-1)).toBe("training: done in 1.0 s");
  });

  test("a new stage shows at once, and its estimate starts afresh", () => {
    const line = progressLine("reproducing");
    line({ stage: "load", done: 1, of: 1 });
    vi.advanceTimersByTime(10_000);
    line({ stage: "fit", done: 0, of: 4 });
    vi.advanceTimersByTime(5_000);
    line({ stage: "fit", done: 1, of: 4, note: "BTC" });
    expect(shown.slice(1)).toEqual([
      `reproducing ${"░".repeat(24)} 0 % · fit 0 of 4 · 10 s`,
      `reproducing ${"█".repeat(6)}${"░".repeat(18)} 25 % · fit 1 of 4 · BTC · 15 s, about 15 s left`,
    ]);
  });
});

test("progressText never goes beyond its end, nor divides by nothing", () => {
  expect(progressText("x", { stage: "s", done: 5, of: 4 }, 1000, 1000)).toContain(`${"█".repeat(24)} 100 %`);
  expect(progressText("x", { stage: "s", done: 0, of: 0 }, 1000, 1000)).toContain("0 %");
});

test.each([
  [0, "0.0 s"],
  [9_949, "9.9 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [59_600, "1 min 0 s"],
  [200_000, "3 min 20 s"],
  [3_599_700, "1 h 0 min"],
  [3_900_000, "1 h 5 min"],
])("%d ms is %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
