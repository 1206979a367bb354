import { join } from "node:path";
import type { Profile } from "../../notebook/results/parameters";
import type { MarketInUse } from "../run/marketInUse";
import type { NotebookResult } from "../results/results";

/**
 * Where the results of published runs stand in the project, one folder for each market and profile: what `verify`
 * compares with.
 */
export function referenceFolder(market: MarketInUse, profile: Profile): string {
  return join("docs", "results", `${market}-${profile}`);
}

/** What `verify` needs of a notebook's results, and nothing that changes from run to run. */
export function referenceText({
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
