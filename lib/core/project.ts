import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { MissingError } from "./errors";

/** The folder that holds `notebooks/`, `data/` and `build/`: the nearest one above the library. */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "data", "datasets.json"))) return folder;
    if (dirname(folder) === folder)
      throw new MissingError(
        "volfolio",
        `found no data/datasets.json above ${__dirname}: run it inside a clone of the project`,
      );
  }
}

/** A path inside the project, absolute. */
export function projectPath(...parts: string[]): string {
  return join(projectRoot(), ...parts);
}
