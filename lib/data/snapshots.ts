import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import { sha256Of } from "../core/checksum";
import { DataError, MissingError } from "../core/errors";
import { isDay, type Day } from "../series/days";

/** What is known about a downloaded file: enough to fetch it again and to see that it did not change. */
export interface SnapshotEntry {
  readonly provider: string;
  /** What was asked for, in one line. */
  readonly request: string;
  /** First and last day in the file. */
  readonly from: Day;
  readonly to: Day;
  /** Rows below the header. */
  readonly rows: number;
  /** Of the file's bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** When, in UTC (ISO 8601). */
  readonly fetchedAt: string;
}

/** `manifest.json` of a folder of snapshots, by the files' names inside it: `okx/BTC-USDT.csv`. */
export interface SnapshotManifest {
  readonly version: 1;
  readonly files: Readonly<Record<string, SnapshotEntry>>;
}

/** What became of a file since it was written. `unlisted`: it lies there, and the manifest does not know it. */
export interface SnapshotCheck {
  readonly file: string;
  readonly status: "intact" | "changed" | "missing" | "unlisted";
  readonly entry?: SnapshotEntry;
}

/**
 * The manifest of a folder; nothing where the folder has none (one that was filled by hand).
 *
 * @throws {@link DataError} when `manifest.json` is there and can't be read.
 */
export function readManifest(folder: string): SnapshotManifest | undefined {
  const path = manifestPath(folder);
  if (!existsSync(path)) return undefined;
  const wayOut = "delete it and run `npm run data` to make it anew";
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new DataError(path, `must be JSON: ${(cause as Error).message}; ${wayOut}`, { cause });
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw new DataError(path, `${z.prettifyError(parsed.error)}; ${wayOut}`);
  return parsed.data;
}

/**
 * Refuses a file that is not the one that was downloaded. A folder without a manifest is taken as it is.
 *
 * @param file - its name inside `folder`, with `/`: `okx/BTC-USDT.csv`.
 * @param bytes - the file's content.
 * @throws {@link DataError} when the manifest does not list the file, or lists another checksum.
 */
export function checkSnapshot(folder: string, file: string, bytes: Uint8Array): void {
  const manifest = readManifest(folder);
  if (manifest === undefined) return;
  const entry = manifest.files[file];
  const path = join(folder, file);
  if (entry === undefined) throw new DataError(path, `is not listed in manifest.json; ${wayOutFor(file)}`);
  const sha256 = sha256Of(bytes);
  if (sha256 !== entry.sha256)
    throw new DataError(
      path,
      `has changed since it was fetched: sha256 must be ${entry.sha256}, got ${sha256}; ${wayOutFor(file)}`,
    );
}

/**
 * Compares every file of the manifest with its checksum, and names the files that are not in it.
 *
 * @throws {@link MissingError} when the folder has no manifest: nothing was downloaded there.
 */
export function verifySnapshots(folder: string): SnapshotCheck[] {
  const files = readManifest(folder)?.files;
  if (!files)
    throw new MissingError(manifestPath(folder), "is not there: `npm run data` downloads and lists the data");
  const listed = Object.entries(files).map(([file, entry]): SnapshotCheck => ({
    file,
    entry,
    status: statusOf(folder, file, entry),
  }));
  const unlisted = csvFilesIn(folder).filter((file) => !(file in files));
  return [...listed, ...unlisted.map((file): SnapshotCheck => ({ file, status: "unlisted" }))];
}

/** The entry of a file that is there as it was written; nothing otherwise. */
export function intactEntry(folder: string, file: string): SnapshotEntry | undefined {
  const entry = readManifest(folder)?.files[file];
  return entry && statusOf(folder, file, entry) === "intact" ? entry : undefined;
}

function statusOf(folder: string, file: string, { sha256 }: SnapshotEntry): SnapshotCheck["status"] {
  const path = join(folder, file);
  if (!existsSync(path)) return "missing";
  return sha256Of(readFileSync(path)) === sha256 ? "intact" : "changed";
}

/**
 * Writes a file and its entry. Each replaces its predecessor whole or not at all, the file first: whoever stops in
 * between leaves a file that {@link checkSnapshot} refuses, never one that passes for another.
 */
export function writeSnapshot(
  folder: string,
  file: string,
  text: string,
  entry: Omit<SnapshotEntry, "sha256">,
): SnapshotEntry {
  const written = { ...entry, sha256: sha256Of(Buffer.from(text)) };
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, text);
  const files = { ...readManifest(folder)?.files, [file]: written };
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileAtomic(manifestPath(folder), `${JSON.stringify({ version: 1, files: sorted }, null, 2)}\n`);
  return written;
}

/** The files in the providers' folders, with `/` on every system. */
function csvFilesIn(folder: string): string[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((file) => file.endsWith(".csv"))
    .sort();
}

const manifestPath = (folder: string): string => join(folder, "manifest.json");

function wayOutFor(file: string): string {
  return `fetch it again with \`npm run data -- --only ${file}\`, or check all files with \`npm run data -- --verify\``;
}

const day = z.string().refine(isDay, "must be a day of the calendar as YYYY-MM-DD");

const manifestSchema: z.ZodType<SnapshotManifest> = z.object({
  version: z.literal(1),
  files: z.record(
    z.string().regex(/^\w+\/[\w-]+\.csv$/),
    z.object({
      provider: z.string(),
      request: z.string(),
      from: day,
      to: day,
      rows: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"),
      fetchedAt: z.iso.datetime(),
    }),
  ),
});
