import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { dayRange, type Day } from "../../lib/series/days";

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of its own that holds these files, by their names inside it. It goes when the test file has run. */
export function dataFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "volfolio-"));
  made.push(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

/** A made-up file of candles: 100 and a bit more every day, some of the days left out. */
export function candleCsv(
  from: Day,
  to: Day,
  { without = [], volume = true }: { without?: readonly Day[]; volume?: boolean } = {},
): string {
  const rows = dayRange(from, to)
    .map((day, i) => `${day},${100 + i},${103 + i},${99 + i},${102 + i}${volume ? ",7.5" : ""}`)
    .filter((row) => !without.includes(row.slice(0, 10)));
  return `${[`date,open,high,low,close${volume ? ",volume" : ""}`, ...rows].join("\n")}\n`;
}
