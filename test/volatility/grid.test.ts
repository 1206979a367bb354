import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { logReturns } from "../../lib/indicators/returns";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { selectGarchOrder } from "../../lib/volatility/estimation/selectOrder";
import { specName, type DistributionKind, type VolatilitySpec } from "../../lib/volatility/spec";
import fixture from "../fixtures/volatility/grid.json";

const folder = process.env.VOLFOLIO_DATA ?? "simulated";

/** arch's SLSQP ends a little below its maxima, and both stop where 1e-10 is left to gain. */
const SLACK = 1e-4;

function returnsOf(coin: string): Float64Array {
  const rows = readFileSync(join(folder, "yahoo", `${coin}-USD.csv`), "utf8")
    .trim()
    .split(/\r?\n/);
  const close = rows[0].split(",").indexOf("close");
  const days = rows
    .map((row) => row.split(","))
    .filter(([day]) => day >= fixture.first && day <= fixture.last);
  return logReturns(days.map((cells) => Number(cells[close])));
}

/** Market data are never a fixture, so this runs where VOLFOLIO_DATA holds them. */
describe.runIf(folder !== "simulated")("never below arch's best over rescaled returns", () => {
  test.each(["ADA", "BNB", "BTC", "ETH"])("paper 2's grid of orders: %s", (coin) => {
    const { estimates } = selectGarchOrder(returnsOf(coin), { presample: "backcast" });
    const theirs = fixture.cells.filter(([of]) => of === coin);
    expect(theirs).toHaveLength(32);
    for (const [, mean, archLags, garchLags, best] of theirs) {
      const name = `GARCH(${archLags},${garchLags})`;
      const ours = estimates.find(({ spec, options }) => specName(spec) === name && options.mean === mean)!;
      expect(ours.logLikelihood, `${name}, ${mean} mean`).toBeGreaterThanOrEqual(Number(best) - SLACK);
    }
  });

  test.each(fixture.models)("BTC: %s, %s", (kind, distribution, best) => {
    const lags = { archLags: 1, garchLags: 1, ...(kind !== "figarch" && { leverageLags: 1 }) };
    const spec = { kind, ...lags } as VolatilitySpec;
    const options = { distribution: distribution as DistributionKind, presample: "backcast" } as const;
    const { logLikelihood } = fitVolatility(returnsOf("BTC"), spec, options).estimate;
    expect(logLikelihood).toBeGreaterThanOrEqual(Number(best) - SLACK);
  });
});
