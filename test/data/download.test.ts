import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CancelledError, DomainError } from "../../lib/core/errors";
import {
  downloadData,
  type DownloadOptions,
  type DownloadOutcome,
  type StoredOutcome,
} from "../../lib/data/download";
import { checkSnapshot, readManifest } from "../../lib/data/snapshots";
import type { ProgressEvent } from "../../lib/core/progress";
import { sendHtml, sendJson, serve, type Answer, type LocalServer } from "./localServer";
import {
  binanceAnswer,
  csvOf,
  investingAnswer,
  madeDays,
  okxAnswer,
  yahooBody,
} from "./providers/marketServers";

const FROM = "2022-05-29";
const TO = "2023-03-24"; //     300 days: three pages of OKX
const DAYS = madeDays(FROM, TO);
const BTC = "okx/BTC-USDT.csv";

let folder: string;
let okx: LocalServer;
let binance: LocalServer;
let other: LocalServer;
let okxDoes: Answer;
let binanceDoes: Answer;
let otherDoes: Answer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "volfolio-download-"));
  okxDoes = okxAnswer(DAYS);
  binanceDoes = binanceAnswer(DAYS);
  otherDoes = (_, response) => void response.writeHead(404).end();
  okx = await serve((...asked) => okxDoes(...asked));
  binance = await serve((...asked) => binanceDoes(...asked));
  other = await serve((...asked) => otherDoes(...asked));
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all([okx.stop(), binance.stop(), other.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

function download(options: DownloadOptions = {}): Promise<DownloadOutcome[]> {
  const baseUrls = {
    okx: okx.url,
    binance: binance.url,
    yahoo: other.url,
    investing: other.url,
    coinmarketcap: other.url,
    coingecko: other.url,
  };
  const http = { retries: 1, backOffMs: 1, timeoutMs: 1000, rate: { requests: 1000, perMs: 1 } };
  return downloadData({ folder, baseUrls, http, only: [BTC], from: FROM, to: TO, ...options });
}

const fileText = (file: string): string => readFileSync(join(folder, file), "utf8");
const stored = (outcome: DownloadOutcome): StoredOutcome => {
  expect(outcome.status).not.toBe("failed");
  return outcome as StoredOutcome;
};
/** The files below the folder, kept pages among them. */
const filesThere = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

describe("a file", () => {
  test("is put together from its pages, and listed in the manifest", async () => {
    const [outcome] = await download();
    expect(outcome).toMatchObject({
      status: "fetched",
      dataset: "qfe2025",
      symbol: "BTC",
      gaps: [],
      passedOver: [],
    });
    expect(fileText(BTC)).toBe(csvOf(DAYS));
    checkSnapshot(folder, BTC, readFileSync(join(folder, BTC)));
    expect(readManifest(folder)!.files[BTC]).toMatchObject({
      provider: "okx",
      request:
        "GET /api/v5/market/history-candles?instId=BTC-USDT&bar=1Dutc, 2022-05-29 to 2023-03-24, paged by after",
      from: FROM,
      to: TO,
      rows: 300,
    });
    expect(filesThere()).toEqual(["manifest.json", BTC]);
  });

  test("that is there is not fetched again, unless something else is asked for", async () => {
    await download();
    const requests = okx.asked.length;
    expect(await download()).toMatchObject([{ status: "present", file: BTC, gaps: [] }]);
    expect(okx.asked).toHaveLength(requests);
    expect(await download({ bar: "1D" })).toMatchObject([{ status: "fetched" }]);
    expect(okx.asked.at(-1)!.searchParams.get("bar")).toBe("1D");
  });

  test("that somebody changed is fetched again", async () => {
    await download();
    writeFileSync(join(folder, BTC), csvOf(DAYS).replace("101", "102"));
    expect(await download()).toMatchObject([{ status: "fetched" }]);
    expect(fileText(BTC)).toBe(csvOf(DAYS));
  });

  test("is the same when pages overlap: a day that comes twice is kept once", async () => {
    okxDoes = okxAnswer(DAYS, (rows) => [...rows, ...rows.slice(0, 30)]);
    await download();
    expect(fileText(BTC)).toBe(csvOf(DAYS));
  });

  test("is not made of two accounts of the same day; the next run asks anew", async () => {
    okxDoes = okxAnswer(DAYS, (rows) => [...rows, [...rows[0].slice(0, 4), "100", ...rows[0].slice(5)]]);
    const [outcome] = await download({ only: ["okx"], to: FROM });
    expect(outcome.passedOver[0].reason).toBe(
      "okx BCH-USDT: two different rows of the same day: 2022-05-29,100,103.5,99.25,101,1000 and 2022-05-29,100,103.5,99.25,100,1000",
    );
    expect(existsSync(join(folder, "okx/BCH-USDT.csv"))).toBe(false);
    expect(filesThere().filter((name) => name.startsWith(".partial"))).toEqual([]);
  });

  test("with a high below its close is refused, with the line", async () => {
    okxDoes = okxAnswer([[FROM, 100, 100.5, 99, 101, 1]]);
    const [outcome] = await download({ to: FROM });
    expect(outcome.passedOver[0].reason).toContain("okx/BTC-USDT.csv: line 2, high must be at least 101");
  });

  test("reports the days that the provider does not have", async () => {
    okxDoes = okxAnswer(DAYS.filter(([day]) => day !== "2022-07-01" && day !== "2022-12-24"));
    const [outcome] = await download();
    expect(stored(outcome).gaps).toEqual(["2022-07-01", "2022-12-24"]);
    expect(stored(outcome).entry.rows).toBe(298);
    const [again] = await download();
    expect([again.status, stored(again).gaps]).toEqual(["present", ["2022-07-01", "2022-12-24"]]);
  });

  test("never holds a day that is not over", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2022-06-02T23:59:00Z") });
    await download({ only: ["binance/BTC-USDT"] });
    expect(fileText("binance/BTC-USDT.csv")).toBe(csvOf(DAYS.slice(0, 4))); // to 2022-06-01
  });
});

describe("a run that was stopped", () => {
  test("goes on where it was, and ends in the same file", async () => {
    const stop = new AbortController();
    const answer = okxDoes;
    okxDoes = (url, response, n, request) => (n === 2 ? stop.abort() : answer(url, response, n, request));
    await expect(download({ signal: stop.signal })).rejects.toBeInstanceOf(CancelledError);
    expect(okx.asked).toHaveLength(3); //       two pages finished, the third not answered
    expect(filesThere()).toEqual([`.partial/${BTC}.json`]);

    okxDoes = answer;
    expect(await download()).toMatchObject([{ status: "fetched" }]);
    expect(okx.asked).toHaveLength(4); //       the third alone
    expect(okx.asked[3].search).toBe(okx.asked[2].search);
    expect(fileText(BTC)).toBe(csvOf(DAYS));
    expect(filesThere()).toEqual(["manifest.json", BTC]);
  });

  test("by an error of the provider goes on as well", async () => {
    const answer = okxDoes;
    okxDoes = (url, response, n, request) =>
      n >= 2 ? void response.writeHead(502).end() : answer(url, response, n, request);
    binanceDoes = (_, response) => void response.writeHead(451).end();
    const [failed] = await download();
    expect(failed.status).toBe("failed");
    const requests = okx.asked.length;
    okxDoes = answer;
    expect(await download()).toMatchObject([{ status: "fetched", file: BTC }]);
    expect(okx.asked).toHaveLength(requests + 1);
    expect(fileText(BTC)).toBe(csvOf(DAYS));
  });

  test("does not lend its pages to another request, nor does a half-written file of pages stop the next", async () => {
    const stop = new AbortController();
    const answer = okxDoes;
    okxDoes = (url, response, n, request) => (n === 2 ? stop.abort() : answer(url, response, n, request));
    await expect(download({ signal: stop.signal })).rejects.toBeInstanceOf(CancelledError);
    okxDoes = answer;
    await download({ bar: "1D" });
    expect(okx.asked).toHaveLength(3 + 3);
    rmSync(join(folder, BTC));
    writeFileSync(join(folder, `.partial/${BTC}.json`), '{"request": "GET');
    await download();
    expect(okx.asked).toHaveLength(3 + 3 + 3);
    expect(fileText(BTC)).toBe(csvOf(DAYS));
  });

  test("before it began asks for nothing", async () => {
    await expect(download({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
    expect(okx.asked).toHaveLength(0);
  });
});

describe("a source that fails", () => {
  const notThere: Answer = (_, response) =>
    sendJson(response, { code: "51001", msg: "Instrument ID does not exist", data: [] });

  test("gives way to the next one, with the reason", async () => {
    okxDoes = notThere;
    const [outcome] = await download({ only: ["EOS"] });
    expect(stored(outcome)).toMatchObject({ status: "fetched", symbol: "EOS", file: "binance/EOS-USDT.csv" });
    expect(outcome.passedOver).toEqual([
      {
        provider: "okx",
        reason: expect.stringContaining("code 51001: Instrument ID does not exist") as string,
      },
    ]);
    expect(fileText("binance/EOS-USDT.csv")).toBe(csvOf(DAYS));
    expect(existsSync(join(folder, "okx"))).toBe(false);
  });

  test("gives way when it reaches less far than the data set needs", async () => {
    okxDoes = okxAnswer(DAYS.slice(1));
    const [outcome] = await download();
    expect(stored(outcome).file).toBe("binance/BTC-USDT.csv");
    expect(outcome.passedOver[0].reason).toContain("it has 2022-05-30 to 2023-03-24 only");
  });

  test("is asked anew in a later run, until it has the file", async () => {
    okxDoes = (_, response) => void response.writeHead(500).end();
    await download();
    expect(await download()).toMatchObject([{ status: "present", file: "binance/BTC-USDT.csv" }]);
    okxDoes = okxAnswer(DAYS);
    expect(await download()).toMatchObject([{ status: "fetched", file: BTC, passedOver: [] }]);
  });

  test("that is closed is not asked for its other files, and the other providers go on", async () => {
    okxDoes = (_, response) => void response.writeHead(451).end();
    const outcomes = await download({ only: ["qfe2025"] });
    expect(okx.asked).toHaveLength(1);
    expect(outcomes.map(({ symbol, status }) => `${symbol} ${status}`)).toEqual([
      "BCH fetched",
      "BTC fetched",
      "EOS fetched",
      "ETC fetched",
      "ETH fetched",
      "LTC fetched",
      "XRP fetched",
    ]);
    expect(outcomes[0].passedOver[0].reason).toContain("answers 451: for legal reasons");
    expect(outcomes[1].passedOver[0].reason).toContain("not asked again: answers 451");
  });

  test("that is closed leaves what is there already", async () => {
    await download({ only: ["ETH-USDT"] });
    okxDoes = (_, response) => void response.writeHead(451).end();
    const outcomes = await download({ only: ["BTC-USDT", "ETH-USDT"] });
    expect(outcomes).toMatchObject([
      { status: "fetched", file: "binance/BTC-USDT.csv" },
      { status: "present", file: "okx/ETH-USDT.csv", passedOver: [] },
    ]);
  });

  test("without a stand-in is an outcome; what others have is stored", async () => {
    okxDoes = notThere;
    binanceDoes = (_, response) => sendHtml(response, "Attention Required!");
    otherDoes = (_, response) => sendJson(response, yahooBody(DAYS));
    const outcomes = await download({ only: ["BTC"] });
    expect(outcomes).toMatchObject([
      { status: "failed", dataset: "qfe2025", passedOver: [{ provider: "okx" }, { provider: "binance" }] },
      { status: "fetched", dataset: "mosef2025", file: "yahoo/BTC-USD.csv" },
    ]);
    expect(outcomes[0].passedOver[1].reason).toContain('web page ("Attention Required!")');
  });
});

describe("the other data sets", () => {
  test("the volatility index has no volume", async () => {
    otherDoes = investingAnswer(DAYS);
    const [outcome] = await download({ only: ["cvi"], to: "2022-05-30" });
    expect(stored(outcome).file).toBe("investing/cvi.csv");
    expect(fileText("investing/cvi.csv")).toBe(
      "date,open,high,low,close\n2022-05-29,100,103.5,99.25,101\n2022-05-30,101,104.5,100.25,102\n",
    );
  });

  test("market caps make two files: by coin, its months together, and the total", async () => {
    const quotes = [{ price: 2, marketCap: 20 }];
    const data = [
      { id: 1, tags: [], circulatingSupply: 10, quotes },
      { id: 2010, tags: null, circulatingSupply: 10, quotes },
    ];
    otherDoes = (_, response) => sendJson(response, { data, status: { error_code: "0" } });
    const outcomes = await download({ only: ["marketCaps"], to: "2022-07-31" });
    expect(outcomes.map((outcome) => stored(outcome).gaps)).toEqual([[], []]);
    expect(fileText("coinmarketcap/market_caps.csv")).toBe(
      "date,symbol,supply,price_usd,cap_usd\n" +
        "2022-06-01,ADA,10,2,20\n2022-07-01,ADA,10,2,20\n2022-06-01,BTC,10,2,20\n2022-07-01,BTC,10,2,20\n",
    );
    expect(fileText("coinmarketcap/total_market_cap.csv")).toBe(
      "date,n,total_cap_usd,total_ex_stable_usd\n2022-06-01,2,40,40\n2022-07-01,2,40,40\n",
    );
  });
});

describe("what is asked for", () => {
  const filesOf = async (...only: string[]): Promise<string[]> =>
    (await download({ only, to: FROM })).map((outcome) => stored(outcome).file);

  test.each([
    ["a provider, with what stands in for it", ["okx"], 7, "okx/BCH-USDT.csv"],
    ["a stand-in alone", ["binance"], 7, "binance/BCH-USDT.csv"],
    ["a file", ["okx/LTC-USDT.csv"], 1, "okx/LTC-USDT.csv"],
    ["an instrument, in small letters", ["ltc-usdt"], 1, "okx/LTC-USDT.csv"],
    ["two symbols", ["XRP", "EOS"], 2, "okx/EOS-USDT.csv"],
  ])("may be %s", async (_, only, count, first) => {
    const files = await filesOf(...only);
    expect(files).toHaveLength(count);
    expect(files[0]).toBe(first);
  });

  test("must be something that there is, and days in order", async () => {
    await expect(download({ only: ["kraken"] })).rejects.toThrow(
      /only must be one of qfe2025, BCH, okx.*got 'kraken'/s,
    );
    await expect(download({ from: "2023-04-01" })).rejects.toBeInstanceOf(DomainError);
    await expect(download({ from: "01/02/2022" })).rejects.toThrow("day must be a day of the calendar");
    await expect(download({ bar: "1d" as "1D" })).rejects.toThrow('bar must be one of "1Dutc", "1D"');
  });

  test("is reported as it comes in, in days, to the end", async () => {
    const events: ProgressEvent[] = [];
    await download({ onProgress: (event) => events.push(event) });
    expect(events.map(({ done }) => done)).toEqual([100, 200, 300, 300]);
    expect(events.every(({ stage, of }) => stage === "download" && of === 300)).toBe(true);
    expect(events[0].note).toBe("okx BTC-USDT");
  });
});
