import { z } from "zod";
import { addDays, dayOfTime, timeOfDay, type Day } from "../../series/days";
import type { JsonClient } from "../http";
import { ProviderError } from "../providerError";
import { decimalText, type Provider, type Row } from "./provider";

/**
 * Investing.com, the Crypto Volatility Index. Investing.com documents no interface; these two are used by its own
 * pages "Search" and "CVI Historical Data", and are often closed to programs:
 *
 *     GET /api/search/v2/search?q=Crypto Volatility Index
 *     { "quotes": [{ "id": 123, "url": "/indices/crypto-volatility-index" }, …] }
 *     GET /api/financialdata/historical/123?start-date=2019-03-31&end-date=…&time-frame=Daily&add-missing-rows=false
 *     { "data": [{ "rowDateTimestamp": "2024-11-28T00:00:00Z", "last_openRaw": "66.45", "last_maxRaw": …,
 *       "last_minRaw": …, "last_closeRaw": … }, …] }
 *
 * Newest first, at most 5000 rows; the header `domain-id` names the edition of the site.
 */
export const investing: Provider = {
  provider: "investing",
  baseUrl: "https://api.investing.com",
  rate: { requests: 1, perMs: 2000 },
  headers: {
    "user-agent": "Mozilla/5.0 (compatible; volfolio)",
    "domain-id": "www",
    referer: "https://www.investing.com/",
  },

  describe: ({ from, to }) => `GET ${HISTORY}/<id of ${PAGE}>?time-frame=Daily, ${from} to ${to}`,

  firstPage: ({ from }) => timeOfDay(from),

  page: async (client, { from, to }, start) => {
    const first = dayOfTime(start);
    const last = earlier(addDays(first, ROWS_AT_MOST - 1), to);
    try {
      const rows = await history(client, await instrumentId(client), first, last);
      return { rows, next: last < to ? timeOfDay(addDays(last, 1)) : null };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const advice = `\`npm run data -- --import cvi FILE\` takes the CSV instead that a browser downloads at ${CVI_PAGE} (Daily, ${from} to ${to})`;
      throw new ProviderError(error.where, error.failure, `${error.said}; ${advice}`, { cause: error });
    }
  },
};

const SEARCH = "/api/search/v2/search";
const HISTORY = "/api/financialdata/historical";
const PAGE = "/indices/crypto-volatility-index";
const CVI_PAGE = `https://www.investing.com${PAGE}-historical-data`;
const ROWS_AT_MOST = 5000;

async function instrumentId(client: JsonClient): Promise<number> {
  const query = { q: "Crypto Volatility Index" };
  const { quotes } = await client.get({ path: SEARCH, query, answer: found });
  const cvi = quotes.find(({ url }) => url === PAGE);
  if (!cvi) throw new ProviderError(`investing GET ${SEARCH}`, "unknown", `its search does not find ${PAGE}`);
  return cvi.id;
}

async function history(client: JsonClient, id: number, from: Day, to: Day): Promise<Row[]> {
  const { data } = await client.get({
    path: `${HISTORY}/${id}`,
    query: { "start-date": from, "end-date": to, "time-frame": "Daily", "add-missing-rows": "false" },
    answer,
  });
  return (data ?? []).map((row): Row => {
    const day = row.rowDateTimestamp.slice(0, 10);
    return [day, row.last_openRaw, row.last_maxRaw, row.last_minRaw, row.last_closeRaw];
  });
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

const found = z.object({ quotes: z.array(z.object({ id: z.int(), url: z.string() })) });

const value = z.union([z.number(), decimalText]);

const answer = z.object({
  data: z
    .array(
      z.object({
        rowDateTimestamp: z.iso.datetime(),
        last_openRaw: value,
        last_maxRaw: value,
        last_minRaw: value,
        last_closeRaw: value,
      }),
    )
    .nullable(), // no rows in the range
});
