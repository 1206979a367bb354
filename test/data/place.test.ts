import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { MissingError } from "../../lib/core/errors";
import { loadDataset } from "../../lib/data/dataset";
import { dataFingerprint } from "../../lib/data/fingerprint";
import { candleCsv, dataFolder } from "../support/dataFolder";

// A project of the test's own: the real one's snapshots are nobody's business here.
const project = vi.hoisted(() => ({ root: "" }));
vi.mock("../../lib/core/project", () => ({
  projectRoot: () => project.root,
  projectPath: (...parts: string[]) => join(project.root, ...parts),
}));

const DATASETS = readFileSync(resolve(__dirname, "../../data/datasets.json"), "utf8");
const CVI = candleCsv("2019-03-31", "2024-11-28", { volume: false });
const COINS = ["ADA", "BNB", "BTC", "ETH"].map((coin) => `yahoo/${coin}-USD.csv`);
const FOUR_COINS = Object.fromEntries(COINS.map((file) => [file, candleCsv("2019-01-01", "2024-12-31")]));

function projectWith(snapshots: Readonly<Record<string, string>>): void {
  const inside = Object.entries(snapshots).map(([file, text]) => [`data/snapshots/${file}`, text] as const);
  project.root = dataFolder({ "data/datasets.json": DATASETS, ...Object.fromEntries(inside) });
}

beforeEach(() => {
  vi.stubEnv("VOLFOLIO_DATA", undefined);
  projectWith({});
  return () => vi.unstubAllEnvs();
});

describe("the search order", () => {
  test("nothing there: the simulated market, and how to get the real one", () => {
    const { provenance } = loadDataset("mosef2025");
    expect(provenance.simulated).toBe(true);
    expect(provenance.reason).toBe("data/snapshots has no yahoo/ADA-USD.csv; npm run data downloads it");
  });

  test("snapshots that hold the whole data set", () => {
    projectWith(FOUR_COINS);
    expect(loadDataset("mosef2025").provenance.simulated).toBe(false);
    expect(loadDataset("cvi").provenance.simulated).toBe(true);
  });

  test("snapshots that lack one coin are not mixed with simulated ones", () => {
    const three = Object.entries(FOUR_COINS).filter(([file]) => file !== "yahoo/BTC-USD.csv");
    projectWith(Object.fromEntries(three));
    const { provenance } = loadDataset("mosef2025");
    expect(provenance.sources.map(({ provider }) => provider)).toEqual(Array(4).fill("simulated market"));
    expect(provenance.reason).toContain("data/snapshots has no yahoo/BTC-USD.csv");
  });

  test("VOLFOLIO_DATA before the snapshots, the option before both", () => {
    projectWith({ "investing/cvi.csv": CVI });
    const closeOn = (folder?: string): number => loadDataset("cvi", { folder }).candles.CVI.close[0];
    const environment = dataFolder({ "investing/cvi.csv": CVI.replace(",102\n", ",102.1\n") });
    const option = dataFolder({ "investing/cvi.csv": CVI.replace(",102\n", ",102.2\n") });
    expect(closeOn()).toBe(102);
    vi.stubEnv("VOLFOLIO_DATA", environment);
    expect(closeOn()).toBe(102.1);
    expect(closeOn(option)).toBe(102.2);
    vi.stubEnv("VOLFOLIO_DATA", "");
    expect(closeOn()).toBe(102);
  });

  test('"simulated" turns real data off, in the environment and as the option', () => {
    projectWith({ "investing/cvi.csv": CVI });
    expect(loadDataset("cvi", { folder: "simulated" }).provenance.reason).toBe("option folder asks for it");
    vi.stubEnv("VOLFOLIO_DATA", "simulated");
    expect(loadDataset("cvi").provenance.reason).toBe("VOLFOLIO_DATA asks for it");
  });

  test("a relative folder counts from the project's root, wherever the program runs", () => {
    project.root = dataFolder({ "data/datasets.json": DATASETS, "mine/investing/cvi.csv": CVI });
    vi.stubEnv("VOLFOLIO_DATA", "mine");
    expect(loadDataset("cvi").provenance.simulated).toBe(false);
  });

  test("the first provider that has the file is taken", () => {
    const candles = candleCsv("2022-01-01", "2025-06-30");
    const coins = ["BCH", "BTC", "ETC", "ETH", "LTC", "XRP"];
    const files = coins.flatMap((coin) => [`okx/${coin}-USDT.csv`, `binance/${coin}-USDT.csv`]);
    const folder = dataFolder(
      Object.fromEntries([...files, "binance/EOS-USDT.csv"].map((file) => [file, candles])),
    );
    const { sources } = loadDataset("qfe2025", { folder }).provenance;
    expect(Object.fromEntries(sources.map(({ symbol, provider }) => [symbol, provider]))).toEqual({
      ...Object.fromEntries(coins.map((coin) => [coin, "okx"])),
      EOS: "binance",
    });
  });
});

describe("a folder that somebody named is never replaced by the simulated market", () => {
  test("it is not there", () => {
    vi.stubEnv("VOLFOLIO_DATA", "no/such/folder");
    expect(() => loadDataset("cvi")).toThrow(MissingError);
    expect(() => loadDataset("cvi")).toThrow(
      /^VOLFOLIO_DATA: must name a folder of market data, or "simulated", got /,
    );
  });

  test("it is a file", () => {
    const folder = join(dataFolder({ "cvi.csv": CVI }), "cvi.csv");
    expect(() => loadDataset("cvi", { folder })).toThrow(/^option folder: must name a folder/);
  });

  test("it lacks files: all of them are named, and the way out", () => {
    const folder = dataFolder({ "yahoo/BTC-USD.csv": FOUR_COINS["yahoo/BTC-USD.csv"] });
    const load = (): unknown => loadDataset("mosef2025", { folder });
    expect(load).toThrow(MissingError);
    expect(load).toThrow("must hold yahoo/ADA-USD.csv, yahoo/BNB-USD.csv, yahoo/ETH-USD.csv");
    expect(load).toThrow("npm run data");
    expect(() => loadDataset("qfe2025", { folder })).toThrow("okx/EOS-USDT.csv or binance/EOS-USDT.csv");
  });
});

describe("the fingerprint", () => {
  test("is stable, and changes with each change of the data in use", () => {
    const seen: string[] = [];
    const changes = (): void => {
      const fingerprint = dataFingerprint();
      expect(dataFingerprint()).toBe(fingerprint);
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(seen).not.toContain(fingerprint);
      seen.push(fingerprint);
    };
    changes(); // all simulated
    projectWith({ "investing/cvi.csv": CVI });
    changes(); // one data set is real
    projectWith({ "investing/cvi.csv": CVI.replace(",102\n", ",102.5\n") });
    changes(); // one number of it is another
    projectWith({ "investing/cvi.csv": CVI, ...FOUR_COINS });
    changes(); // two are real
  });

  test("does not change with files that are not in use, nor with the folder's own name", () => {
    projectWith({ "investing/cvi.csv": CVI });
    const fingerprint = dataFingerprint();
    projectWith({ "investing/cvi.csv": CVI, "yahoo/BTC-USD.csv": "not read" });
    expect(dataFingerprint()).toBe(fingerprint);
  });

  test("of a folder without some data set: what needs the others can still run", () => {
    const folder = dataFolder({ "investing/cvi.csv": CVI });
    expect(dataFingerprint(folder)).not.toBe(dataFingerprint("simulated"));
  });
});

test("a snapshot that changed since it was fetched is refused, with the way out", () => {
  const entry = {
    provider: "investing",
    request: "a test",
    from: "2019-03-31",
    to: "2024-11-28",
    rows: 1,
    sha256: "0".repeat(64),
    fetchedAt: "2025-01-01T00:00:00.000Z",
  };
  const manifest = JSON.stringify({ version: 1, files: { "investing/cvi.csv": entry } });
  projectWith({ "investing/cvi.csv": CVI, "manifest.json": manifest });
  expect(() => loadDataset("cvi")).toThrow(/has changed since it was fetched.*npm run data/);
});
