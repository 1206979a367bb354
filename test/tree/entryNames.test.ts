import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import { builtDeclarations } from "../support/builtDeclarations";

const { checker, exported } = builtDeclarations();

const isOurs = (declaration: ts.Declaration): boolean =>
  !/\/node_modules\/(?!volfolio\/)/.test(declaration.getSourceFile().fileName);

/** All that the declarations of these values, and of the types that these mention, name: followed to the end. */
function namedBy(values: readonly ts.Symbol[]): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const follow = (symbol: ts.Symbol): void => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (found.has(target)) return;
    found.add(target);
    for (const declaration of target.declarations ?? []) if (isOurs(declaration)) visit(declaration);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol && symbol.flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Alias)) follow(symbol);
    }
    ts.forEachChild(node, visit);
  };
  values.forEach(follow);
  return found;
}

/** What a reader sees: the cells of the notebooks, and the pages. */
function readersTexts(): string {
  const notebooks = readdirSync(projectPath("notebooks")).filter((name) => name.endsWith(".ipynb"));
  const cells = notebooks.flatMap((name) => {
    const { cells: all } = JSON.parse(readFileSync(projectPath("notebooks", name), "utf8")) as {
      readonly cells: readonly { readonly source: string | readonly string[] }[];
    };
    return all.map(({ source }) => (typeof source === "string" ? source : source.join("")));
  });
  const pages = readdirSync(projectPath("docs")).filter((name) => name.endsWith(".md"));
  const texts = ["README.md", "environment.md", ...pages.map((name) => join("docs", name))];
  return [...cells, ...texts.map((name) => readFileSync(projectPath(name), "utf8"))].join("\n");
}

const isValue = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Value) !== 0;
const isModule = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.ValueModule) !== 0;

test("every exported type is named by an exported function or record, or used in a cell or a page", () => {
  const values = exported.map(({ target }) => target).filter((one) => isValue(one) && !isModule(one));
  const reached = namedBy(values);
  const texts = readersTexts();
  const useless = exported
    .filter(({ target }) => !isValue(target) && !reached.has(target))
    .map(({ name }) => name)
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(texts));
  expect(useless).toEqual([]);
});
