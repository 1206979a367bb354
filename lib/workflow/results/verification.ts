import { failureText } from "../run/failure";
import { textTable } from "../run/summary";
import type { Verification } from "./verify";

/** What `volfolio verify` prints: each failure, what moved, then the counts and what they don't cover. */
export function verificationText(
  { outcomes, metrics, verdicts, simulated, sameData, differences }: Verification,
  reference: string,
): string {
  const failures = outcomes.flatMap(({ name, failure }) => (failure ? [failureText(name, failure)] : []));
  const moved = differences.length === 0 ? "nothing moved" : `${differences.length} moved`;
  return [
    ...failures,
    ...(differences.length > 0 ? [textTable(differences.map((one) => ({ ...one })))] : []),
    ...(sameData ? [] : [OTHER_DATA]),
    ...(simulated ? [NO_VERDICTS] : []),
    `${metrics} metrics and ${verdicts} verdicts compared with ${reference}: ${moved}` +
      (failures.length > 0 ? `, ${failures.length} of ${outcomes.length} notebooks failed` : ""),
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

const OTHER_DATA =
  "The market data are not those of the reference, byte by byte (RESULTS.md has their checksums): what moved may have moved with them.";

const NO_VERDICTS =
  "On the simulated market no verdict on a claim about real markets can be verified: name real data in VOLFOLIO_DATA, or run `npm run data`.";

/** Whether a run agrees with its reference. */
export function isVerified({ outcomes, differences }: Verification): boolean {
  return differences.length === 0 && outcomes.every(({ failure }) => !failure);
}
