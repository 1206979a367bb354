import { isDeepStrictEqual } from "node:util";
import { DataError } from "../../core/errors";
import { dataFingerprint } from "../../data/fingerprint";
import { judgesNothing } from "../../papers/verdict";
import { runContext } from "../run/cacheKey";
import { chosenNotebooks } from "../run/notebookList";
import type { NotebookOutcome } from "../run/outcome";
import { reproduce, type ReproduceOptions } from "../run/reproduce";
import type { NotebookResult } from "./results";

/** Something that moved between two runs of a notebook. */
export interface Difference {
  readonly notebook: string;
  /** A metric's name, or a claim's id. */
  readonly what: string;
  /** In the reference. */
  readonly was: string;
  /** In this run. */
  readonly is: string;
  /** How far a number may move, relative to the reference; left out for texts and verdicts. */
  readonly tolerance?: number;
}

export interface Verification {
  readonly outcomes: readonly NotebookOutcome[];
  /** How many metrics of the notebooks that passed were compared. */
  readonly metrics: number;
  /** How many of their verdicts; on the simulated market only those on what the paper's own numbers give. */
  readonly verdicts: number;
  readonly simulated: boolean;
  /** Whether the market data are those of the reference, byte by byte. */
  readonly sameData: boolean;
  readonly differences: readonly Difference[];
}

/** How a reference is run again: with its own profile and parameters. */
export type VerifyOptions = Omit<ReproduceOptions, "profile" | "parameters" | "fresh" | "others"> & {
  /** How far a metric may be from the reference, relative to it. */
  readonly relativeTolerance: number;
};

/**
 * Runs the notebooks of a reference again and compares metrics and verdicts.
 *
 * @param options - `files`: the notebooks to look among.
 * @throws {@link DataError} when reference and run are of different markets, the real one and the simulated one, or the
 *   reference has several profiles.
 */
export async function verify(
  reference: readonly NotebookResult[],
  options: VerifyOptions,
): Promise<Verification> {
  const [{ profile }] = reference;
  const { data } = runContext(options.data);
  for (const result of reference) checkComparable(result, reference[0], data);
  const names = reference.map(({ notebook }) => notebook);
  const { outcomes } = await reproduce({
    ...options,
    files: chosenNotebooks(options.files, names),
    profile,
    parameters: Object.assign({}, ...reference.map(({ parameters }) => parameters)) as Record<
      string,
      unknown
    >,
    fresh: true,
  });
  const now = new Map(outcomes.map(({ name, result }) => [name, result]));
  const compared = reference.filter(({ notebook }) => now.get(notebook));
  const count = (size: (result: NotebookResult) => number): number =>
    compared.reduce((sum, result) => sum + size(result), 0);
  return {
    outcomes,
    metrics: count(({ metrics }) => Object.keys(metrics).length),
    verdicts: count(({ claims }) => claims.filter(({ verdict }) => !judgesNothing(verdict)).length),
    simulated: isSimulated(data),
    sameData: reference.every(({ dataFingerprint: other }) => other === data),
    differences: compared.flatMap((result) =>
      differences(result, now.get(result.notebook)!, options.relativeTolerance),
    ),
  };
}

/**
 * Compares two runs of a notebook: numbers within a relative tolerance (their own, where they were recorded with a wider
 * one), texts and verdicts exactly. What only one of them has is a difference.
 *
 * @throws {@link DataError} when they ran with different parameters.
 */
export function differences(
  reference: NotebookResult,
  now: NotebookResult,
  relativeTolerance: number,
): Difference[] {
  if (!isDeepStrictEqual(reference.parameters, now.parameters))
    throw new DataError(reference.notebook, "the reference was computed with other parameters");
  const found = [...movedMetrics(reference, now, relativeTolerance), ...movedVerdicts(reference, now)];
  return found.map((difference) => ({ notebook: reference.notebook, ...difference }));
}

type Moved = Omit<Difference, "notebook">;
const NOTHING = "nothing";

function movedMetrics(reference: NotebookResult, now: NotebookResult, relativeTolerance: number): Moved[] {
  const names = new Set([...Object.keys(reference.metrics), ...Object.keys(now.metrics)]);
  return [...names].flatMap((what): Moved[] => {
    const [a, b] = [reference.metrics[what], now.metrics[what]];
    const tolerance = Math.max(relativeTolerance, a?.tolerance ?? 0);
    if (same(a?.value, b?.value, tolerance)) return [];
    const [was, is] = [a, b].map((metric) => String(metric?.value ?? NOTHING));
    return [{ what, was, is, ...(typeof a?.value === "number" && { tolerance }) }];
  });
}

function same(a: number | string | undefined, b: number | string | undefined, tolerance: number): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= tolerance * Math.abs(a);
}

function movedVerdicts(reference: NotebookResult, now: NotebookResult): Moved[] {
  const [a, b] = [reference, now].map(({ claims }) => new Map(claims.map((claim) => [claim.id, claim])));
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((what): Moved[] => {
    const [was, is] = [a.get(what), b.get(what)];
    return was?.verdict === is?.verdict ? [] : [{ what, was: judged(was), is: judged(is) }];
  });
}

/** "close (0.0107)": the verdict and the number behind it. */
function judged(claim: NotebookResult["claims"][number] | undefined): string {
  return claim ? `${claim.verdict} (${claim.ours ?? "no value"})` : NOTHING;
}

const isSimulated = (fingerprint: string): boolean => fingerprint === dataFingerprint("simulated");

function checkComparable(
  { notebook, profile, dataFingerprint: data }: NotebookResult,
  first: NotebookResult,
  inUse: string,
): void {
  if (profile !== first.profile)
    throw new DataError(notebook, `the reference must have one profile, got ${first.profile} and ${profile}`);
  if (isSimulated(data) === isSimulated(inUse)) return;
  const [of, use] = [data, inUse].map((one) => (isSimulated(one) ? "simulated" : "real"));
  throw new DataError(
    notebook,
    `the reference is of the ${of} market, and the data in use are ${use} (--data says which)`,
  );
}
