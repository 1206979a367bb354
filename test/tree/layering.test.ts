import { expect, test } from "vitest";
import { importsOf, LAYERS, librarySources as sources, moduleOf } from "../support/libraryImports";

test("there are sources, and each stands in a module of the list", () => {
  expect(sources.length).toBeGreaterThan(10);
  const homeless = sources.filter((path) => path !== "index.ts" && !LAYERS.includes(moduleOf(path)));
  expect(homeless).toEqual([]);
});

test("no module imports from a module below it", () => {
  const upwards = sources
    .filter((path) => path !== "index.ts")
    .flatMap((path) =>
      importsOf(path)
        .filter((target) => LAYERS.indexOf(moduleOf(target)) > LAYERS.indexOf(moduleOf(path)))
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

test("the entry imports nothing but the modules' index files", () => {
  const beside = importsOf("index.ts").filter((path) => !/^\w+\/index\.ts$/.test(path));
  expect(beside).toEqual([]);
  expect(importsOf("index.ts").map(moduleOf)).not.toContain("workflow");
});
