import { z } from "zod";
import { addDays, dayOfTime, timeOfDay } from "../../series/days";
import { decimalText, openingBefore, type Provider, type Row } from "./provider";

/**
 * Binance, spot candles. Binance Spot API, "Kline/Candlestick data"; the host is that of "Market data only":
 *
 *     GET /api/v3/klines?symbol=BTCUSDT&interval=1d&startTime=<ms>&endTime=<ms>&limit=1000
 *     [[openTime, "open", "high", "low", "close", "volume", closeTime, …], …]
 *
 * Oldest first. `timeZone=8` moves the bars' opening to midnight in Hong Kong, as OKX's `1D` has it. Status 429 and
 * 418 come with `Retry-After`; 451 is a country that Binance does not serve; 400 `{ "code": -1121 }` a symbol that
 * it does not know.
 */
export const binance: Provider = {
  provider: "binance",
  baseUrl: "https://data-api.binance.vision",
  rate: { requests: 10, perMs: 1000 }, // weight 2 each, of 6000 a minute
  refusal: (_, body) => {
    const said = refusal.safeParse(body);
    if (!said.success) return undefined;
    const { code, msg } = said.data;
    return { failure: code === -1121 ? "unknown" : "unreadable", message: `code ${code}: ${msg}` };
  },

  describe: (wanted) =>
    `GET ${PATH}?${new URLSearchParams(seriesOf(wanted))}, ${wanted.from} to ${wanted.to}, paged by startTime`,

  firstPage: (wanted) => timeOfDay(wanted.from) - openingBefore(wanted),

  page: async (client, wanted, start) => {
    const end = timeOfDay(addDays(wanted.to, 1)) - openingBefore(wanted) - 1;
    const query = { ...seriesOf(wanted), startTime: start, endTime: end, limit: 1000 };
    const klines = await client.get({ path: PATH, query, answer });
    const after = Math.max(start, ...klines.map(([opens]) => opens + 1));
    return {
      rows: klines.map(([opens, open, high, low, close, volume]): Row => {
        return [dayOfTime(opens + openingBefore(wanted)), open, high, low, close, volume];
      }),
      // Until a page is empty: a coin may have been delisted before `to`.
      next: after > start && after + DAY <= end + 1 ? after : null,
    };
  },
};

const PATH = "/api/v3/klines";
const DAY = 86_400_000;

const refusal = z.object({ code: z.number(), msg: z.string() });

const answer = z.array(
  z
    .tuple([
      z.int(), // openTime
      decimalText, // open
      decimalText, // high
      decimalText, // low
      decimalText, // close
      decimalText, // volume, in coins
    ])
    .rest(z.unknown()),
);

function seriesOf({ instrument, bar }: { instrument: string; bar: string }): Record<string, string> {
  const series = { symbol: instrument.replace("-", ""), interval: "1d" };
  return bar === "1D" ? { ...series, timeZone: "8" } : series;
}
