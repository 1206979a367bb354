import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { projectPath } from "../../lib/core/project";
import type { Answer, CheckOptions } from "../../lib/notebook/exercises/check";
import { codeCells, type CodeCell, type Notebook } from "../../lib/workflow/run/notebookFile";

/** What a notebook's text and cells say of its exercises. */
export interface Exercises {
  /** As in the text: "1. By hand". */
  readonly titles: readonly string[];
  /** The folded solutions, each as TypeScript. */
  readonly solutions: readonly string[];
  /** The cells in which a reader puts the answers, one below each exercise. */
  readonly cells: readonly CodeCell[];
  /** The names that stand there for the answers. */
  readonly asked: readonly string[];
}

/** One call of `check`, with the solution's answer. */
export interface Checked {
  readonly answer: Answer | undefined;
  readonly right: Answer | (() => Answer);
  readonly options: CheckOptions;
}

const ASKED = /^const (\w+): [^=]+ \| undefined = undefined;.*\n/gm;
const EXERCISE = /^\d+\. \*\*(.*?)\*\*[^]*?(?=^\d+\. \*\*|^#|(?![^]))/gm;
const FOLDED = /<details><summary>Solution<\/summary>([^]*?)<\/details>/g;
const CODE = /^```ts\n([^]*?)^```/gm;

export function exercisesOf(notebook: Notebook): Exercises {
  const text = notebook.cells.map((one) => (one.cell_type === "markdown" ? one.source : "")).join("\n\n");
  const part = /^## Exercises?\n[^]*?(?=^## |(?![^]))/m.exec(text)?.[0] ?? "";
  const found = [...part.matchAll(EXERCISE)];
  const cells = codeCells(notebook).filter(({ source }) => source.startsWith("// Your answer"));
  return {
    titles: found.map(([, title]) => title),
    solutions: found.map(([exercise]) =>
      [...exercise.matchAll(FOLDED)]
        .flatMap(([, folded]) => [...folded.matchAll(CODE)].map(([, c]) => c))
        .join(""),
    ),
    cells,
    asked: cells.flatMap(({ source }) => [...source.matchAll(ASKED)].map(([, name]) => name)),
  };
}

/** Puts the solutions in the places of the answers, runs the cells that this needs, and tells what `check` was asked. */
export async function solve(notebook: Notebook, exercises: Exercises): Promise<Checked[]> {
  const { cells, solutions, asked } = exercises;
  const answers = solutions.map((solution) => {
    const names = asked.filter((name) => new RegExp(`^const ${name} = `, "m").test(solution)).join(", ");
    return `const { ${names} } = await (async () => {\n${solution}\nreturn { ${names} };\n})();`;
  });
  const end = [...answers, ...cells.map(({ source }) => source.replace(ASKED, ""))].join("\n");
  const before = codeCells(notebook).slice(0, codeCells(notebook).indexOf(cells[0]));
  const code = [...neededFor(end, before), end].join("\n");
  const checked: Checked[] = [];
  await run(code, {
    check: (answer: Answer, right: Answer, options: CheckOptions = {}) =>
      void checked.push({ answer, right, options }),
    show: () => Promise.resolve(), // nobody looks
  });
  return checked;
}

/** The cells whose names the code uses, and those whose names these use, in their order. */
function neededFor(code: string, cells: readonly CodeCell[]): string[] {
  const sources = cells.map(({ source }) => source);
  const declared = sources.map(declaredNames);
  const needed = new Set<number>();
  const visit = (source: string): void => {
    const used = usedNames(source);
    for (const [i, names] of declared.entries())
      if (!needed.has(i) && names.some((name) => used.has(name))) {
        needed.add(i);
        visit(sources[i]);
      }
  };
  visit(code);
  return sources.filter((_, i) => needed.has(i));
}

function declaredNames(source: string): string[] {
  const names: string[] = [];
  const bound = (name: ts.BindingName): void =>
    ts.isIdentifier(name)
      ? void names.push(name.text)
      : name.elements.forEach((one) => ts.isBindingElement(one) && bound(one.name));
  for (const statement of parsed(source).statements)
    if (ts.isVariableStatement(statement))
      statement.declarationList.declarations.forEach((d) => bound(d.name));
    else if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) names.push(bindings.name.text);
      else bindings?.elements.forEach((one) => names.push(one.name.text));
    }
  return names;
}

function usedNames(source: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  return names;
}

const parsed = (source: string): ts.SourceFile =>
  ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);

/** Runs cells on what was built, with some functions of the entry replaced. */
async function run(code: string, replaced: Readonly<Record<string, unknown>>): Promise<void> {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const load = createRequire(projectPath("notebooks", "cells.js"));
  const entry = new Proxy(load("volfolio") as Record<string, unknown>, {
    get: (of, name: string) => replaced[name] ?? of[name],
  });
  const main = runInThisContext(`(async function (exports, require) {${outputText}\n})`) as (
    exports: object,
    require: (name: string) => unknown,
  ) => Promise<void>;
  await main({}, (name) => (name === "volfolio" ? entry : load(name)));
}
