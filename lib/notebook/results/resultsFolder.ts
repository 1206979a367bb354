import { join } from "node:path";
import { projectPath } from "../../core/project";

/** Under this name the runner tells a notebook where the results of the others are. */
export const RESULTS_VARIABLE: string = "VOLFOLIO_RESULTS";

/** A path in the folder that holds the results of the last run. */
export function resultsPath(...parts: string[]): string {
  return join(process.env[RESULTS_VARIABLE] ?? projectPath("build", "results"), ...parts);
}
