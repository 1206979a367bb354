import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { projectPath } from "../../lib/core/project";

export type Values = Readonly<Record<string, unknown>>;

export function pageText(page: string): string {
  return readFileSync(projectPath("docs", page), "utf8");
}

/** Runs the TypeScript of a text from top to bottom, as a reader does, on what was built; answers with its constants. */
export async function runCode(text: string, names: readonly string[], more = ""): Promise<Values> {
  const code = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block).join("\n");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(`${code}\n${more}\nexport { ${names.join(", ")} };`, {
    compilerOptions: options,
  });
  const exports: Values = {};
  const main = runInThisContext(`(async function (exports, require) {${outputText}\n})`) as (
    exports: Values,
    require: unknown,
  ) => Promise<void>;
  await main(exports, createRequire(projectPath("notebooks", "page.js")));
  return exports;
}
