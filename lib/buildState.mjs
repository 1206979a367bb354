// What a build reads and what it has made, by the contents of files: times tell nothing after a change of branch, and
// a file of dist/ that was changed, added or lost is seen.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Folders of a package that its build does not read. */
const APART = ["dist", "node_modules", "bin"];

/**
 * The digests of what a build of the package in `lib` reads: the `sources` that the compiler reads, by their paths, and
 * the `tools`, of which any change makes a build begin from nothing: the compiler's options, the scripts of the build,
 * the LSTM kernel, the installed versions.
 */
export function readInputs(lib) {
  const read = filesBelow(lib, APART).filter((path) => /\.(ts|mjs|json)$/.test(path));
  const isSource = (path) =>
    path.endsWith(".ts") && !path.startsWith(join("neural", "backends", "kernel") + sep);
  const around = ["../tsconfig.base.json", "../node_modules/.package-lock.json"];
  return {
    sources: digests(lib, read.filter(isSource)),
    tools: digests(lib, [...read.filter((path) => !isSource(path)), ...around]),
  };
}

/** The digest of each file below a folder. */
export const readOutputs = (dist) => digests(dist, filesBelow(dist));

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The paths of all files below a folder, from there; some folders directly inside it left out. */
function filesBelow(folder, without = []) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !without.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path).map((inside) => join(entry.name, inside)) : [entry.name];
    })
    .sort();
}

function digests(folder, paths) {
  return Object.fromEntries(paths.map((path) => [path.split(sep).join("/"), digest(join(folder, path))]));
}

const digest = (path) =>
  existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "missing";
