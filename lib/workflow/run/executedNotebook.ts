import { existsSync } from "node:fs";
import { z } from "zod";
import { sha256Of } from "../../core/checksum";
import { VolfolioError } from "../../core/errors";
import type { Profile } from "../../notebook/results/parameters";
import { codeCells, notebookText, readNotebook, writeNotebook, type Notebook } from "./notebookFile";
import type { ParameterValues } from "./parameters";

/** What an executed notebook says of its run, in its metadata under `volfolio`, `run`. */
export interface RunRecord {
  /** {@link file://./cacheKey.ts} at the time of the run. */
  readonly key: string;
  readonly profile: Profile;
  /** What the runner injected. */
  readonly parameters: ParameterValues;
  /** Of the market data. */
  readonly dataFingerprint: string;
  readonly node: string;
  readonly platform: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly cellSeconds: readonly number[];
}

export interface ExecutedNotebook {
  readonly notebook: Notebook;
  readonly record: RunRecord;
}

/** Writes a notebook whose every code cell has run, with its record and a checksum over both. */
export async function writeExecuted(file: string, { notebook, record }: ExecutedNotebook): Promise<void> {
  const checksum = checksumOf(withRecord(notebook, record));
  await writeNotebook(file, withRecord(notebook, { ...record, checksum }));
}

/**
 * Reads an executed notebook. Answers `undefined` when it is not there or not whole: cut short, changed since, or
 * with a cell that did not run.
 */
export async function readExecuted(file: string): Promise<ExecutedNotebook | undefined> {
  if (!existsSync(file)) return undefined;
  let notebook: Notebook;
  try {
    notebook = await readNotebook(file);
  } catch (error) {
    if (error instanceof VolfolioError) return undefined;
    throw error;
  }
  const parsed = recordSchema.safeParse(notebook.metadata.volfolio?.run);
  if (!parsed.success) return undefined;
  const { checksum, ...record } = parsed.data;
  const whole = checksum === checksumOf(withRecord(notebook, record));
  const complete = codeCells(notebook).every((cell, index) => cell.execution_count === index + 1);
  return whole && complete ? { notebook, record } : undefined;
}

function withRecord(notebook: Notebook, run: object): Notebook {
  const { metadata } = notebook;
  return { ...notebook, metadata: { ...metadata, volfolio: { ...metadata.volfolio, run } } };
}

function checksumOf(notebook: Notebook): string {
  return sha256Of(notebookText(notebook));
}

const recordSchema = z.object({
  checksum: z.string(),
  key: z.string(),
  profile: z.enum(["quick", "full"]),
  parameters: z.record(z.string(), z.unknown()),
  dataFingerprint: z.string(),
  node: z.string(),
  platform: z.string(),
  startedAt: z.string(),
  seconds: z.number(),
  cellSeconds: z.array(z.number()),
});
