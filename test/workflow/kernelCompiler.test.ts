import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { quickCompiler } from "../../lib/workflow/kernel/kernelCompiler";
import { codeCells, readNotebook } from "../../lib/workflow/run/notebookFile";
import { runNotebook } from "../../lib/workflow/run/runNotebook";
import { notebookOf, scratchFolder } from "./notebooks";

vi.setConfig({ testTimeout: 120_000 });

/** What tslab makes of a cell. */
interface Converted {
  readonly output?: string;
  readonly declOutput?: string;
  readonly diagnostics: readonly { readonly messageText: string }[];
}

interface Converter {
  convert(declarations: string, source: string): Converted;
  close(): void;
}

type Compiler = Parameters<typeof quickCompiler>[0];

/** tslab's converter of cells in `notebooks/`, loaded anew, with its compiler or with what `change` makes of it. */
function converterWith(change: (compiler: Compiler) => Compiler): Converter {
  const load = createRequire(require.resolve("tslab/package.json"));
  const [compiler, converter] = ["@tslab/typescript-for-tslab", "./dist/converter.js"].map((name) =>
    load.resolve(name),
  );
  for (const file of [compiler, converter]) delete load.cache[file];
  load(compiler);
  const loaded = load.cache[compiler]!;
  loaded.exports = change(loaded.exports as Compiler);
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(projectPath("notebooks"));
  try {
    const made = (load(converter) as { createConverter(options: object): Converter }).createConverter({});
    onTestFinished(() => made.close());
    return made;
  } finally {
    cwd.mockRestore();
  }
}

/** Each cell sees what the ones before it declared. */
function convertAll(converter: Converter, sources: readonly string[]): Converted[] {
  let declarations = "";
  return sources.map((source) => {
    const converted = converter.convert(declarations, source);
    declarations = converted.declOutput ?? declarations;
    return converted;
  });
}

test("the quick compiler makes of a notebook, and of a cell's mistakes, what tslab's own does", async () => {
  const notebook = await readNotebook(projectPath("notebooks", "02-atr.ipynb"));
  const mistakes = [
    'const wrong: number = "text";',
    "v.rollingVolatility();",
    "nobody;",
    "type Pair = [number, number]; enum Side { buy, sell }; class Order { side = Side.buy }",
    "const order = new Order(); const pair: Pair = [1, 2]; order;",
    "const later = await Promise.resolve(pair);",
    "later[0].length;",
    'import { readFileSync } from "fs"; readFileSync;',
  ];
  const sources = [...codeCells(notebook).map(({ source }) => source), ...mistakes];
  const own = convertAll(
    converterWith((compiler) => compiler),
    sources,
  );
  const quick = convertAll(converterWith(quickCompiler), sources);
  expect(quick).toEqual(own);
  expect(own.filter(({ diagnostics }) => diagnostics.length > 0)).toHaveLength(4);
});

test("a cell has no names of a browser, whatever tools the project has installed", () => {
  const converter = converterWith(quickCompiler);
  expect(converter.convert("", "document.title;").diagnostics[0].messageText).toContain("'document'");
  expect(converter.convert("", "Buffer.from([1]);").diagnostics).toEqual([]);
});

test("a cell runs on though something was installed meanwhile", async () => {
  // The compiler looks for packages beside each file: what appears there disturbs tslab's own.
  const install = `
const { mkdirSync, rmdirSync } = require("fs");
mkdirSync("node_modules");
await new Promise((resolve) => setTimeout(resolve, 500));
rmdirSync("node_modules");`;
  const notebook = notebookOf('import * as v from "volfolio";', install, "v.logReturns([1, 2]).length;");
  const run = await runNotebook(notebook, { folder: scratchFolder(), timeout: 60 });
  expect(run.failure).toBeUndefined();
});

test("neither packages nor the library are watched, nor the library's folder itself", () => {
  const watched: string[] = [];
  const watch = (path: string): { close(): void } => ({ close: () => void watched.push(path) });
  const sys = { getDirectories: () => [], watchFile: watch, watchDirectory: watch };
  quickCompiler({ sys } as unknown as Compiler);
  const library = projectPath("lib");
  const loadedOnce = [library, join(library, "dist"), join(library, "dist", "index.d.ts")];
  const readAnew = [
    projectPath(),
    projectPath("notebooks"),
    `${library}rary`,
    projectPath("notebooks", "my.ts"),
  ];
  for (const path of [
    ...loadedOnce,
    projectPath("node_modules"),
    projectPath("node_modules", "x"),
    ...readAnew,
  ])
    for (const name of ["watchFile", "watchDirectory"] as const) sys[name](path).close();
  expect([...new Set(watched)]).toEqual(readAnew);
});
