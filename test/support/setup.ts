import { afterEach, beforeEach, expect, vi } from "vitest";
import { toBeAllClose } from "./allClose";

expect.extend({ toBeAllClose });

// The library never prints: a test during which anything does, fails.
const METHODS = ["log", "info", "warn", "error", "debug", "table"] as const;

beforeEach(() => {
  for (const method of METHODS) vi.spyOn(console, method);
});

afterEach(() => {
  const printed = METHODS.flatMap((method) =>
    vi.mocked(console[method]).mock.calls.map(([first]) => String(first)),
  );
  vi.restoreAllMocks();
  expect(printed, "printed on the console").toEqual([]);
});
