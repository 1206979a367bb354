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
export function runCode(text: string, names: readonly string[], more = ""): Promise<Values> {
  const code = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block).join("\n");
  return runModule(`${code}\n${more}\nexport { ${names.join(", ")} };`);
}

/** Runs a module that stands beside the notebooks; answers with what it exports. @param given - globals, by name. */
export async function runModule(source: string, given: Values = {}): Promise<Values> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const exports: Values = {};
  const names = ["exports", "require", ...Object.keys(given)];
  const main = runInThisContext(`(async function (${names.join(", ")}) {${outputText}\n})`) as (
    ...values: unknown[]
  ) => Promise<void>;
  await main(exports, createRequire(projectPath("notebooks", "page.js")), ...Object.values(given));
  return exports;
}
