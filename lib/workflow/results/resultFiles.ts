import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { DataError, MissingError } from "../../core/errors";
import type { ClaimResult } from "../../papers/judge";
import { claimsReport } from "../../papers/report";
import type { NotebookOutcome } from "../run/outcome";
import type { NotebookResult } from "./results";
import { SUMMARY_FILE, summaryOf, type RunResults } from "../run/runSummary";
import { writeTables } from "./tableFiles";

/**
 * Writes what a notebook found: `<notebook>.json`, and the tables that it stored below `tables/<notebook>/`. Of one
 * that failed nothing stays, not even of an earlier run.
 */
export async function writeResult(
  folder: string,
  { name, result, tables = [] }: NotebookOutcome,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  if (result) await writeJson(file, result);
  else await rm(file, { force: true });
  await writeTables(folder, name, result, tables);
}

/**
 * Writes what a run found: `claims.json` with one row for each number that the papers print, `summary.json`.
 *
 * @returns the rows of `claims.json`.
 */
export async function writeSummary(folder: string, run: RunResults): Promise<ClaimResult[]> {
  const { outcomes, others } = run;
  await mkdir(folder, { recursive: true });
  const known = [...outcomes, ...others.flatMap(({ outcome }) => outcome ?? [])];
  const results = known.flatMap(({ result }) => result ?? []);
  const claims = claimsReport(results.flatMap((result) => result.claims));
  await writeJson(join(folder, "claims.json"), claims);
  await writeJson(join(folder, SUMMARY_FILE), summaryOf(run, known, claims));
  return claims;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * The results of notebooks that an earlier run wrote.
 *
 * @param path - the folder that {@link writeResult} wrote, or one notebook's file in it.
 * @throws {@link MissingError} when there are none, {@link DataError} when a file is not what it should be.
 */
export async function readResults(path: string): Promise<NotebookResult[]> {
  const info = await stat(path).catch(() => undefined);
  const names = info?.isDirectory() ? (await readdir(path)).filter(isNotebookResult).sort() : [];
  const files = info?.isFile() ? [path] : names.map((name) => join(path, name));
  if (files.length === 0)
    throw new MissingError("results", `there are none in ${path}: run \`volfolio reproduce\` first`);
  return Promise.all(files.map(readResult));
}

const isNotebookResult = (name: string): boolean =>
  name.endsWith(".json") && name !== "claims.json" && name !== SUMMARY_FILE;

async function readResult(file: string): Promise<NotebookResult> {
  try {
    const parsed = resultSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    if (parsed.success) return parsed.data as unknown as NotebookResult;
    throw new DataError(file, `must be a notebook's results:\n${z.prettifyError(parsed.error)}`);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new DataError(file, `must be JSON: ${cause.message}`, { cause });
    throw cause;
  }
}

const resultSchema = z.looseObject({
  notebook: z.string(),
  profile: z.enum(["quick", "full"]),
  parameters: z.record(z.string(), z.unknown()),
  dataFingerprint: z.string(),
  metrics: z.record(z.string(), z.looseObject({ value: z.union([z.number(), z.string()]) })),
  claims: z.array(z.looseObject({ id: z.string(), verdict: z.string() })),
});
