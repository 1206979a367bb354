import { expect, test } from "vitest";
import { forecastHybrid } from "../../lib/forecasts/forecastHybrid";
import { errorsBySeed, forecastHybrids } from "../../lib/forecasts/forecastHybrids";
import type { HybridMarket } from "../../lib/forecasts/volatilityRows";
import { mae } from "../../lib/measures/errors";
import { dayRange } from "../../lib/series/days";
import { sampleReturns } from "../support/samples";

const dates = dayRange("2024-01-01", "2024-05-09");
const marketOf = (seed: number): HybridMarket => {
  let price = 100;
  const closes = [price, ...sampleReturns(seed, dates.length - 1).map((r) => (price *= 1 + r))];
  return { dates, closes: { BTC: closes } };
};
const [market, other] = [marketOf(1), marketOf(2)];
const small = { features: [], epochs: 1, architecture: [{ lstm: 2 }, { dense: 1 }], cache: false } as const;

test("each network from each seed, on its own market, as forecastHybrid alone", async () => {
  const told: string[] = [];
  const runs = await forecastHybrids(
    market,
    { here: small, there: { ...small, market: other } },
    { seeds: [3, 4], onProgress: ({ done, of, note }) => void told.push(`${done}/${of} ${note}`) },
  );
  expect(Object.keys(runs)).toEqual(["here", "there"]);
  const alone = await forecastHybrid(market, { ...small, seed: 4 });
  expect(runs.here[1]).toEqual(alone);
  const elsewhere = await forecastHybrid(other, { ...small, seed: 3 });
  expect(runs.there[0]).toEqual(elsewhere);
  expect(told).toEqual(["1/4 here, seed 3", "2/4 here, seed 4", "3/4 there, seed 3", "4/4 there, seed 4"]);
  const errors = errorsBySeed(mae, runs.here, "BTC");
  expect(errors).toEqual(runs.here.map((run) => mae(run.BTC.actual, run.BTC.forecast)));
  expect(errors[0]).not.toBe(errors[1]);
  expect(() => errorsBySeed(mae, runs.here, "DOGE")).toThrow("one of BTC");
});

test("without a seed nothing is trained", async () => {
  const none = forecastHybrids(market, { here: small }, { seeds: [] });
  await expect(none).rejects.toThrow("a list of one seed or more");
});
