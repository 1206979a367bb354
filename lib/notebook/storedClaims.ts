import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectPath } from "../core/project";
import type { ClaimResult } from "../papers/judge";
import { claimsReport } from "../papers/report";

/** Under this name the runner tells a notebook where the results of the others are. */
export const RESULTS_VARIABLE: string = "VOLFOLIO_RESULTS";

/**
 * Every printed number of both papers with the verdict that the notebooks of the last `npm run reproduce` found;
 * "not claimed yet" where none has. Without an earlier run, that is all of them.
 */
export function storedClaims(): ClaimResult[] {
  const folder = process.env[RESULTS_VARIABLE] ?? projectPath("build", "results");
  const file = join(folder, "claims.json");
  if (!existsSync(file)) return claimsReport([]);
  return JSON.parse(readFileSync(file, "utf8")) as ClaimResult[];
}
