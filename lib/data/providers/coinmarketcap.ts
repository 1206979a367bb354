import { z } from "zod";
import { ProviderError } from "../providerError";
import { firstsOfMonths, type Provider, type Row } from "./provider";

/**
 * CoinMarketCap, market capitalisations. The interface of its own page "Historical Snapshots", without a key; its
 * documented twin "Listings Historical" is paid for:
 *
 *     GET /data-api/v3/cryptocurrency/listings/historical?date=2022-01-01&start=1&limit=200&convertId=2781
 *     { "data": [{ "id": 1, "symbol": "BTC", "tags": ["mineable", …], "circulatingSupply": 19e6,
 *       "quotes": [{ "price": 47686.8, "marketCap": 9.0e11 }] }, …], "status": { "error_code": "0" } }
 *
 * One request a day, here for the first of each month; `convertId` 2781 is the US dollar. Coins are told apart by
 * `id`: symbols are taken over by others (EOS became A in 2025). The total is that of the 200 largest.
 */
export const coinmarketcap: Provider = {
  provider: "coinmarketcap",
  baseUrl: "https://api.coinmarketcap.com",
  rate: { requests: 1, perMs: 1000 },
  headers: { "user-agent": "Mozilla/5.0 (compatible; volfolio)" },

  describe: ({ instrument, symbols, from, to }) =>
    `GET ${PATH}?limit=${LARGEST}&convertId=${USD} on the first of each month, ${from} to ${to}: ` +
    (instrument === "total_market_cap" ? "sums" : symbols.join()),

  firstPage: () => 0,

  page: async (client, { instrument, symbols, from, to }, start) => {
    const days = firstsOfMonths(from, to);
    if (start >= days.length) return { rows: [], next: null };
    const date = days[start];
    const query = { date, start: 1, limit: LARGEST, convertId: USD };
    const { data: coins, status } = await client.get({ path: PATH, query, answer });
    if (status.error_code !== "0")
      throw new ProviderError(
        `coinmarketcap GET ${PATH}`,
        "unreadable",
        `answers with ${status.error_message}`,
      );
    const sum = (some: readonly Coin[]): number =>
      some.reduce((total, coin) => total + coin.quotes[0].marketCap, 0);
    const rows: Row[] =
      instrument === "total_market_cap"
        ? [[date, coins.length, sum(coins), sum(coins.filter(({ tags }) => !tags?.includes("stablecoin")))]]
        : symbols.flatMap((symbol): Row[] => {
            const coin = coins.find(({ id }) => id === IDS[symbol]);
            return coin
              ? [[date, symbol, coin.circulatingSupply, coin.quotes[0].price, coin.quotes[0].marketCap]]
              : [];
          });
    return { rows, next: start + 1 < days.length ? start + 1 : null };
  },
};

const PATH = "/data-api/v3/cryptocurrency/listings/historical";
const LARGEST = 200;
const USD = 2781;

const IDS: Readonly<Record<string, number>> = {
  ADA: 2010,
  BCH: 1831,
  BNB: 1839,
  BTC: 1,
  EOS: 1765,
  ETC: 1321,
  ETH: 1027,
  LTC: 2,
  XRP: 52,
};

const coin = z.object({
  id: z.int(),
  tags: z.array(z.string()).nullish(),
  circulatingSupply: z.number(),
  quotes: z.array(z.object({ price: z.number(), marketCap: z.number() })).min(1),
});
type Coin = z.infer<typeof coin>;

const answer = z.object({
  data: z.array(coin),
  status: z.object({ error_code: z.coerce.string(), error_message: z.string().nullish() }),
});
