import * as entry from "../../lib/index";
import { VolfolioError } from "../../lib/core/errors";
import type { PublicFunction } from "./publicFunctions";

/** How a call ends: refused in the library's words, broken with a raw error, or with the numbers of its answer. */
export type Outcome =
  | { readonly refused: string; readonly message: string }
  | { readonly broken: string }
  | { readonly numbers: ReadonlyMap<string, number> };

/** Calls a function of the entry. */
export async function outcomeOf(fn: PublicFunction, given: readonly unknown[]): Promise<Outcome> {
  try {
    const call = (entry as unknown as Record<string, (...values: unknown[]) => unknown>)[fn.name];
    const numbers = new Map<string, number>();
    collect(await call(...given), "", numbers);
    return { numbers };
  } catch (error) {
    if (error instanceof VolfolioError) return { refused: error.code, message: error.message };
    return { broken: String(error) };
  }
}

/** All numbers inside a value, by their path. */
function collect(value: unknown, path: string, into: Map<string, number>): void {
  if (typeof value === "number") into.set(path, value);
  if (value === null || typeof value !== "object") return;
  const table = value as { objects?: () => unknown };
  const inner = typeof table.objects === "function" ? table.objects() : value;
  for (const [key, each] of Object.entries(inner as object)) collect(each, `${path}.${key}`, into);
}

/** Paths of the numbers that are NaN or infinite, and are finite for the usual arguments. */
export function notFinite(outcome: Outcome, usual: Outcome): string[] {
  if (!("numbers" in outcome) || !("numbers" in usual)) return [];
  const wasFinite = (path: string): boolean => Number.isFinite(usual.numbers.get(path) ?? 0);
  return [...outcome.numbers]
    .filter(([path, x]) => !Number.isFinite(x) && wasFinite(path))
    .map(([path]) => path);
}
