import { basename } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import ts from "typescript";
import { projectPath } from "../../lib/core/project";
import { codeCells, readNotebook, type Notebook } from "../../lib/workflow/run/notebookFile";
import { notebooksIn } from "../../lib/workflow/run/notebookList";

/**
 * A notebook is read aloud: a cell holds one thought, and what is longer stands in lib/, with its tests. Lines are counted
 * without blank ones.
 */
const MOST_LINES = 25;
const MEDIAN_LINES = 8;
/** Of a function, from its name to its end. */
const MOST_FUNCTION_LINES = 5;

const lines = (code: string): number => code.split("\n").filter((line) => line.trim() !== "").length;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

interface Helper {
  /** As declared; undefined for one that is handed on where it stands. */
  readonly name: string | undefined;
  readonly lines: number;
  /** Whether it is more than one expression. */
  readonly hasBody: boolean;
}

/** The functions that are written in a cell. */
function functionsOf(code: string): Helper[] {
  const source = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true);
  const found: Helper[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) {
      const { parent, body } = node;
      const declared = ts.isVariableDeclaration(parent) ? parent.name.getText() : node.name?.text;
      found.push({ name: declared, lines: lines(node.getText()), hasBody: !!body && ts.isBlock(body) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = notebooksIn(projectPath("notebooks")).map((file) => ({ file, name: basename(file) }));
const read = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const { file, name } of files) {
    const notebook: Notebook = await readNotebook(file);
    read.set(
      name,
      codeCells(notebook).map(({ source }) => source),
    );
  }
});

describe.each(files)("the code cells of $name", ({ name }) => {
  test("are short", () => {
    const cells = read.get(name)!;
    expect(cells.filter((code) => lines(code) > MOST_LINES)).toEqual([]);
    expect(median(cells.map(lines))).toBeLessThanOrEqual(MEDIAN_LINES);
  });

  test("hold no long function: neither one with a name nor one with statements", () => {
    const long = read
      .get(name)!
      .flatMap(functionsOf)
      .filter((one) => one.lines > MOST_FUNCTION_LINES && (one.name !== undefined || one.hasBody));
    expect(long).toEqual([]);
  });
});

test("no helper is defined in two notebooks: what two need is in the library", () => {
  const homes = new Map<string, Set<string>>();
  for (const [notebook, cells] of read)
    for (const { name } of cells.flatMap(functionsOf))
      if (name !== undefined) homes.set(name, (homes.get(name) ?? new Set()).add(notebook));
  expect(homes.size).toBeGreaterThan(0);
  const shared = [...homes].filter(([, notebooks]) => notebooks.size > 1);
  expect(shared.map(([name, notebooks]) => `${name}: ${[...notebooks].join(", ")}`)).toEqual([]);
});

test("what is counted: lines with something in them, and functions by their names", () => {
  expect(lines("const a = 1;\n\n  \nconst b = 2;")).toBe(2);
  expect(median([1, 5, 3])).toBe(3);
  expect(median([1, 5, 3, 4])).toBe(3.5);
  expect(functionsOf("const f = (x: number) => {\n  return x;\n};\n[1].map((x) => x);")).toEqual([
    { name: "f", lines: 3, hasBody: true },
    { name: undefined, lines: 1, hasBody: false },
  ]);
});
