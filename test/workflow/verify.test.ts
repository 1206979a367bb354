import { expect, test } from "vitest";
import type { NotebookResult } from "../../lib/workflow/results/results";
import { differences } from "../../lib/workflow/results/verify";
import type { ClaimResult } from "../../lib/papers/judge";

const claim = (id: string, verdict: ClaimResult["verdict"]): ClaimResult =>
  ({ id, verdict, ours: 1, printed: "1" }) as ClaimResult;

const reference = {
  notebook: "01-data",
  profile: "quick",
  parameters: { profile: "quick" },
  dataFingerprint: "data",
  metrics: { rmse: { value: 0.0107 }, order: { value: "GARCH(1,1)" } },
  claims: [claim("table-1/BTC", "reproduced")],
} as unknown as NotebookResult;

const TOLERANCE = 1e-9;

test("the same results have no difference, nor has what lies within the tolerance", () => {
  expect(differences(reference, reference, TOLERANCE)).toEqual([]);
  const near = { ...reference, metrics: { ...reference.metrics, rmse: { value: 0.0107 * (1 + 5e-10) } } };
  expect(differences(reference, near, TOLERANCE)).toEqual([]);
});

test("a number beyond the tolerance, a text, a verdict, and what only one side has, are differences", () => {
  const now: NotebookResult = {
    ...reference,
    metrics: { rmse: { value: 0.0107 * (1 + 2e-9) }, mape: { value: 2 } },
    claims: [claim("table-1/BTC", "close")],
  };
  expect(differences(reference, now, TOLERANCE)).toEqual([
    { notebook: "01-data", what: "rmse", was: "0.0107", is: "0.0107000000214", tolerance: TOLERANCE },
    { notebook: "01-data", what: "order", was: "GARCH(1,1)", is: "nothing" },
    { notebook: "01-data", what: "mape", was: "nothing", is: "2" },
    { notebook: "01-data", what: "table-1/BTC", was: "reproduced (1)", is: "close (1)" },
  ]);
});

test("a number that was recorded with a tolerance may move within it, and no further", () => {
  const trained = { ...reference, metrics: { loss: { value: 2, tolerance: 0.05 } } };
  const at = (value: number): NotebookResult => ({ ...trained, metrics: { loss: { value } } });
  expect(differences(trained, at(2.09), TOLERANCE)).toEqual([]);
  expect(differences(trained, at(2.11), TOLERANCE)).toEqual([
    { notebook: "01-data", what: "loss", was: "2", is: "2.11", tolerance: 0.05 },
  ]);
});

test("NaN on one side is a difference", () => {
  const now = { ...reference, metrics: { ...reference.metrics, rmse: { value: NaN } } };
  expect(differences(reference, now, TOLERANCE)).toHaveLength(1);
});

test("results of other parameters are not compared", () => {
  expect(() => differences(reference, { ...reference, parameters: {} }, TOLERANCE)).toThrow(
    "other parameters",
  );
});
