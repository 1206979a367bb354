import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { DataError } from "../../core/errors";
import { projectPath } from "../../core/project";
import type { ClaimResult } from "../../papers/judge";
import { readExecuted, type ExecutedNotebook } from "../executedNotebook";
import { notebookText } from "../notebookFile";
import { resultOf, type NotebookResult } from "../results";
import { readSummary, type RunSummary } from "../runSummary";
import { publishedNotebook } from "./publishedNotebook";
import { resultsPage } from "./resultsPage";

/** Where the results of the published run stand in the project: what `verify` compares with. */
export const PUBLISHED_RESULTS: string = join("docs", "results");

/** A notebook file stays below this, so that every viewer opens it. */
export const MOST_BYTES = 1_500_000;

export interface PublishOptions {
  /** The folder of the run. */
  readonly out: string;
  /** The project's folder. Default: the clone. */
  readonly to?: string;
}

/**
 * Writes a whole run into the project, to be committed: the executed notebooks, `RESULTS.md`, and the metrics and
 * verdicts with which `verify` compares.
 *
 * @returns the files, relative to `to`.
 * @throws {@link DataError} unless every notebook passed, in the full profile, on real market data.
 */
export async function publish({ out, to = projectPath() }: PublishOptions): Promise<string[]> {
  const summary = await readSummary(join(out, "results"));
  checkWhole(summary);
  const claims = JSON.parse(await readFile(join(out, "results", "claims.json"), "utf8")) as ClaimResult[];
  const executed = await Promise.all(summary.notebooks.map(({ name }) => executedNotebook(out, name)));
  const results = executed.map((one, i) => resultOf(summary.notebooks[i].name, one));
  const files = new Map([
    ...executed.map(({ notebook }, i) =>
      notebookFile(summary.notebooks[i].name, notebookText(publishedNotebook(notebook))),
    ),
    ...results.map((result): [string, string] => [
      join(PUBLISHED_RESULTS, `${result.notebook}.json`),
      referenceText(result),
    ]),
    ["RESULTS.md", resultsPage({ summary, claims, results })],
  ]);
  await removeOld(join(to, PUBLISHED_RESULTS));
  for (const folder of ["notebooks", PUBLISHED_RESULTS]) await mkdir(join(to, folder), { recursive: true });
  for (const [file, text] of files) await writeFileAtomic(join(to, file), text);
  return [...files.keys()];
}

function checkWhole({ profile, market, notebooks }: RunSummary): void {
  const missing = notebooks.filter(({ status }) => status !== "passed").map(({ name }) => name);
  if (missing.length > 0)
    throw new DataError("publish", `every notebook must have passed, got none from ${missing.join(", ")}`);
  if (profile !== "full")
    throw new DataError("publish", `the run must have the profile full, got ${profile}`);
  if (market !== "real") throw new DataError("publish", `the run must be on real market data, got ${market}`);
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

/** What `verify` needs, and nothing that changes from run to run. */
function referenceText({
  notebook,
  profile,
  parameters,
  dataFingerprint,
  metrics,
  claims,
}: NotebookResult): string {
  const verdicts = claims.map(({ id, printed, ours, verdict }) => ({ id, printed, ours, verdict }));
  const reference = { notebook, profile, parameters, dataFingerprint, metrics, claims: verdicts };
  return `${JSON.stringify(reference, null, 2)}\n`;
}

/** Of notebooks that are gone. */
async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(".json"))) await rm(join(folder, name));
}
