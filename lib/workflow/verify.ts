import { isDeepStrictEqual } from "node:util";
import { DataError } from "../core/errors";
import type { NotebookOutcome } from "./outcome";
import { reproduce, type ReproduceOptions } from "./reproduce";
import { surroundings } from "./cacheKey";
import { chosenNotebooks } from "./notebookList";
import type { NotebookResult } from "./results";

/** Something that moved between two runs of a notebook. */
export interface Difference {
  readonly notebook: string;
  /** A metric's name, or a claim's id. */
  readonly what: string;
  readonly reference: string;
  readonly now: string;
}

export interface Verification {
  readonly outcomes: readonly NotebookOutcome[];
  /** How many metrics and verdicts were compared. */
  readonly compared: number;
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
 * @throws {@link DataError} when the reference comes from other data than those in use, or from several profiles.
 */
export async function verify(
  reference: readonly NotebookResult[],
  options: VerifyOptions,
): Promise<Verification> {
  const [{ profile }] = reference;
  const { data } = surroundings(options.data);
  for (const result of reference) {
    if (result.profile !== profile)
      throw new DataError(
        result.notebook,
        `the reference must have one profile, got ${profile} and ${result.profile}`,
      );
    checkData(result, data);
  }
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
  const found = reference.flatMap((result) => {
    const other = now.get(result.notebook);
    return other ? differences(result, other, options.relativeTolerance) : [];
  });
  const compared = reference.reduce((sum, r) => sum + Object.keys(r.metrics).length + r.claims.length, 0);
  return { outcomes, compared, differences: found };
}

/**
 * Compares two runs of a notebook: numbers within a relative tolerance (their own, where they were recorded with a wider
 * one), texts and verdicts exactly. What only one of
 * them has is a difference.
 *
 * @throws {@link DataError} when they ran on different data or with different parameters.
 */
export function differences(
  reference: NotebookResult,
  now: NotebookResult,
  relativeTolerance: number,
): Difference[] {
  checkData(reference, now.dataFingerprint);
  if (!isDeepStrictEqual(reference.parameters, now.parameters))
    throw new DataError(reference.notebook, "the reference was computed with other parameters");
  const found = [
    ...moved(metricsOf(reference), metricsOf(now), (name) =>
      Math.max(relativeTolerance, reference.metrics[name]?.tolerance ?? 0),
    ),
    ...moved(verdictsOf(reference), verdictsOf(now), () => 0),
  ];
  return found.map((difference) => ({ notebook: reference.notebook, ...difference }));
}

type Values = ReadonlyMap<string, number | string>;

const metricsOf = ({ metrics }: NotebookResult): Values =>
  new Map(Object.entries(metrics).map(([name, { value }]) => [name, value]));

const verdictsOf = ({ claims }: NotebookResult): Values =>
  new Map(claims.map(({ id, verdict }) => [id, verdict]));

function moved(
  reference: Values,
  now: Values,
  toleranceOf: (name: string) => number,
): Omit<Difference, "notebook">[] {
  const names = [...new Set([...reference.keys(), ...now.keys()])];
  return names.flatMap((what) => {
    const [a, b] = [reference.get(what), now.get(what)];
    return same(a, b, toleranceOf(what))
      ? []
      : [{ what, reference: String(a ?? "nothing"), now: String(b ?? "nothing") }];
  });
}

function same(a: number | string | undefined, b: number | string | undefined, tolerance: number): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= tolerance * Math.abs(a);
}

function checkData({ notebook, dataFingerprint }: NotebookResult, inUse: string): void {
  if (dataFingerprint !== inUse)
    throw new DataError(
      notebook,
      "the reference was computed on other market data than those in use (--data says which)",
    );
}
