import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";

type Values = Readonly<Record<string, unknown>>;

/** Runs the TypeScript of a page from top to bottom, as a reader does, on what was built; answers with its constants. */
function run(page: string, ...names: string[]): Values {
  const text = readFileSync(projectPath("docs", page), "utf8");
  const code = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block).join("\n");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(`${code}\nexport { ${names.join(", ")} };`, {
    compilerOptions: options,
  });
  const exports: Values = {};
  const main = runInThisContext(`(function (exports, require) {${outputText}\n})`) as (
    exports: Values,
    require: unknown,
  ) => void;
  main(exports, createRequire(projectPath("notebooks", "page.js")));
  return exports;
}

test("own data: the page runs, and its numbers are right", () => {
  const page = run("own-data.md", "returns", "returnDates", "range", "together", "tomorrow");
  expect(page.returnDates).toEqual(["2024-01-02", "2024-01-03", "2024-01-04"]);
  expect(page.returns).toBeAllClose([Math.log(15 / 11), Math.log(13 / 15), Math.log(14 / 13)]);
  expect(page.range).toBeAllClose([2, 3.5, 4, 2.5]); // true ranges 2, 5, 3, 2
  expect(page.together).toBeCloseTo(-1, 12);
  expect(page.tomorrow).toBeGreaterThan(0);
});

test("a model of one's own: the page runs, and the model does not read the future", () => {
  const page = run("add-a-model.md", "honest", "difference", "mine");
  expect(page.honest).toBe(true);
  expect((page.difference as { pValue: number }).pValue).toBeGreaterThanOrEqual(0);
});
