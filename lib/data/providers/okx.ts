import { z } from "zod";
import { addDays, dayOfTime, timeOfDay } from "../../series/days";
import { ProviderError, type ProviderFailure } from "../providerError";
import { decimalText, openingBefore, type Provider, type Row } from "./provider";

/**
 * OKX, spot candles. OKX API guide, "Get candlesticks history":
 *
 *     GET /api/v5/market/history-candles?instId=BTC-USDT&bar=1Dutc&after=<ms>&limit=100
 *     { "code": "0", "msg": "", "data": [[ts, open, high, low, close, vol, volCcy, volCcyQuote, confirm], …] }
 *
 * All cells are text. Rows come newest first and open before `after`; `vol` of a spot pair counts coins; `confirm`
 * is "0" while the bar is open. Refusals carry a `code` other than "0", mostly with HTTP status 200.
 */
export const okx: Provider = {
  provider: "okx",
  baseUrl: "https://www.okx.com",
  // Allowed are 20 requests in 2 s. Two neighbouring windows of 2 s may fall into the provider's one: half of it.
  rate: { requests: 10, perMs: 2000 },
  refusal: (_, body) => {
    const said = refusal.safeParse(body);
    return said.success ? { failure: failureOf(said.data.code), message: messageOf(said.data) } : undefined;
  },

  describe: ({ instrument, bar, from, to }) =>
    `GET ${PATH}?instId=${instrument}&bar=${bar}, ${from} to ${to}, paged by after`,

  firstPage: (wanted) => timeOfDay(addDays(wanted.to, 1)) - openingBefore(wanted),

  page: async (client, wanted, start) => {
    const query = { instId: wanted.instrument, bar: wanted.bar, after: start, limit: 100 };
    const { data, ...status } = await client.get({ path: PATH, query, answer });
    if (status.code !== "0")
      throw new ProviderError(
        `okx ${PATH} ${wanted.instrument}`,
        failureOf(status.code),
        `answers with ${messageOf(status)}`,
      );
    const oldest = Math.min(start, ...data.map(([opens]) => opens));
    const first = timeOfDay(wanted.from) - openingBefore(wanted);
    return {
      rows: data
        .filter((row) => row[8] === "1")
        .map(([opens, open, high, low, close, volume]): Row => {
          return [dayOfTime(opens + openingBefore(wanted)), open, high, low, close, volume];
        }),
      next: oldest < start && oldest > first ? oldest : null, // an empty page is the end of the history
    };
  },
};

const PATH = "/api/v5/market/history-candles";

const refusal = z.object({ code: z.string(), msg: z.string() });

const answer = refusal.extend({
  data: z.array(
    z.tuple([
      decimalText, // ts
      decimalText, // open
      decimalText, // high
      decimalText, // low
      decimalText, // close
      decimalText, // vol
      decimalText, // volCcy
      decimalText, // volCcyQuote
      z.enum(["0", "1"]), // confirm
    ]),
  ),
});

/** OKX API guide, "Error Code": 51001 the instrument does not exist, 50011 rate limit, 50001 and 50026 out of service. */
function failureOf(code: string): ProviderFailure {
  if (code === "51001") return "unknown";
  if (code === "50011") return "busy";
  return code === "50001" || code === "50026" ? "unreachable" : "unreadable";
}

const messageOf = ({ code, msg }: { code: string; msg: string }): string => `code ${code}: ${msg}`;
