import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  registerDataCommand,
  runDataCommand,
  type DataCommandOptions,
} from "../../lib/workflow/cli/dataCommand";
import { serve, type Answer, type LocalServer } from "../data/localServer";
import { binanceAnswer, madeDays, okxAnswer } from "../data/providers/marketServers";

const DAYS = madeDays("2022-05-29", "2022-06-07");
const SPAN = { from: "2022-05-29", to: "2022-06-07" };

let folder: string;
let server: LocalServer;
let behave: Answer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "volfolio-data-command-"));
  behave = (url, ...rest) =>
    (url.pathname.startsWith("/api/v5/") ? okxAnswer : binanceAnswer)(DAYS)(url, ...rest);
  server = await serve((...asked) => behave(...asked));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number;
  out: string;
  err: string;
}

async function run(
  options: DataCommandOptions,
  { isTTY = false, signal }: { isTTY?: boolean; signal?: AbortSignal } = {},
): Promise<Ran> {
  const text = { out: "", err: "" };
  const streamTo = (name: "out" | "err"): Writable => {
    const write: Writable["_write"] = (chunk: Buffer, _, done) => {
      text[name] += chunk.toString();
      done();
    };
    return Object.assign(new Writable({ write }), { isTTY, columns: 100 });
  };
  const streams = { out: streamTo("out"), err: streamTo("err"), isTTY };
  const http = { retries: 0, timeoutMs: 1000, rate: { requests: 1000, perMs: 1 } };
  const baseUrls = { okx: server.url, binance: server.url, yahoo: server.url, investing: server.url };
  const code = await runDataCommand({ out: folder, ...options }, streams, {
    baseUrls,
    http,
    ...(signal && { signal }),
  });
  return { code, ...text };
}

test("says what was fetched, file by file, and where it lies", async () => {
  const { code, out, err } = await run({ only: ["BTC-USDT", "LTC"], ...SPAN });
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    "file              result   rows  from        to          days missing",
    "okx/BTC-USDT.csv  fetched  10    2022-05-29  2022-06-07  none",
    "okx/LTC-USDT.csv  fetched  10    2022-05-29  2022-06-07  none",
    "",
    `2 files in ${folder}.`,
    "",
  ]);
  expect(err).toBe(
    "okx/BTC-USDT.csv fetched 10 2022-05-29 2022-06-07 none\n" +
      "okx/LTC-USDT.csv fetched 10 2022-05-29 2022-06-07 none\n",
  );
  expect((await run({ only: ["BTC-USDT"], ...SPAN })).out).toContain("okx/BTC-USDT.csv  present  10");
});

test("says which stand-in was taken and why, and which days are missing", async () => {
  behave = (url, response, ...rest) =>
    url.pathname.startsWith("/api/v5/")
      ? void response.end('{"code":"51001","msg":"Instrument ID does not exist","data":[]}')
      : binanceAnswer(DAYS.filter((_, i) => i !== 4))(url, response, ...rest);
  const { code, out } = await run({ only: ["EOS"], ...SPAN });
  expect(code).toBe(0);
  expect(out).toMatch(/binance\/EOS-USDT\.csv\s+fetched\s+9\s+2022-05-29\s+2022-06-07\s+1/);
  expect(out).toMatch(/EOS \(now binance\/EOS-USDT\.csv\): okx .*code 51001/);
  expect(out).toContain("EOS: days missing: 2022-06-02");
});

test("fails when a file fails, and stores the others", async () => {
  behave = (url, response, ...rest) =>
    url.search.includes("LTC") ? void response.writeHead(404).end() : okxAnswer(DAYS)(url, response, ...rest);
  const { code, out } = await run({ only: ["BTC-USDT", "LTC"], ...SPAN });
  expect(code).toBe(1);
  expect(out).toMatch(/qfe2025 LTC\s+failed/);
  expect(out).toMatch(/\nLTC: okx GET .*\nLTC: binance GET .*/);
  expect(out).toContain(`1 file in ${folder}, 1 failed. Another run asks for these again.`);
});

test("without a network advises the simulated market", async () => {
  await server.stop();
  const { code, out } = await run({ only: ["qfe2025", "mosef2025"] });
  expect(code).toBe(1);
  expect(out).toContain("no connection (ECONNREFUSED)");
  expect(out).toMatch(/\nBTC, EOS, ETC, ETH, LTC, XRP: okx: not asked again: no connection/);
  expect(out).toContain("Nothing could be downloaded.");
  expect(out).toContain("on the simulated market");
});

test("shows a bar on a terminal", async () => {
  const { err } = await run({ only: ["BTC-USDT"], ...SPAN }, { isTTY: true });
  expect(err).toContain("100% of 10 days");
});

test("stops when asked to, and says that the next run goes on", async () => {
  const stop = new AbortController();
  behave = () => stop.abort();
  const { code, out, err } = await run({ only: ["BTC-USDT"] }, { signal: stop.signal });
  expect(code).toBe(130);
  expect(out).toBe("");
  expect(err).toContain("run the same command again to go on");
});

test("verifies: a changed, a missing and an unlisted file are named with the command that helps", async () => {
  await run({ only: ["BTC-USDT", "LTC", "ETH-USDT", "XRP"], ...SPAN });
  const intact = await run({ verify: true });
  expect(intact.code).toBe(0);
  expect(intact.out.match(/ intact /g)).toHaveLength(4);
  expect(intact.out).toMatch(/okx\/BTC-USDT\.csv\s+intact\s+\d{4}-\d\d-\d\dT\S+\s+[0-9a-f]{64}/);

  const text = readFileSync(join(folder, "okx/BTC-USDT.csv"), "utf8");
  writeFileSync(join(folder, "okx/BTC-USDT.csv"), text.replace("101", "110"));
  writeFileSync(join(folder, "okx/DOGE-USDT.csv"), text);
  rmSync(join(folder, "okx/LTC-USDT.csv"));
  const { code, out, err } = await run({ verify: true });
  expect(code).toBe(1);
  expect(out).toMatch(/okx\/BTC-USDT\.csv\s+changed/);
  expect(out).toMatch(/okx\/LTC-USDT\.csv\s+missing/);
  expect(out).toMatch(/okx\/DOGE-USDT\.csv\s+unlisted/);
  expect(err).toContain("3 files of 5 not as fetched");

  const mended = await run({ only: ["okx/BTC-USDT.csv", "okx/LTC-USDT.csv"], ...SPAN });
  expect(mended.out.match(/ fetched /g)).toHaveLength(2);
  rmSync(join(folder, "okx/DOGE-USDT.csv"));
  expect((await run({ verify: true })).code).toBe(0);
});

test("verifying a folder without downloads says what to do", async () => {
  const { code, err } = await run({ verify: true });
  expect(code).toBe(1);
  expect(err).toContain("`npm run data` downloads");
});

test("imports a file, and says when it is shorter than the papers need", async () => {
  const path = join(folder, "cvi download.csv");
  writeFileSync(
    path,
    '"Date","Price","Open","High","Low","Vol.","Change %"\n"Nov 28, 2024","1","1","1","1","",""\n',
  );
  const { code, out } = await run({ import: ["cvi", path] });
  expect(code).toBe(1);
  expect(out).toBe(
    "investing/cvi.csv: 1 day, 2024-11-28 to 2024-11-28\n" +
      "the notebooks need 2019-03-31 to 2024-11-27: import the other files along with this one\n",
  );
  expect((await run({ import: ["cvi", `${path}.not`] })).err).toContain("there is no file");
  expect((await run({ import: [path] })).err).toContain("--import must be cvi and a file");
});

test("the command line knows the options, and takes the exit code", async () => {
  const codes: number[] = [];
  const program = new Command().exitOverride();
  const text = { err: "" };
  const err = new Writable({
    write(chunk: Buffer, _, done) {
      text.err += chunk.toString();
      done();
    },
  });
  registerDataCommand(program, { out: err, err, isTTY: false }, async (work) => {
    codes.push(await work(AbortSignal.abort()));
  });
  const given = ["data", "--only", "okx", "EOS", "--bar", "1D", "--from", "2022-01-01", "--out", folder];
  await program.parseAsync(given, { from: "user" });
  await program.parseAsync(["data", "--import", "cvi", "a.csv", "b.csv", "--out", folder], { from: "user" });
  expect(codes).toEqual([130, 1]);
  expect(text.err).toMatch(/^Stopped\..*\nimportCvi: there is no file .*\ba\.csv\n$/);
});
