import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkSnapshot, readManifest, verifySnapshots, writeSnapshot } from "../../lib/data/snapshots";

const FILE = "okx/BTC-USDT.csv";
const TEXT = "date,open,high,low,close,volume\n2022-01-01,1,2,1,2,10\n";
const ENTRY = {
  provider: "okx",
  request: "GET /candles",
  from: "2022-01-01",
  to: "2022-01-01",
  rows: 1,
  fetchedAt: "2025-03-01T12:00:00.000Z",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "volfolio-snapshots-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (file: string): Uint8Array => readFileSync(join(folder, file));

test("a folder without a manifest is taken as it is", () => {
  expect(readManifest(folder)).toBeUndefined();
  expect(() => checkSnapshot(folder, FILE, Buffer.from("anything"))).not.toThrow();
  expect(() => verifySnapshots(folder)).toThrow("`npm run data` downloads and lists the data");
});

test("what was written is accepted, and the checksum is that of the file's bytes", () => {
  // printf 'date,open,high,low,close,volume\n2022-01-01,1,2,1,2,10\n' | sha256sum
  const { sha256 } = writeSnapshot(folder, FILE, TEXT, ENTRY);
  expect(sha256).toBe("cb522909b5b9f6bfa9a540babfdea85dfc4bb92b0ca3f26500146b424f4e10b3");
  expect(readFileSync(join(folder, FILE), "utf8")).toBe(TEXT);
  expect(() => checkSnapshot(folder, FILE, bytesOf(FILE))).not.toThrow();
  expect(readManifest(folder)).toEqual({ version: 1, files: { [FILE]: { ...ENTRY, sha256 } } });
  expect(verifySnapshots(folder)).toMatchObject([{ file: FILE, status: "intact" }]);
});

test("entries of several files stand side by side, in the order of their names", () => {
  writeSnapshot(folder, "yahoo/ADA-USD.csv", TEXT, { ...ENTRY, provider: "yahoo" });
  writeSnapshot(folder, FILE, TEXT, ENTRY);
  expect(Object.keys(readManifest(folder)!.files)).toEqual([FILE, "yahoo/ADA-USD.csv"]);
});

test("one changed digit is refused, with both checksums and the way out", () => {
  const { sha256 } = writeSnapshot(folder, FILE, TEXT, ENTRY);
  writeFileSync(join(folder, FILE), TEXT.replace("2022-01-01,1,", "2022-01-01,3,"));
  const check = (): void => checkSnapshot(folder, FILE, bytesOf(FILE));
  expect(check).toThrow(`sha256 must be ${sha256}, got `);
  expect(check).toThrow("npm run data -- --only okx/BTC-USDT.csv");
  expect(check).toThrow("npm run data -- --verify");
  expect(verifySnapshots(folder)).toMatchObject([{ file: FILE, status: "changed" }]);
});

test("a file from a run that was killed before the manifest was written is refused", () => {
  writeSnapshot(folder, FILE, TEXT, ENTRY);
  const newer = `${TEXT}2022-01-02,2,3,2,3,10\n`;
  writeFileSync(join(folder, FILE), newer); //                     rewritten, the manifest is the old one
  expect(() => checkSnapshot(folder, FILE, bytesOf(FILE))).toThrow("has changed since it was fetched");
  const other = "okx/ETH-USDT.csv";
  writeFileSync(join(folder, other), TEXT); //                     new, the manifest does not know it yet
  expect(() => checkSnapshot(folder, other, bytesOf(other))).toThrow("is not listed in manifest.json");
  expect(verifySnapshots(folder).map(({ status }) => status)).toEqual(["changed", "unlisted"]);
});

test("a listed file that is gone is reported as missing", () => {
  writeSnapshot(folder, FILE, TEXT, ENTRY);
  rmSync(join(folder, FILE));
  expect(verifySnapshots(folder)).toMatchObject([{ file: FILE, status: "missing" }]);
});

test.each([
  ["half a file", '{ "version": 1, "files": {', "must be JSON"],
  ["another version", '{ "version": 2, "files": {} }', "version"],
  ["a name that leaves the folder", '{ "version": 1, "files": { "../x.csv": {} } }', "../x.csv"],
])("a manifest with %s is an error that says how to make it anew", (_, text, message) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), text);
  expect(() => readManifest(folder)).toThrow(message);
  expect(() => readManifest(folder)).toThrow("`npm run data` to make it anew");
});
