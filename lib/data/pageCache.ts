import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import { isDay } from "../series/days";
import type { Row } from "./providers/provider";

/** The finished pages of a file that is not whole yet: a later run goes on from `next`. */
export interface CachedPages {
  /** What is asked for: pages of another request are of no use. */
  readonly request: string;
  readonly next: number;
  readonly rows: readonly Row[];
}

/** What an earlier run has kept for the same request, if anything. */
export function readCachedPages(folder: string, file: string, request: string): CachedPages | undefined {
  const path = pathOf(folder, file);
  if (!existsSync(path)) return undefined;
  try {
    const pages = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    return pages.request === request ? pages : undefined;
  } catch {
    return undefined; // of an older version of the program: fetched anew
  }
}

export function cachePages(folder: string, file: string, pages: CachedPages): void {
  const path = pathOf(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, JSON.stringify(pages));
}

export function dropCachedPages(folder: string, file: string): void {
  rmSync(pathOf(folder, file), { force: true });
}

const pathOf = (folder: string, file: string): string => join(folder, ".partial", `${file}.json`);

const schema: z.ZodType<CachedPages> = z.object({
  request: z.string(),
  next: z.number(),
  rows: z.array(z.tuple([z.string().refine(isDay)]).rest(z.union([z.number(), z.string()]))),
});
