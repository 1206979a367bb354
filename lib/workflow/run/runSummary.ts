import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MissingError } from "../../core/errors";
import type { Profile } from "../../notebook/results/parameters";
import type { ClaimResult } from "../../papers/judge";
import { summariseVerdicts, type VerdictSummary } from "../../papers/report";
import type { CellFailure } from "./failure";
import type { MarketInUse } from "./marketInUse";
import type { NotebookOutcome, OtherNotebook } from "./outcome";

export const SUMMARY_FILE = "summary.json";

/** What a run found, for its files. */
export interface RunResults {
  readonly profile: Profile;
  readonly market: MarketInUse;
  readonly outcomes: readonly NotebookOutcome[];
  /** Notebooks that nobody asked for. */
  readonly others: readonly OtherNotebook[];
}

/** What `summary.json` says of a run. */
export interface RunSummary {
  /** In UTC. */
  readonly finishedAt: string;
  readonly profile: Profile;
  readonly market: MarketInUse;
  /** In the order of their names. */
  readonly notebooks: readonly NotebookSummary[];
  readonly claims: readonly VerdictSummary[];
}

export type NotebookSummary =
  FinishedNotebook | FailedNotebook | { readonly name: string; readonly status: "not run" };

interface RunNotebook {
  readonly name: string;
  /** Whether an earlier run was still valid. */
  readonly cached: boolean;
  readonly cells: number;
  readonly seconds: number;
}

export interface FinishedNotebook extends RunNotebook {
  readonly status: "passed";
}

export interface FailedNotebook extends RunNotebook {
  readonly status: "failed";
  readonly failure: CellFailure;
}

/** @param known - the notebooks that ran, and those of an earlier run that are still valid. */
export function summaryOf(
  { profile, market, others }: RunResults,
  known: readonly NotebookOutcome[],
  claims: readonly ClaimResult[],
): RunSummary {
  const notRun = others.filter(({ outcome }) => !outcome);
  const notebooks = [
    ...known.map(notebookSummary),
    ...notRun.map(({ name }) => ({ name, status: "not run" as const })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const finishedAt = new Date().toISOString();
  return { finishedAt, profile, market, notebooks, claims: summariseVerdicts(claims) };
}

function notebookSummary({ name, cells, seconds, cached, failure }: NotebookOutcome): NotebookSummary {
  const run = { name, cached, cells, seconds };
  return failure ? { ...run, status: "failed", failure } : { ...run, status: "passed" };
}

/** The summary that a run wrote into its folder of results. @throws {@link MissingError} when there is none. */
export async function readSummary(folder: string): Promise<RunSummary> {
  const file = join(folder, SUMMARY_FILE);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined)
    throw new MissingError("results", `there is no ${file}: run \`volfolio reproduce\` first`);
  return JSON.parse(text) as RunSummary;
}
