import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { downloadData } from "../../lib/data/download";
import { importCvi, type Imported } from "../../lib/data/importCvi";
import { checkSnapshot } from "../../lib/data/snapshots";

const HEADER = `"Date","Price","Open","High","Low","Vol.","Change %"`;
const FILE = "investing/cvi.csv";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "volfolio-import-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function importText(...texts: string[]): Imported {
  const paths = texts.map((_, i) => join(folder, `CVI Historical Data (${i + 1}).csv`));
  paths.forEach((path, i) => writeFileSync(path, texts[i]));
  return importCvi(paths, { folder });
}

const written = (): string => readFileSync(join(folder, FILE), "utf8");

test("takes over what Investing.com's page writes: newest first, months first, in quotes, with a byte order mark", () => {
  const { entry, file, gaps } = importText(
    `\uFEFF${HEADER}\r\n` +
      `"11/28/2024","66.4081","66.4534","66.4656","66.3492","","-0.07%"\r\n` +
      `"11/27/2024","1,066.45","1,060.00","1,070.5","1,055","","0.00%"\r\n` +
      `"11/25/2024","70","70","70","70","",""\r\n`,
  );
  expect(written()).toBe(
    "date,open,high,low,close\n" +
      "2024-11-25,70,70,70,70\n" +
      "2024-11-27,1060,1070.5,1055,1066.45\n" +
      "2024-11-28,66.4534,66.4656,66.3492,66.4081\n",
  );
  expect(file).toBe(FILE);
  expect(gaps).toEqual(["2024-11-26"]);
  expect(entry).toMatchObject({ provider: "investing", from: "2024-11-25", to: "2024-11-28", rows: 3 });
  expect(entry.request).toBe("import of CVI Historical Data (1).csv");
  checkSnapshot(folder, FILE, readFileSync(join(folder, FILE)));
});

test.each(["Nov 28, 2024", "11/28/2024", "2024-11-28"])("reads the date %s", (date) => {
  importText(`${HEADER}\n"${date}","2","2","2","2","",""\n`);
  expect(written()).toContain("\n2024-11-28,2,2,2,2\n");
});

test("joins files that overlap, and refuses them where they differ", () => {
  const older = `${HEADER}\n"Nov 27, 2024","2","2","2","2","",""\n"Nov 26, 2024","3","3","3","3","",""\n`;
  const newer = `${HEADER}\n"Nov 28, 2024","1","1","1","1","",""\n"Nov 27, 2024","2","2","2","2","",""\n`;
  expect(importText(newer, older).entry.rows).toBe(3);
  expect(() => importText(newer, older.replaceAll('"2"', '"2.5"'))).toThrow(
    "two different rows of the same day",
  );
});

test("leaves out a day that is not over", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2024-11-28T12:00:00Z") });
  const lines = `"Nov 28, 2024","1","1","1","1","",""\n"Nov 27, 2024","2","2","2","2","",""\n`;
  expect(importText(`${HEADER}\n${lines}`).entry.to).toBe("2024-11-27");
});

test("what was imported counts as present: the closed provider is not asked for it", async () => {
  importText(`${HEADER}\n"Nov 28, 2024","1","1","1","1","",""\n`);
  const baseUrls = { investing: "http://127.0.0.1:9" }; // nothing answers there
  const [outcome] = await downloadData({ folder, only: ["cvi"], baseUrls, http: { retries: 0 } });
  expect(outcome).toMatchObject({ status: "present", file: FILE });
});

const row = (date: string): string => `"${date}","1","1","1","1","",""\n`;
test.each([
  ["the day before the month", `${row("28/11/2024")}`, 'line 2, Date must be a day as "Nov 28, 2024"'],
  [
    "the day before the month, where both may be months",
    row("02/12/2024") + row("01/12/2024") + row("12/11/2024"),
    "is the day written before the month?",
  ],
  ["another language", `"28.11.2024","1","1","1","1","",""\n`, 'got "28.11.2024"'],
  ["a decimal comma", `"Nov 28, 2024","66,41","66,45","66,47","66,35","",""\n`, 'got "66,45"'],
  [
    "a dash for a number",
    `"Nov 28, 2024","-","1","1","1","",""\n`,
    'line 2, Price must be a number as "1,234.56", got "-"',
  ],
  ["a high below the price", `"Nov 28, 2024","3","1","2","1","",""\n`, "high must be at least 3"],
  ["a price of zero", `"Nov 28, 2024","1","1","1","0","",""\n`, "low must be above 0"],
  ["no rows", "", "at least one row"],
])("a file with %s is refused, and nothing is written", (_, lines, message) => {
  expect(() => importText(`${HEADER}\n${lines}`)).toThrow(message);
  expect(() => written()).toThrow("ENOENT");
});

test("a file of something else is refused with the columns that it lacks", () => {
  expect(() => importText("date,open,high,low,close\n2024-11-28,1,1,1,1\n")).toThrow(
    /must have the columns "Date", "Price".*got "date","open"/,
  );
});
