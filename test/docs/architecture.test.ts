import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import { importsOf, LAYERS, librarySources, moduleOf } from "../support/libraryImports";
import { pageText } from "./page";

const page = pageText("architecture.md");

/** What is started and not imported: by which file, which names it as text. */
const STARTED: Readonly<Record<string, string>> = {
  "lib/workflow/cli/main.ts": "lib/bin/volfolio.js",
  "lib/workflow/kernel/kernelPreload.ts": "lib/workflow/kernel/kernelSpec.ts",
};

interface Story {
  readonly title: string;
  readonly steps: readonly { readonly file: string; readonly says: string }[];
}

const stories: readonly Story[] = page
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    title: section.split("\n")[0],
    steps: [...section.matchAll(/^\d+\. `([^`]+)` (.+)$/gm)].map(([, file, says]) => ({ file, says })),
  }))
  .filter(({ steps }) => steps.length > 0);

test("three stories are told, each with at most twelve files and a sentence for each", () => {
  expect(stories.map(({ title }) => title)).toEqual([
    "`fitGarch(returns)`",
    "Notebook 05, from data to verdict",
    "`volfolio reproduce`, from command to executed notebook",
  ]);
  for (const { title, steps } of stories) {
    expect(steps.length, title).toBeGreaterThan(1);
    expect(steps.length, title).toBeLessThanOrEqual(12);
    expect(new Set(steps.map(({ file }) => file)).size, title).toBe(steps.length);
    for (const { says } of steps) expect(says).toMatch(/^[^.]{10,150}\.$/);
  }
});

test("every file and folder that the page names is there", () => {
  const named = [...page.matchAll(/`((?:lib|test|notebooks|data|docs)\/[^`\s]*)`/g)].map(([, path]) => path);
  const linked = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => `docs/${target}`);
  expect(named.length).toBeGreaterThan(36);
  expect(linked.length).toBeGreaterThan(5);
  expect([...named, ...linked].filter((path) => !existsSync(projectPath(path)))).toEqual([]);
});

test("the page has the modules of the layers, in their order", () => {
  const modules = [...page.matchAll(/^\| `(\w+)\/` +\|/gm)].map(([, name]) => name);
  expect(modules).toEqual(LAYERS);
});

test("the arrows are the imports between modules, without those that follow from others", () => {
  const targets = new Map(LAYERS.map((name) => [name, new Set<string>()]));
  for (const path of librarySources.filter((path) => path !== "index.ts"))
    for (const target of importsOf(path).map(moduleOf))
      if (target !== moduleOf(path)) targets.get(moduleOf(path))!.add(target);
  const reached = (from: string): string[] =>
    [...targets.get(from)!].flatMap((target) => [target, ...reached(target)]);
  const needed = LAYERS.flatMap((from) => {
    const direct = [...targets.get(from)!];
    const implied = new Set(direct.flatMap(reached));
    return direct.filter((target) => !implied.has(target)).map((target) => `${from} --> ${target}`);
  });
  const drawn = [...page.matchAll(/^ +(\w+ --> \w+)$/gm)].map(([, arrow]) => arrow);
  expect(drawn.sort()).toEqual(needed.sort());
});

test.each(stories)("$title: each file is imported or started by one before it", ({ steps }) => {
  const reached = new Set<string>(handedOn(steps[0].file));
  for (const { file } of steps.slice(1)) {
    const starter = STARTED[file];
    if (starter === undefined) expect(reached, file).toContain(file);
    else {
      expect([...steps.map((step) => step.file), ...reached], file).toContain(starter);
      const compiled = /(\w+)\.ts$/.exec(file)![1] + ".js";
      expect(readFileSync(projectPath(starter), "utf8"), starter).toContain(compiled);
    }
    for (const target of handedOn(file)) reached.add(target);
  }
});

/** What a file imports, and through index files what these export, as paths in the project. */
function handedOn(file: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    if (/(^|\/)index\.ts$/.test(path)) importsOf(path).forEach(visit);
  };
  directImports(file).forEach(visit);
  return [...seen].map((path) => `lib/${path}`);
}

function directImports(file: string): string[] {
  if (file.endsWith(".ts")) return importsOf(file.replace(/^lib\//, ""));
  const text = readFileSync(projectPath(file), "utf8");
  return /from \\?"volfolio\\?"/.test(text) ? ["index.ts"] : [];
}
