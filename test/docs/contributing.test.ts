import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import { minVariance } from "../../lib/portfolio/minVariance";

const read = (path: string): string => readFileSync(projectPath(path), "utf8");
const page = read("CONTRIBUTING.md");

test("it is one page, and the README links to it", () => {
  expect(page.split(/\s+/).length).toBeLessThan(600);
  expect(read("README.md")).toContain("](CONTRIBUTING.md)");
});

test("its commands and links are there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Record<string, string> };
  const commands = [...page.matchAll(/`npm (?:run )?([a-z:]+)`/g)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(6);
  expect(commands.filter((name) => name !== "ci" && !Object.hasOwn(scripts, name))).toEqual([]);
  const paths = [...page.matchAll(/\]\(([^)#]+)|vitest run ([\w/]+)/g)].map(([, link, path]) => link ?? path);
  expect(paths.length).toBeGreaterThan(4);
  expect(paths.filter((path) => !existsSync(projectPath(path)))).toEqual([]);
});

test("its examples stand in the files that they name", () => {
  const examples = [...page.matchAll(/^```ts title="([^"]+)"\n(.*?)\n```$/gms)];
  expect(examples).toHaveLength(2);
  const lines = (text: string): string => text.replace(/^ +/gm, "");
  for (const [, path, example] of examples) expect(lines(read(path)), path).toContain(lines(example));
});

test("its error is what a caller reads", () => {
  const error = /^minVariance: .+$/m.exec(page)![0];
  const covariance = [
    [0.04, 0],
    [0, 0.09],
  ];
  expect(() => minVariance({ covariance }, { bounds: [0, 0.4] })).toThrow(error);
});
