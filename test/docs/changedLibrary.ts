import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";
import ts from "typescript";
import { projectPath } from "../../lib/core/project";
import type { Values } from "./page";

/** Files by their absolute path: those that a page adds to the library or changes in it. Nothing is written to disk. */
export type Changes = ReadonlyMap<string, string>;

/** What a page's code blocks that have a file's name as their title make of the library's sources. */
export function changesOf(text: string): Changes {
  const changes = new Map<string, string>();
  for (const [, language, title, block] of text.matchAll(/^```(\w+) title="([^"\n]+)"\n(.*?)^```/gms)) {
    if (!title.endsWith(".ts")) continue;
    const path = projectPath(title);
    const before = changes.get(path) ?? (existsSync(path) ? readFileSync(path, "utf8") : undefined);
    if (language === "diff" && before !== undefined) changes.set(path, patched(title, before, block));
    else if (language === "ts" && before === undefined) changes.set(path, block);
    else throw new Error(`${title}: a diff changes a file that is there, and other code is a new file`);
  }
  return changes;
}

/** A text after a diff, whose hunks stand apart by lines that begin with @@. Each must fit in one place. */
function patched(title: string, before: string, diff: string): string {
  return diff.split(/^@@.*\n/m).reduce((text, hunk) => {
    const lines = hunk.split(/(?<=\n)/);
    const side = (sign: string): string =>
      lines.flatMap((line) => (line[0] === " " || line[0] === sign ? [line.slice(1)] : [])).join("");
    const [fore, ...aft] = text.split(side("-"));
    if (aft.length !== 1) throw new Error(`${title}: found ${aft.length} times:\n${side("-")}`);
    return fore + side("+") + aft[0];
  }, before);
}

/** What a page's reader imports as "volfolio": of the changed library as much as there is in its folder of models. */
const READERS = projectPath("lib", "readers.ts");
const READERS_ENTRY = 'export * from "./volatility";\nexport { createRng } from "./core/random";\n';

/** Files that no page changes, read once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** @returns what the compiler refuses in the changed files, and in code that uses the library. */
export function compilerErrors(changes: Changes, code: string): string[] {
  const program = projectPath("lib", "reader.ts");
  const virtual = new Map([...changes, [program, code], [READERS, READERS_ENTRY]]);
  const { config } = ts.readConfigFile(projectPath("lib", "tsconfig.json"), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectPath("lib"));
  const own = { ...options, rootDir: projectPath(), noEmit: true, types: [], paths: { volfolio: [READERS] } };
  const onDisk = ts.createCompilerHost(own);
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => virtual.has(path) || onDisk.fileExists(path),
    readFile: (path) => virtual.get(path) ?? onDisk.readFile(path),
    getSourceFile(path, target) {
      const text = virtual.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target);
      if (!parsed.has(path)) parsed.set(path, onDisk.getSourceFile(path, target));
      return parsed.get(path);
    },
  };
  const compiled = ts.createProgram([program, ...changes.keys()], own, host);
  return [...virtual.keys()]
    .map((path) => compiled.getSourceFile(path))
    .flatMap((file) => [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)])
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** Runs code that imports from "volfolio", or from the library's files, on the changed library; answers with its exports. */
export async function runOnChanged(changes: Changes, code: string): Promise<Values> {
  const virtual = new Map([...changes, [READERS, READERS_ENTRY]]);
  const { outputFiles } = await build({
    stdin: { contents: code, loader: "ts", resolveDir: projectPath("lib") },
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    packages: "external",
    plugins: [
      {
        name: "changes",
        setup(bundler) {
          bundler.onResolve({ filter: /^volfolio$|^\.|^\// }, ({ path, resolveDir }) => {
            const file = path === "volfolio" ? READERS : `${resolve(resolveDir, path)}.ts`;
            return virtual.has(file) ? { path: file } : undefined;
          });
          bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = virtual.get(path);
            return contents === undefined ? undefined : { contents, loader: "ts" };
          });
        },
      },
    ],
  });
  const module: { exports: Values } = { exports: {} };
  const main = runInThisContext(`(function (module, exports, require) {${outputFiles[0].text}\n})`) as (
    module: { exports: Values },
    exports: Values,
    require: unknown,
  ) => void;
  main(module, module.exports, createRequire(READERS));
  return module.exports;
}
