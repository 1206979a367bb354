import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const DIST = resolve(__dirname, "../../lib/dist");

/** When each file and folder of lib/dist was last written: in a folder, also when something in it came or went. */
function written(folder: string): Map<string, number> {
  const paths = existsSync(folder)
    ? [".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]
    : [];
  return new Map(paths.map((path) => [path, statSync(join(folder, path)).mtimeMs]));
}

/** Many tests read lib/dist at once, and so do the kernels: a run during which anything writes there, fails. */
export default function setup(): () => void {
  const before = written(DIST);
  return () => {
    const after = written(DIST);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    if (changed.length === 0) return;
    process.exitCode = 1; // an error at the end is only printed
    throw new Error(`written in lib/dist while tests were reading it: ${changed.join(", ")}`);
  };
}
