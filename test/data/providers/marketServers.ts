import { dayRange, timeOfDay, type Day } from "../../../lib/series/days";
import { sendJson, type Answer } from "../localServer";

/** One made-up day: date, open, high, low, close, volume. */
export type MadeDay = readonly [Day, number, number, number, number, number];

/** Sound candles of consecutive days, each a little above the one before. */
export function madeDays(from: Day, to: Day): MadeDay[] {
  return dayRange(from, to).map((day, i) => [day, 100 + i, 103.5 + i, 99.25 + i, 101 + i, 1000 + i]);
}

/** OKX, as its API guide describes "Get candlesticks history". `1D` bars open 8 hours before the day's name. */
export function okxAnswer(
  days: readonly MadeDay[],
  change: (rows: string[][]) => string[][] = (r) => r,
): Answer {
  return ({ searchParams: query }, response) => {
    const shift = query.get("bar") === "1D" ? 8 * 3_600_000 : 0;
    const rows = days
      .map(([day, ...values]) => [timeOfDay(day) - shift, ...values])
      .filter(([opens]) => opens < Number(query.get("after")))
      .sort(([a], [b]) => b - a)
      .slice(0, Number(query.get("limit")))
      .map(([opens, ...values]) => [opens, ...values, 1, 1, 1].map(String));
    sendJson(response, { code: "0", msg: "", data: change(rows) });
  };
}

/** Binance, as its API describes "Kline/Candlestick data". */
export function binanceAnswer(
  days: readonly MadeDay[],
  change: (rows: unknown[][]) => unknown[][] = (r) => r,
): Answer {
  return ({ searchParams: query }, response) => {
    const shift = query.get("timeZone") === "8" ? 8 * 3_600_000 : 0;
    const rows = days
      .map(([day, ...values]) => ({ opens: timeOfDay(day) - shift, values }))
      .filter(({ opens }) => opens >= Number(query.get("startTime")) && opens <= Number(query.get("endTime")))
      .slice(0, Number(query.get("limit")))
      .map(({ opens, values }) => [
        opens,
        ...values.map((value) => value.toFixed(8)),
        opens + 86_399_999,
        "0.1",
        7,
        "0.1",
        "0.1",
        "0",
      ]);
    sendJson(response, change(rows));
  };
}

/** Yahoo, as its charts get it; `null` days are days without values. */
export function yahooBody(days: readonly (MadeDay | Day)[]): unknown {
  const column = (at: number): (number | null)[] =>
    days.map((day) => (typeof day === "string" ? null : (day[at] as number)));
  const timestamp = days.map((day) => timeOfDay(typeof day === "string" ? day : day[0]) / 1000);
  const [open, high, low, close, volume] = [1, 2, 3, 4, 5].map(column);
  const quote = [{ volume, open, low, close, high }];
  const meta = { currency: "USD", symbol: "BTC-USD", gmtoffset: 0, timezone: "UTC" };
  return { chart: { result: [{ meta, timestamp, indicators: { quote } }], error: null } };
}

/** Investing.com: its search, and its historical data, newest first. */
export function investingAnswer(days: readonly MadeDay[]): Answer {
  return ({ pathname, searchParams: query }, response) => {
    if (pathname === "/api/search/v2/search")
      return sendJson(response, {
        quotes: [
          { id: 7, url: "/indices/volatility-s-p-500", symbol: "VIX" },
          { id: 1234, url: "/indices/crypto-volatility-index", symbol: "CVI" },
        ],
      });
    const within = ([day]: MadeDay): boolean =>
      day >= query.get("start-date")! && day <= query.get("end-date")!;
    const data = days.filter(within).map(([day, open, high, low, close]) => ({
      rowDate: "not used",
      rowDateTimestamp: `${day}T00:00:00Z`,
      last_closeRaw: close.toFixed(14),
      last_openRaw: open.toFixed(14),
      last_maxRaw: high.toFixed(14),
      last_minRaw: low.toFixed(14),
      volumeRaw: 0,
    }));
    sendJson(response, { data: data.reverse() });
  };
}

/** The CSV lines that a file of these days should hold. */
export function csvOf(days: readonly MadeDay[]): string {
  return `date,open,high,low,close,volume\n${days.map((day) => `${day.join()}\n`).join("")}`;
}
