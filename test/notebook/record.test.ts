import { expect, test } from "vitest";
import { METRICS_MIME, record } from "../../lib/notebook/results/record";

test("values travel with their names and units, and print", () => {
  expect(record({ "BTC rmse": 0.010678901, model: "garch" }, { unit: "per day" })).toEqual({
    [METRICS_MIME]: {
      "BTC rmse": { value: 0.010678901, unit: "per day" },
      model: { value: "garch" },
    },
    "text/plain": "BTC rmse = 0.0106789 per day\nmodel = garch",
  });
  expect(record({ days: 1001 })).toEqual({
    [METRICS_MIME]: { days: { value: 1001 } },
    "text/plain": "days = 1,001",
  });
});

test.each([Number.NaN, Infinity, null, undefined, { a: 1 }])("refuses %s", (value) => {
  expect(() => record({ rmse: value as never })).toThrow(
    "record: rmse must be a finite number or a text, got",
  );
});
