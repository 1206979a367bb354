import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { logReturns } from "../../lib/indicators/returns";
import { selectGarchOrder } from "../../lib/volatility/selectOrder";
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
describe.runIf(folder !== "simulated")(
  "paper 2's grid: no cell below arch's best over rescaled returns",
  () => {
    test.each(["ADA", "BNB", "BTC", "ETH"])("%s", (coin) => {
      const { estimates } = selectGarchOrder(returnsOf(coin), { presample: "backcast" });
      const theirs = fixture.cells.filter(([of]) => of === coin);
      expect(theirs).toHaveLength(32);
      for (const [, mean, archLags, garchLags, best] of theirs) {
        const { logLikelihood } = estimates.find(
          ({ spec, options }) =>
            options.mean === mean &&
            "archLags" in spec &&
            spec.archLags === archLags &&
            spec.garchLags === garchLags,
        )!;
        expect(logLikelihood, `GARCH(${archLags},${garchLags}), ${mean} mean`).toBeGreaterThanOrEqual(
          Number(best) - SLACK,
        );
      }
    });
  },
);
