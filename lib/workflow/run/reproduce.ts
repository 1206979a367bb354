import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DataError, VolfolioError } from "../../core/errors";
import { throwIfCancelled } from "../../core/progress";
import { checkNames } from "../../core/unknownName";
import type { Profile } from "../../notebook/results/parameters";
import { RESULTS_VARIABLE } from "../../notebook/results/resultsFolder";
import type { ClaimResult } from "../../papers/judge";
import { cacheKey, runContext, type RunContext } from "./cacheKey";
import { readExecuted, writeExecuted, type ExecutedNotebook, type RunRecord } from "./executedNotebook";
import { marketInUse } from "./marketInUse";
import {
  codeCells,
  notebookText,
  parseNotebook,
  readNotebook,
  writeNotebook,
  type Notebook,
} from "./notebookFile";
import { notebookName } from "./notebookList";
import type { NotebookOutcome, OtherNotebook, PlannedNotebook, RunEvent } from "./outcome";
import { injectParameters, parameterNames, type ParameterValues } from "./parameters";
import { checkReads, runInOrder, type Reads } from "./readingOrder";
import { writeResult, writeSummary } from "../results/resultFiles";
import { readsOwnFiles, resultOf, tablesOf } from "../results/results";
import { runNotebook, type NotebookRun } from "./runNotebook";
import { tableTexts } from "../results/tableFiles";

export interface ReproduceOptions {
  /** The notebooks to run, in order. */
  readonly files: readonly string[];
  /** Notebooks that don't run, but whose results count where they are valid. */
  readonly others?: readonly string[];
  readonly profile: Profile;
  /** For every notebook that knows the name. */
  readonly parameters?: ParameterValues;
  /** A data folder, or "simulated". Default: as the environment says. */
  readonly data?: string;
  /**
   * The folder for `notebooks/` (executed, `<name>.ipynb`, or `<name>.failed.ipynb` up to a failure) and for
   * `results/` (see {@link writeResult} and {@link writeSummary}).
   */
  readonly out: string;
  /** How many notebooks run at a time. */
  readonly workers: number;
  /** Runs every notebook, valid or not. */
  readonly fresh?: boolean;
  /** What a cell may take, in seconds. */
  readonly timeout: number;
  readonly onEvent?: (event: RunEvent) => void;
  /** Kills the kernels; nothing half-done is written. */
  readonly signal?: AbortSignal;
}

export interface Reproduction {
  /** In the order of the files. */
  readonly outcomes: readonly NotebookOutcome[];
  /** One row for each number that the papers print. */
  readonly claims: readonly ClaimResult[];
}

/**
 * Runs notebooks, except those whose executed copy is still valid: whole, and made under the same {@link cacheKey}.
 * The failure of one is a value in its outcome, and doesn't keep the others from running. A notebook that reads the
 * results of others runs after them.
 *
 * @throws {@link DomainError} for a parameter that no notebook has, {@link DataError} where notebooks read each other
 *   in a circle, and what {@link readNotebook} throws, before anything runs; {@link CancelledError} when the signal stops it, after the last kernel has ended.
 */
export async function reproduce(options: ReproduceOptions): Promise<Reproduction> {
  const { files, others = [], profile, onEvent, out } = options;
  const around = runContext(options.data);
  const market = marketInUse(options.data);
  await mkdir(join(out, "notebooks"), { recursive: true });
  const jobs = await Promise.all(files.map((file) => jobFor(file, options)));
  checkParameters(jobs, options.parameters ?? {});
  checkReads(jobs);
  onEvent?.({ kind: "planned", notebooks: jobs.map(planOf) });

  const results = join(out, "results");
  const outcomes = new Map<Job, NotebookOutcome>();
  const inOrder = (): NotebookOutcome[] => jobs.flatMap((job) => outcomes.get(job) ?? []);
  let claims: readonly ClaimResult[] = [];
  for (const stage of [jobs.filter((job) => job.reads !== "*"), jobs.filter((job) => job.reads === "*")]) {
    const run = async (job: Job): Promise<void> => {
      const outcome = await outcomeOf(job, await keyFor(job, around, results, claims), options, around);
      await writeResult(results, outcome);
      outcomes.set(job, outcome);
      onEvent?.({ kind: "finished", outcome });
    };
    await runInOrder(stage, run, options.workers);
    const otherNotebooks = await Promise.all(
      others.map((file) => otherNotebook(file, options, around, results)),
    );
    claims = await writeSummary(results, { profile, market, outcomes: inOrder(), others: otherNotebooks });
  }
  return { outcomes: inOrder(), claims };
}

interface Job {
  readonly name: string;
  readonly file: string;
  readonly source: Notebook;
  /** With the injected parameters. */
  readonly notebook: Notebook;
  readonly parameterNames: readonly string[];
  /** Those that are injected. */
  readonly values: ParameterValues;
  readonly reads: Reads;
  /** The executed copy of an earlier run, valid or not. */
  readonly last?: ExecutedNotebook;
}

async function jobFor(file: string, { profile, parameters, out }: ReproduceOptions): Promise<Job> {
  const name = notebookName(file);
  const source = await readNotebook(file);
  const names = parameterNames(source, file);
  const wanted = Object.entries({ profile, ...parameters }).filter(([name]) => names.includes(name));
  const values = Object.fromEntries(wanted);
  return {
    name,
    file,
    source,
    notebook: injectParameters(source, values, file),
    parameterNames: names,
    values,
    reads: source.metadata.volfolio?.reads ?? [],
    last: await readExecuted(join(out, "notebooks", `${name}.ipynb`)),
  };
}

/** @param claims - what a notebook that reads everything reads; one that reads some others reads their tables. */
async function keyFor(
  { source, file, values, reads }: Job,
  around: RunContext,
  results: string,
  claims: readonly ClaimResult[],
): Promise<string> {
  const read = reads === "*" ? claims : await tableTexts(results, reads);
  return cacheKey(source, file, values, around, read);
}

function checkParameters(jobs: readonly Job[], parameters: ParameterValues): void {
  const known = [...new Set(jobs.flatMap((job) => job.parameterNames))].sort();
  checkNames("parameters", "parameter", Object.keys(parameters), known);
}

function planOf({ name, notebook, last }: Job): PlannedNotebook {
  return { name, cells: codeCells(notebook).length, lastCellSeconds: last?.record.cellSeconds ?? [] };
}

async function outcomeOf(
  job: Job,
  key: string,
  options: ReproduceOptions,
  around: RunContext,
): Promise<NotebookOutcome> {
  const { name, file, notebook, last } = job;
  const { data, onEvent, signal, timeout, out, fresh } = options;
  throwIfCancelled("reproduce", signal);
  const cells = codeCells(notebook).length;
  if (!fresh && last?.record.key === key && !readsOwnFiles(last.notebook)) return keptOutcome(job, last);
  onEvent?.({ kind: "started", name });
  const startedAt = new Date();
  const run = await runNotebook(notebook, {
    folder: dirname(file),
    env: { [RESULTS_VARIABLE]: join(out, "results"), ...(data !== undefined && { VOLFOLIO_DATA: data }) },
    timeout,
    signal,
    onCell: (index) => onEvent?.({ kind: "cell", name, index }),
  });
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  const record: RunRecord = {
    key,
    profile: options.profile,
    parameters: job.values,
    dataFingerprint: around.data,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    startedAt: startedAt.toISOString(),
    seconds,
    cellSeconds: run.cellSeconds,
  };
  const concluded = conclude(name, run, record);
  await keep(join(out, "notebooks"), name, run, record, concluded.failure !== undefined);
  return { name, cells, seconds, cached: false, ...concluded };
}

function keptOutcome({ name, notebook }: Job, last: ExecutedNotebook): NotebookOutcome {
  const { seconds } = last.record;
  return { name, cells: codeCells(notebook).length, seconds, cached: true, ...foundIn(name, last) };
}

function conclude(
  name: string,
  run: NotebookRun,
  record: RunRecord,
): Pick<NotebookOutcome, "failure" | "result" | "tables"> {
  if (run.failure) return { failure: run.failure };
  try {
    // In the form in which the next run reads it, so that both have the same results to the letter.
    const notebook = parseNotebook(notebookText(run.notebook), name);
    return foundIn(name, { notebook, record });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { failure: { kind: "error", cell: 0, firstLine: "", message: error.message } };
  }
}

function foundIn(name: string, executed: ExecutedNotebook): Pick<NotebookOutcome, "result" | "tables"> {
  return { result: resultOf(name, executed), tables: tablesOf(name, executed.notebook) };
}

/** Writes the executed notebook under one of its two names and takes away what an earlier run left under the other. */
async function keep(
  folder: string,
  name: string,
  run: NotebookRun,
  record: RunRecord,
  failed: boolean,
): Promise<void> {
  const whole = join(folder, `${name}.ipynb`);
  const partial = join(folder, `${name}.failed.ipynb`);
  if (failed) {
    await rm(whole, { force: true });
    await writeNotebook(partial, run.notebook);
  } else {
    await writeExecuted(whole, { notebook: run.notebook, record });
    await rm(partial, { force: true });
  }
}

/** What is known of a notebook that does not run now: nothing, unless its executed copy is valid. */
async function otherNotebook(
  file: string,
  options: ReproduceOptions,
  around: RunContext,
  results: string,
): Promise<OtherNotebook> {
  const name = notebookName(file);
  try {
    const job = await jobFor(file, options);
    const { last, reads } = job;
    if (!last || reads === "*") return { name };
    const valid = last.record.key === (await keyFor(job, around, results, []));
    return valid ? { name, outcome: keptOutcome(job, last) } : { name };
  } catch (error) {
    if (error instanceof VolfolioError) return { name }; // nobody asked for this one
    throw error;
  }
}
