import { exp, pow } from "../../core/elementary";
import type { Rng } from "../../core/random";
import { daysBetween } from "../../series/days";
import type { Day } from "../../series/days";
import type { MarketCap, TotalMarketCap } from "../marketCaps";
import { COIN_NAMES, COINS, REST_OF_MARKET, SUPPLY_DAY } from "./marketModel";
import type { Coin } from "./marketModel";
import type { MarketPath } from "./returns";

export interface SimulatedMarketCaps {
  /** A row per month and coin. */
  readonly caps: readonly MarketCap[];
  /** A row per month. */
  readonly totals: readonly TotalMarketCap[];
}

/**
 * Market capitalisations at the close of the first day of each month.
 *
 * @param dates - the days of the path, in its order.
 */
export function capitalise(path: MarketPath, dates: readonly Day[], rng: Rng): SimulatedMarketCaps {
  const { coins, share, shareDeviation, sharePersistence, stable } = REST_OF_MARKET;
  const caps: MarketCap[] = [];
  const totals: TotalMarketCap[] = [];
  let wander = shareDeviation * rng.normal();
  for (const [t, date] of dates.entries()) {
    if (!date.endsWith("-01")) continue;
    const month = COIN_NAMES.map((symbol) => {
      const supply = supplyOn(symbol, date);
      const priceUsd = exp(path[symbol].logClose[t]);
      return { date, symbol, supply, priceUsd, capUsd: supply * priceUsd };
    });
    wander = sharePersistence * wander + shareDeviation * Math.sqrt(1 - sharePersistence ** 2) * rng.normal();
    const nine = month.reduce((sum, { capUsd }) => sum + capUsd, 0);
    const totalExStableUsd = nine * (1 + share * exp(wander));
    caps.push(...month);
    totals.push({ date, n: coins, totalCapUsd: totalExStableUsd + stable, totalExStableUsd });
  }
  return { caps, totals };
}

function supplyOn(coin: Coin, date: Day): number {
  const { supply, issuance } = COINS[coin];
  return supply * pow(1 + issuance, daysBetween(SUPPLY_DAY, date) / 365);
}
