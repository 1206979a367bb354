import { existsSync, readFileSync } from "node:fs";
import type { ClaimResult } from "../../papers/judge";
import { claimsReport } from "../../papers/report";
import { resultsPath } from "./resultsFolder";

/**
 * Every printed number of both papers with the verdict that the notebooks of the last `npm run reproduce` found;
 * "not claimed yet" where none has. Without an earlier run, that is all of them.
 */
export function storedClaims(): ClaimResult[] {
  const file = resultsPath("claims.json");
  if (!existsSync(file)) return claimsReport([]);
  return JSON.parse(readFileSync(file, "utf8")) as ClaimResult[];
}
