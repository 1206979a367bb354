import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

/** The modules of `lib/`: each may import from itself and from the modules above it in this list. */
export const LAYERS: readonly string[] = [
  "core",
  "math",
  "series",
  "data",
  "measures",
  "indicators",
  "statistics",
  "volatility",
  "neural",
  "portfolio",
  "forecasts",
  "reliability",
  "papers",
  "notebook",
  "workflow",
];

const LIB = resolve(__dirname, "../../lib");

/** All sources of the library, by their paths in `lib/`. */
export const librarySources: readonly string[] = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/^(dist|node_modules)\b/.test(path))
  .map((path) => path.replaceAll("\\", "/"));

/** The library's own files that a file imports, types included; paths in `lib/`. */
export function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(LIB, path), "utf8"), true, true);
  return importedFiles
    .map((file) => file.fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(LIB, resolve(LIB, dirname(path), name)).replaceAll("\\", "/"))
    .map((name) => [`${name}.ts`, `${name}/index.ts`].find((file) => librarySources.includes(file)) ?? name);
}

export const moduleOf = (path: string): string => path.split("/")[0];
