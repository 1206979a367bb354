import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataFingerprint } from "../../data/fingerprint";
import { projectPath } from "../../core/project";
import type { Notebook } from "./notebookFile";
import type { ParameterValues } from "./parameters";

/** What every notebook of a run rests on, besides its own cells. */
export interface RunContext {
  /** Of the market data in use. */
  readonly data: string;
  /** Of the built library, the declarations in `data/`, the installed versions and Node's. */
  readonly code: string;
}

/** @param data - a data folder or "simulated"; left out, as the environment says. */
export function runContext(data?: string): RunContext {
  return { data: dataFingerprint(data), code: codeFingerprint() };
}

/**
 * Changes whenever a run of the notebook could come out differently: with its cells, the files beside it that cells
 * can import, its parameters, the market data, the code, the versions. What was executed under the same key is valid.
 *
 * @param read - the results of other notebooks, for one that reads them.
 */
export function cacheKey(
  notebook: Notebook,
  file: string,
  values: ParameterValues,
  around: RunContext,
  read: unknown = null,
): string {
  const cells = notebook.cells.map(({ cell_type, source, metadata }) => ({
    cell_type,
    source,
    tags: metadata.tags,
  }));
  const folder = dirname(file);
  const beside = filesIn(folder).filter((name) => /\.(ts|js|json)$/.test(name));
  return digest([JSON.stringify({ cells, values, around, read }), ...contents(folder, beside)]);
}

/**
 * Of the built library, the declarations in `data/`, the lock file and Node. The library's sources don't count: cells
 * run what was built.
 */
export function codeFingerprint(root: string = projectPath()): string {
  const built = allFilesBelow(root, join("lib", "dist"));
  const declared = allFilesBelow(root, "data").filter((path) => !path.startsWith(join("data", "snapshots")));
  const versions = ["package-lock.json"].filter((path) => existsSync(join(root, path)));
  const node = process.versions.node.split(".")[0];
  return digest([`node ${node}`, ...contents(root, [...built, ...declared, ...versions])]);
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function allFilesBelow(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function* contents(root: string, paths: readonly string[]): Generator<string | Buffer> {
  for (const path of [...paths].sort()) {
    yield path;
    yield readFileSync(join(root, path));
  }
}

/** Each part counts with its length, so no two lists of parts run into one. */
function digest(parts: Iterable<string | Buffer>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("hex");
}
