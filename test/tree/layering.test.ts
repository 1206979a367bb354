import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import ts from "typescript";

/** A module may import from itself and from the modules above it in this list. */
const MODULES = [
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

const sources = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/^(dist|node_modules)\b/.test(path))
  .map((path) => path.replaceAll("\\", "/"));

/** The library's own files that a file imports, types included. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(LIB, path), "utf8"), true, true);
  return importedFiles
    .map((file) => file.fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(LIB, resolve(LIB, dirname(path), name)).replaceAll("\\", "/"))
    .map((name) => [`${name}.ts`, `${name}/index.ts`].find((file) => sources.includes(file)) ?? name);
}

const moduleOf = (path: string): string => path.split("/")[0];

test("there are sources, and each stands in a module of the list", () => {
  expect(sources.length).toBeGreaterThan(10);
  const homeless = sources.filter((path) => path !== "index.ts" && !MODULES.includes(moduleOf(path)));
  expect(homeless).toEqual([]);
});

test("no module imports from a module below it", () => {
  const upwards = sources
    .filter((path) => path !== "index.ts")
    .flatMap((path) =>
      importsOf(path)
        .filter((target) => MODULES.indexOf(moduleOf(target)) > MODULES.indexOf(moduleOf(path)))
        .map((target) => `${path} → ${target}`),
    );
  expect(upwards).toEqual([]);
});

test("no file imports itself, directly or in a circle", () => {
  const circles: string[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    else if (!finished.has(path)) {
      for (const target of importsOf(path)) visit(target, [...trail, path]);
      finished.add(path);
    }
  };
  for (const path of sources) visit(path, []);
  expect(circles).toEqual([]);
});

test("the door opens only through the modules' own doors", () => {
  const beside = importsOf("index.ts").filter((path) => !/^\w+\/index\.ts$/.test(path));
  expect(beside).toEqual([]);
  expect(importsOf("index.ts").map(moduleOf)).not.toContain("workflow");
});
