import { afterEach, beforeEach, expect, vi } from "vitest";
import { toBeAllClose } from "./allClose";

expect.extend({ toBeAllClose });

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
