import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { marketInUse } from "../../lib/workflow/run/marketInUse";

test("the simulated market is called so", () => {
  expect(marketInUse("simulated")).toBe("simulated");
});

test("a folder without any data set is refused at once: it is never called simulated", () => {
  expect(() => marketInUse(join(tmpdir(), "volfolio-not-there"))).toThrow(
    "must name a folder of market data",
  );
  expect(() => marketInUse(mkdtempSync(join(tmpdir(), "volfolio-empty-")))).toThrow(/must hold/);
});

test.runIf(process.env.VOLFOLIO_DATA)("real data are called real", () => {
  expect(marketInUse(process.env.VOLFOLIO_DATA)).toBe("real");
});
