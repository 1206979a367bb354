import fc from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { toBeAllClose } from "./allClose";

expect.extend({ toBeAllClose });

// Properties draw the same cases every time, so that a red run can be looked into. FAST_CHECK_SEED=2 draws others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });

// The library never prints: a test during which anything does, fails.
const METHODS = ["log", "info", "warn", "error", "debug", "table"] as const;
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  for (const method of METHODS)
    vi.spyOn(console, method).mockImplementation(
      (...values: unknown[]) => void printed.push(values.join(" ")),
    );
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(printed, "printed on the console").toEqual([]);
});
