import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { DataError } from "../../core/errors";
import { projectPath } from "../../core/project";
import type { ClaimResult } from "../../papers/judge";
import { readExecuted, type ExecutedNotebook } from "../run/executedNotebook";
import { notebookText } from "../run/notebookFile";
import { readsOwnFiles, resultOf, type NotebookResult } from "../results/results";
import { readSummary, type RunSummary } from "../run/runSummary";
import { claimCells } from "./claimCells";
import { publishedNotebook } from "./publishedNotebook";
import { referenceFolder, referenceText } from "./reference";
import { resultsPage } from "./resultsPage";

/** What people wrote about the results, with places for their numbers. */
export const WORDS: string = join("docs", "results", "summary.md");

/** A notebook file stays below this, so that every viewer opens it. */
export const MOST_BYTES = 1_500_000;

export interface PublishOptions {
  /** The folder of the run. */
  readonly out: string;
  /** The project's folder, with the {@link WORDS} in it. Default: the clone. */
  readonly to?: string;
}

/**
 * Writes a whole run into the project, to be committed: the metrics and verdicts with which `verify` compares runs of
 * the same profile on the same market; and, of a full run on real data, the executed notebooks and `RESULTS.md`.
 *
 * @returns the files, relative to `to`.
 * @throws {@link DataError} unless every notebook passed, and the market is all real or all simulated, without files of one's own.
 */
export async function publish({ out, to = projectPath() }: PublishOptions): Promise<string[]> {
  const summary = await readSummary(join(out, "results"));
  checkWhole(summary);
  const run = await readRun(out, summary);
  const reference = referenceFolder(summary.market, summary.profile);
  const files = new Map([
    ...(summary.profile === "full" && summary.market === "real" ? await pagesOf(run, to) : []),
    ...run.results.map((result): [string, string] => [
      join(reference, `${result.notebook}.json`),
      referenceText(result),
    ]),
  ]);
  await removeOld(join(to, reference));
  for (const folder of ["notebooks", reference]) await mkdir(join(to, folder), { recursive: true });
  for (const [file, text] of files) await writeFileAtomic(join(to, file), text);
  return [...files.keys()];
}

interface Run {
  readonly summary: RunSummary;
  readonly claims: readonly ClaimResult[];
  /** Of each notebook, in the order of the summary. */
  readonly executed: readonly ExecutedNotebook[];
  readonly results: readonly NotebookResult[];
}

async function readRun(out: string, summary: RunSummary): Promise<Run> {
  const names = summary.notebooks.map(({ name }) => name);
  const claims = JSON.parse(await readFile(join(out, "results", "claims.json"), "utf8")) as ClaimResult[];
  const executed = await Promise.all(names.map((name) => executedNotebook(out, name)));
  const own = names.filter((_, i) => readsOwnFiles(executed[i].notebook));
  if (own.length > 0)
    throw new DataError(
      "publish",
      `the run must be on the papers' data, got files of one's own in ${own.join(", ")}`,
    );
  return { summary, claims, executed, results: executed.map((one, i) => resultOf(names[i], one)) };
}

/** What people read: the notebooks and `RESULTS.md`. */
async function pagesOf(run: Run, to: string): Promise<[string, string][]> {
  const { summary, executed } = run;
  const names = summary.notebooks.map(({ name }) => name);
  const notebooks = executed.map((one, i) => notebookFile(names[i], notebookText(publishedNotebook(one))));
  const page = resultsPage({
    ...run,
    words: await readFile(join(to, WORDS), "utf8"),
    records: executed.map(({ record }) => record),
    cells: claimCells(new Map(executed.map(({ notebook }, i) => [names[i], notebook]))),
  });
  return [...notebooks, ["RESULTS.md", page]];
}

function checkWhole({ market, notebooks }: RunSummary): void {
  const missing = notebooks.filter(({ status }) => status !== "passed").map(({ name }) => name);
  if (missing.length > 0)
    throw new DataError("publish", `every notebook must have passed, got none from ${missing.join(", ")}`);
  if (market === "partly simulated")
    throw new DataError("publish", "the run must be on real or on simulated market data, got a mixture");
}

async function executedNotebook(out: string, name: string): Promise<ExecutedNotebook> {
  const executed = await readExecuted(join(out, "notebooks", `${name}.ipynb`));
  if (executed) return executed;
  throw new DataError(name, "its executed notebook must be whole, got none: run `volfolio reproduce` again");
}

function notebookFile(name: string, text: string): [string, string] {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES)
    throw new DataError(name, `a published notebook must be smaller than ${MOST_BYTES} bytes, got ${bytes}`);
  return [join("notebooks", `${name}.ipynb`), text];
}

/** Of notebooks that are gone. */
async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(".json"))) await rm(join(folder, name));
}
