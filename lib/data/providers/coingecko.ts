import { z } from "zod";
import { addDays, dayOfTime, timeOfDay } from "../../series/days";
import { ProviderError } from "../providerError";
import { type Provider, type Row } from "./provider";

/**
 * CoinGecko, market capitalisations by coin. CoinGecko API, "Coin Historical Chart Data within Time Range by ID":
 *
 *     GET /api/v3/coins/bitcoin/market_chart/range?vs_currency=usd&from=<s>&to=<s>
 *     { "prices": [[ms, x], …], "market_caps": [[ms, x], …], "total_volumes": [[ms, x], …] }
 *
 * One request a coin, of which the first value of each month is kept; the supply is cap over price. Without a key
 * it reaches back 365 days (status 401, error_code 10012, beyond), and it has no history of the whole market: its
 * `/global` is about this moment.
 */
export const coingecko: Provider = {
  provider: "coingecko",
  baseUrl: "https://api.coingecko.com",
  rate: { requests: 5, perMs: 60_000 },
  refusal: (_, body) => {
    const said = refusal.safeParse(body);
    if (!said.success) return undefined;
    const { error_code, error_message } = said.data.error.status;
    return error_code === 10012
      ? { failure: "unknown", message: "without a key it reaches back 365 days; ask for those with --from" }
      : { failure: "closed", message: `error ${error_code}: ${error_message}` };
  },

  describe: ({ instrument, symbols, from, to }) =>
    `GET /api/v3/coins/<id>/market_chart/range on the first of each month, ${from} to ${to}: ${instrument} of ${symbols.join()}`,

  firstPage: () => 0,

  page: async (client, { instrument, symbols, from, to }, start) => {
    if (instrument === "total_market_cap")
      throw new ProviderError(
        "coingecko GET /api/v3/global",
        "unknown",
        "it publishes no history of the whole market",
      );
    const symbol = symbols[start];
    const path = `/api/v3/coins/${IDS[symbol]}/market_chart/range`;
    const query = {
      vs_currency: "usd",
      from: timeOfDay(from) / 1000,
      to: timeOfDay(addDays(to, 1)) / 1000 - 1,
    };
    const { prices, market_caps } = await client.get({ path, query, answer });
    const priceAt = new Map(prices);
    const rows = new Map<string, Row>();
    for (const [time, cap] of [...market_caps].sort(([a], [b]) => a - b)) {
      const day = dayOfTime(time);
      const price = priceAt.get(time);
      if (day.endsWith("-01") && price && !rows.has(day))
        rows.set(day, [day, symbol, cap / price, price, cap]);
    }
    return { rows: [...rows.values()], next: start + 1 < symbols.length ? start + 1 : null };
  },
};

const IDS: Readonly<Record<string, string>> = {
  ADA: "cardano",
  BCH: "bitcoin-cash",
  BNB: "binancecoin",
  BTC: "bitcoin",
  EOS: "eos",
  ETC: "ethereum-classic",
  ETH: "ethereum",
  LTC: "litecoin",
  XRP: "ripple",
};

const refusal = z.object({
  error: z.object({ status: z.object({ error_code: z.number(), error_message: z.string() }) }),
});

const point = z.tuple([z.number(), z.number()]);
const answer = z.object({ prices: z.array(point), market_caps: z.array(point) });
