import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJsonClient } from "../../../lib/data/http";
import { ProviderError } from "../../../lib/data/providerError";
import { PROVIDERS, type ProviderName } from "../../../lib/data/providers/all";
import { firstsOfMonths, type Page, type Row, type BarRequest } from "../../../lib/data/providers/provider";
import { sendHtml, sendJson, serve, type Answer, type LocalServer } from "../localServer";
import { binanceAnswer, investingAnswer, madeDays, okxAnswer, yahooBody } from "./marketServers";

let server: LocalServer;
let behave: Answer;
beforeEach(async () => {
  server = await serve((...asked) => behave(...asked));
});
afterEach(() => server.stop());

const WANTED: BarRequest = {
  instrument: "BTC-USDT",
  from: "2022-01-01",
  to: "2022-09-07",
  bar: "1Dutc",
  symbols: ["BTC"],
};

/** The first pages of what is wanted, at most ten. */
async function pagesOf(name: ProviderName, wanted: Partial<BarRequest> = {}): Promise<Page[]> {
  const provider = PROVIDERS[name];
  const patience = { retries: 1, backOffMs: 1, timeoutMs: 1000, rate: { requests: 1000, perMs: 1 } };
  const client = createJsonClient({ ...provider, baseUrl: server.url }, patience);
  const all = { ...WANTED, ...wanted };
  const pages: Page[] = [];
  let start: number | null = provider.firstPage(all);
  while (start !== null && pages.length < 10) {
    pages.push(await provider.page(client, all, start));
    start = pages[pages.length - 1].next;
  }
  return pages;
}

const rowsOf = (pages: readonly Page[]): Row[] => pages.flatMap(({ rows }) => rows).sort();
const asked = (name: string): (string | null)[] => server.asked.map((url) => url.searchParams.get(name));

async function failureOf(asking: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await asking.then(
    () => expect.fail("there was an answer"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

describe("OKX", () => {
  test("pages back by `after`, 100 candles each, to the first day", async () => {
    const days = madeDays("2022-01-01", "2022-09-07"); // 250 days
    behave = okxAnswer(days);
    expect(rowsOf(await pagesOf("okx"))).toEqual(days);
    expect(server.asked[0].pathname).toBe("/api/v5/market/history-candles");
    expect([asked("instId")[0], asked("bar")[0], asked("limit")[0]]).toEqual(["BTC-USDT", "1Dutc", "100"]);
    // the day after the last one; then the oldest candle of the page before
    const days0 = ["2022-09-08", "2022-05-31", "2022-02-20"].map((day) =>
      String(Date.parse(`${day}T00:00Z`)),
    );
    expect(asked("after")).toEqual(days0);
  });

  test("the order of the rows does not matter", async () => {
    const days = madeDays("2022-01-01", "2022-09-07");
    behave = okxAnswer(days, (rows) => rows.sort(([a], [b]) => Number(a.slice(5)) - Number(b.slice(5))));
    expect(rowsOf(await pagesOf("okx"))).toEqual(days);
  });

  test("ends with the first empty page, where the history begins later", async () => {
    const days = madeDays("2022-08-01", "2022-09-07");
    behave = okxAnswer(days);
    expect(rowsOf(await pagesOf("okx"))).toEqual(days);
    expect(server.asked).toHaveLength(2);
  });

  test("leaves out a candle that is not finished", async () => {
    behave = okxAnswer(madeDays("2022-09-01", "2022-09-07"), (rows) =>
      rows.map((row, i) => (i === 0 ? [...row.slice(0, 8), "0"] : row)),
    );
    expect(rowsOf(await pagesOf("okx", { from: "2022-09-01" })).at(-1)![0]).toBe("2022-09-06");
  });

  test("a 1D bar, which opens at 16:00 UTC, is named after the day on which it closes", async () => {
    const days = madeDays("2022-05-29", "2022-05-31");
    behave = okxAnswer(days);
    const span = { bar: "1D", from: "2022-05-29", to: "2022-05-31" };
    expect(rowsOf(await pagesOf("okx", span))).toEqual(days);
    expect(asked("after")[0]).toBe(String(Date.parse("2022-05-31T16:00Z")));
  });

  test.each([200, 400])(
    "says that it does not have an instrument (code 51001, status %d)",
    async (status) => {
      const body = { code: "51001", msg: "Instrument ID does not exist", data: [] };
      behave = (_, response) => sendJson(response, body, status);
      const error = await failureOf(pagesOf("okx", { instrument: "EOS-USDT" }));
      expect(error.failure).toBe("unknown");
      expect(error.message).toContain("EOS-USDT");
      expect(error.message).toContain("code 51001: Instrument ID does not exist");
    },
  );

  test("a cell that is no number is named", async () => {
    behave = okxAnswer(madeDays("2022-09-01", "2022-09-07"), ([row]) => [["x", ...row.slice(1)]]);
    const error = await failureOf(pagesOf("okx"));
    expect(error.message).toMatch(/not of the documented form: .*decimal number.*data\[0\]\[0\]/s);
  });
});

describe("Binance", () => {
  test("pages forward by startTime, 1000 candles each, to the last day", async () => {
    const days = madeDays("2019-01-01", "2022-09-07"); // 1346 days
    behave = binanceAnswer(days);
    expect(rowsOf(await pagesOf("binance", { from: "2019-01-01" }))).toEqual(days);
    expect(server.asked).toHaveLength(2);
    expect(server.asked[0].pathname).toBe("/api/v3/klines");
    expect([asked("symbol")[0], asked("interval")[0], asked("limit")[0]]).toEqual(["BTCUSDT", "1d", "1000"]);
    expect(asked("endTime")[1]).toBe(String(Date.parse("2022-09-08T00:00Z") - 1));
  });

  test("ends with the first empty page, where the coin was delisted earlier", async () => {
    const days = madeDays("2022-01-01", "2022-03-31");
    behave = binanceAnswer(days);
    expect(rowsOf(await pagesOf("binance"))).toEqual(days);
    expect(server.asked).toHaveLength(2);
  });

  test("the order of the rows does not matter, and a short page is not the end", async () => {
    const days = madeDays("2022-01-01", "2022-09-07");
    behave = binanceAnswer(days, (rows) => rows.slice(0, 100).reverse());
    expect(rowsOf(await pagesOf("binance"))).toEqual(days);
    expect(server.asked).toHaveLength(3);
  });

  test("a bar that closes at 16:00 UTC is asked for as a day in Hong Kong's time zone", async () => {
    const days = madeDays("2022-05-29", "2022-05-31");
    behave = binanceAnswer(days);
    const span = { bar: "1D", from: "2022-05-29", to: "2022-05-31" };
    expect(rowsOf(await pagesOf("binance", span))).toEqual(days);
    expect(asked("timeZone")).toEqual(["8"]);
  });

  test("says that it does not know a symbol, and what a geographic block means", async () => {
    behave = (_, response) => sendJson(response, { code: -1121, msg: "Invalid symbol." }, 400);
    expect((await failureOf(pagesOf("binance"))).failure).toBe("unknown");
    behave = (_, response) =>
      sendJson(response, { code: 0, msg: "Service unavailable from a restricted location" }, 451);
    const error = await failureOf(pagesOf("binance"));
    expect(error.failure).toBe("closed");
    expect(error.message).toContain("restricted location");
  });
});

describe("Yahoo", () => {
  const wanted = { instrument: "BTC-USD", from: "2022-01-01", to: "2022-01-05" };

  test("asks once for the whole range, in seconds", async () => {
    const days = madeDays("2022-01-01", "2022-01-05");
    behave = (_, response) => sendJson(response, yahooBody(days));
    expect(rowsOf(await pagesOf("yahoo", wanted))).toEqual(days);
    const [{ pathname, search }] = server.asked;
    // date -u -d 2022-01-01 +%s = 1640995200; five days later 1641427200
    expect(pathname + search).toBe(
      "/v8/finance/chart/BTC-USD?period1=1640995200&period2=1641427200&interval=1d",
    );
  });

  test("leaves out a day of nulls", async () => {
    const days = madeDays("2022-01-01", "2022-01-05");
    behave = (_, response) => sendJson(response, yahooBody(days.map((day, i) => (i === 2 ? day[0] : day))));
    expect(rowsOf(await pagesOf("yahoo", wanted))).toEqual(days.filter((_, i) => i !== 2));
  });

  test("has no rows where it has no times", async () => {
    const empty = { chart: { result: [{ meta: {}, indicators: { quote: [{}] } }], error: null } };
    behave = (_, response) => sendJson(response, empty);
    expect(rowsOf(await pagesOf("yahoo", wanted))).toEqual([]);
  });

  test("passes on what it says of a symbol that it does not have", async () => {
    const error = { code: "Not Found", description: "No data found, symbol may be delisted" };
    behave = (_, response) => sendJson(response, { chart: { result: null, error } }, 404);
    const failure = await failureOf(pagesOf("yahoo", wanted));
    expect(failure.failure).toBe("unknown");
    expect(failure.message).toContain("Not Found: No data found, symbol may be delisted");
  });

  test("refuses a column that is shorter than the times", async () => {
    const body = yahooBody(madeDays("2022-01-01", "2022-01-05")) as {
      chart: { result: { indicators: { quote: { low: unknown[] }[] } }[] };
    };
    body.chart.result[0].indicators.quote[0].low.pop();
    behave = (_, response) => sendJson(response, body);
    expect((await failureOf(pagesOf("yahoo", wanted))).message).toContain(
      "low must have one value for each of 5",
    );
  });
});

describe("Investing", () => {
  const wanted = { instrument: "cvi", from: "2022-01-01", to: "2022-01-05" };

  test("finds the index by its page and reads its history, newest first", async () => {
    const days = madeDays("2021-12-30", "2022-01-07");
    let headers: NodeJS.Dict<string | string[]> = {};
    behave = (url, response, n, request) => {
      headers = request.headers;
      investingAnswer(days)(url, response, n, request);
    };
    const [page] = await pagesOf("investing", wanted);
    expect([...page.rows].reverse()).toEqual(
      madeDays("2021-12-30", "2022-01-05")
        .slice(2)
        .map((day) => day.slice(0, 5)),
    );
    expect(server.asked.map(({ pathname }) => pathname)).toEqual([
      "/api/search/v2/search",
      "/api/financialdata/historical/1234",
    ]);
    expect([asked("start-date")[1], asked("end-date")[1], asked("time-frame")[1]]).toEqual([
      "2022-01-01",
      "2022-01-05",
      "Daily",
    ]);
    expect(headers["domain-id"]).toBe("www");
  });

  test("asks for at most 5000 days at once", async () => {
    behave = investingAnswer([]);
    await pagesOf("investing", { instrument: "cvi", from: "2000-01-01", to: "2020-01-01" });
    // date -d "2000-01-01 + 4999 days" = 2013-09-08
    expect(asked("start-date").filter(Boolean)).toEqual(["2000-01-01", "2013-09-09"]);
    expect(asked("end-date").filter(Boolean)).toEqual(["2013-09-08", "2020-01-01"]);
  });

  test("says how to import a file where it is closed to programs", async () => {
    behave = (_, response) => sendHtml(response, "Just a moment...", 403);
    const error = await failureOf(pagesOf("investing", wanted));
    expect(error.failure).toBe("closed");
    expect(error.message).toContain('answers 403, with a web page ("Just a moment...")');
    expect(error.message).toContain("npm run data -- --import cvi FILE");
    expect(error.message).toContain(
      "crypto-volatility-index-historical-data (Daily, 2022-01-01 to 2022-01-05)",
    );
  });

  test("says so when its search does not know the index", async () => {
    behave = (_, response) => sendJson(response, { quotes: [] });
    expect((await failureOf(pagesOf("investing", wanted))).failure).toBe("unknown");
  });
});

describe("CoinMarketCap", () => {
  const listing = {
    data: [
      coin(1, "BTC", ["mineable"], 10, 3),
      coin(825, "USDT", ["stablecoin"], 100, 1),
      coin(1765, "A", [], 1000, 0.5),
    ],
    status: { timestamp: "", error_code: "0", error_message: "SUCCESS" },
  };
  const wanted = { from: "2022-01-01", to: "2022-03-31", symbols: ["BTC", "EOS"] };

  function coin(
    id: number,
    symbol: string,
    tags: string[],
    circulatingSupply: number,
    price: number,
  ): unknown {
    const quotes = [{ name: "2781", price, marketCap: circulatingSupply * price, volume24h: 1 }];
    return { id, symbol, tags, circulatingSupply, quotes, cmcRank: 1 };
  }

  test("asks for the first of each month, and knows a coin under a new symbol", async () => {
    behave = (_, response) => sendJson(response, listing);
    const rows = (await pagesOf("coinmarketcap", { ...wanted, instrument: "market_caps" })).flatMap(
      (page) => page.rows,
    );
    expect(rows.slice(0, 2)).toEqual([
      ["2022-01-01", "BTC", 10, 3, 30],
      ["2022-01-01", "EOS", 1000, 0.5, 500],
    ]);
    expect(asked("date")).toEqual(["2022-01-01", "2022-02-01", "2022-03-01"]);
    expect([asked("limit")[0], asked("convertId")[0]]).toEqual(["200", "2781"]);
  });

  test("sums the market, with and without stablecoins", async () => {
    behave = (_, response) => sendJson(response, listing);
    const [page] = await pagesOf("coinmarketcap", { ...wanted, instrument: "total_market_cap" });
    expect(page.rows).toEqual([["2022-01-01", 3, 630, 530]]); // 30 + 100 + 500
  });

  test("passes on an error that comes with status 200", async () => {
    const status = { error_code: "500", error_message: "The system is busy" };
    behave = (_, response) => sendJson(response, { data: [], status });
    const error = await failureOf(pagesOf("coinmarketcap", { ...wanted, instrument: "market_caps" }));
    expect(error.message).toContain("The system is busy");
  });
});

describe("CoinGecko", () => {
  const wanted = { instrument: "market_caps", from: "2024-12-30", to: "2025-02-02", symbols: ["BTC", "XRP"] };

  test("keeps the first value of each month; the supply is cap over price", async () => {
    const at = (text: string): number => Date.parse(`${text}Z`);
    const times = [
      "2024-12-31T00:00",
      "2025-01-01T00:00",
      "2025-01-01T12:00",
      "2025-01-02T00:00",
      "2025-02-01T00:00",
    ];
    const prices = times.map((time, i) => [at(time), 10 + i]);
    const market_caps = times.map((time, i) => [at(time), 100 * (10 + i)]);
    behave = (_, response) => sendJson(response, { prices, market_caps, total_volumes: [] });
    const pages = await pagesOf("coingecko", wanted);
    expect(pages[0].rows).toEqual([
      ["2025-01-01", "BTC", 100, 11, 1100],
      ["2025-02-01", "BTC", 100, 14, 1400],
    ]);
    expect(server.asked.map(({ pathname }) => pathname)).toEqual([
      "/api/v3/coins/bitcoin/market_chart/range",
      "/api/v3/coins/ripple/market_chart/range",
    ]);
  });

  test("says how far it reaches back without a key", async () => {
    const status = { error_code: 10012, error_message: "Your request exceeds the allowed time range." };
    behave = (_, response) => sendJson(response, { error: { status } }, 401);
    const error = await failureOf(pagesOf("coingecko", wanted));
    expect(error.failure).toBe("unknown");
    expect(error.message).toContain("without a key it reaches back 365 days");
  });

  test("has no history of the whole market, and is not asked for it", async () => {
    const error = await failureOf(pagesOf("coingecko", { ...wanted, instrument: "total_market_cap" }));
    expect(error.failure).toBe("unknown");
    expect(server.asked).toHaveLength(0);
  });
});

test("the first days of months, within the range", () => {
  expect(firstsOfMonths("2021-11-01", "2022-01-31")).toEqual(["2021-11-01", "2021-12-01", "2022-01-01"]);
  expect(firstsOfMonths("2021-11-02", "2021-12-01")).toEqual(["2021-12-01"]);
  expect(firstsOfMonths("2021-11-02", "2021-11-30")).toEqual([]);
});
