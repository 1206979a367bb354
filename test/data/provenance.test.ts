import { inspect } from "node:util";
import { expect, test } from "vitest";
import { dataProvenance, type DataProvenance, type SourceProvenance } from "../../lib/data/provenance";

const source = (
  symbol: string,
  provider: string,
  more: Partial<SourceProvenance> = {},
): SourceProvenance => ({
  symbol,
  provider,
  file: `${provider}/${symbol}.csv`,
  from: "2024-01-01",
  to: "2024-01-31",
  rows: 31,
  gaps: [],
  sha256: "0123456789abcdef".repeat(4),
  ...more,
});

const real = (...sources: SourceProvenance[]): DataProvenance =>
  dataProvenance({ dataset: "d", simulated: false, missingDays: "expected", leftOut: [], sources });

test("real data, in plain words", () => {
  expect(inspect(real(source("BTC", "okx")))).toBe(
    [
      "d: real market data from OKX, 2024-01-01 to 2024-01-31",
      "  BTC    31 rows, 2024-01-01 to 2024-01-31, okx/BTC.csv, sha256 01234567",
      "  no day is missing",
    ].join("\n"),
  );
});

test("several providers: which series come from which", () => {
  const text = inspect(real(source("BTC", "okx"), source("EOS", "binance"), source("XRP", "okx")));
  expect(text).toContain("real market data from Binance (EOS) and OKX (the others), 2024-01-01");
});

test("many missing days are shortened in the text and whole in the record", () => {
  const gaps = Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1}`);
  const provenance = real(source("BTC", "okx", { gaps }));
  expect(inspect(provenance)).toContain(
    "9 days (2024-01-01, 2024-01-02, 2024-01-03, …, 2024-01-08, 2024-01-09)",
  );
  expect(provenance.sources[0].gaps).toEqual(gaps);
});

test("the simulated market, with its seed and the reason", () => {
  const simulated = dataProvenance({
    dataset: "d",
    simulated: true,
    seed: 0,
    reason: "no data",
    missingDays: "unexpected",
    leftOut: [],
    sources: [source("BTC", "simulated market", { file: "" })],
  });
  expect(inspect(simulated)).toBe(
    [
      "d: SIMULATED market, seed 0, 2024-01-01 to 2024-01-31: no claim is judged on it (no data)",
      "  BTC    31 rows, 2024-01-01 to 2024-01-31, simulated market, sha256 01234567",
      "  no day is missing",
    ].join("\n"),
  );
});
