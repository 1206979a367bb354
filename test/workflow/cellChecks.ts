import { resolve } from "node:path";
import ts from "typescript";
import { projectPath } from "../../lib/core/project";
import { codeCells, type Notebook } from "../../lib/workflow/run/notebookFile";

/** Something that is wrong with a cell, and where: "cell 3: …". */
export type Complaint = string;

/**
 * The code cells of a notebook as one module of `notebooks/`: what the kernel compiles one by one, checked strictly
 * and all together by the compiler of the library.
 */
export function strictComplaints(notebook: Notebook): Complaint[] {
  const { program, file, cellAt } = strictProgram(notebook);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(
    ({ start = 0, messageText }) => `${cellAt(start)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}

/** What compiles, and the kernel does not run. */
export function kernelTraps(notebook: Notebook): Complaint[] {
  const { program, file, cellAt } = strictProgram(notebook);
  const checker = program.getTypeChecker();
  const found: Complaint[] = [];
  const visit = (node: ts.Node): void => {
    const complain = (text: string): void => void found.push(`${cellAt(node.getStart(file))}: ${text}`);
    // With no function around it, the kernel takes `await` for a name: then a bracket is a call, a minus a difference.
    if (ts.isAwaitExpression(node) && isTopLevel(node) && !/^[\w$"']/.test(node.expression.getText(file)))
      complain(`the kernel can't read "${firstWords(node, file)}": give what is awaited a name`);
    if (ts.isForOfStatement(node) && node.awaitModifier && isTopLevel(node))
      complain(`the kernel can't read a top-level "for await": put it into an async function`);
    if (node.kind === ts.SyntaxKind.ExportKeyword)
      complain(`the kernel exports every name by itself: leave out "export"`);
    if (ts.isShorthandPropertyAssignment(node)) {
      // Names of other cells are members of `exports`; in a shorthand the kernel does not look for them there.
      const [declared] = checker.getShorthandAssignmentValueSymbol(node)?.declarations ?? [];
      const elsewhere = declared?.getSourceFile() === file && cellAt(declared.pos) !== cellAt(node.pos);
      const name = node.name.text;
      if (elsewhere)
        complain(`the kernel does not find "${name}" in { ${name} }: write { ${name}: ${name} }`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Where the notebooks that a notebook says it reads, in its metadata, are not those that its cells read: the runner
 * takes its order from the metadata. `storedClaims` reads all, `storedTable` the one that it names; and a notebook may take
 * over networks that another has trained, where both train networks of a kind.
 *
 * @param other - the notebook of a name.
 */
export function readingComplaints(
  notebook: Notebook,
  other: (name: string) => Notebook | undefined = () => undefined,
): Complaint[] {
  const { program, file, cellAt } = strictProgram(notebook);
  const checker = program.getTypeChecker();
  const found: Complaint[] = [];
  const read = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (called.getText(file) === "storedClaims") read.add("*");
      if (called.getText(file) === "storedTable") {
        const names = textsOf(checker.getTypeAtLocation(node.arguments[0]));
        if (names) names.forEach((name) => read.add(name));
        else
          found.push(
            `${cellAt(node.getStart(file))}: storedTable must name its notebook where a reader sees it`,
          );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const declared = new Set([notebook.metadata.volfolio?.reads ?? []].flat());
  // A notebook that reads all reads each.
  const all = read.has("*") ? ["*"] : [...read];
  for (const name of all)
    if (!declared.has(name))
      found.push(`the cells read "${name}", and metadata.volfolio.reads does not say so`);
  for (const name of declared)
    if (!all.includes(name) && !trainAlike(notebook, other(name)))
      found.push(`metadata.volfolio.reads names "${name}", and no cell reads it`);
  return found;
}

function trainAlike(one: Notebook, other: Notebook | undefined): boolean {
  const ofOther = other ? networksIn(other) : [];
  return networksIn(one).some((network) => ofOther.includes(network));
}

/** Which networks of the papers a notebook's cells train, by the functions that they call. */
function networksIn(notebook: Notebook): string[] {
  const source = codeCells(notebook)
    .map((cell) => cell.source)
    .join("\n");
  return Object.entries(NETWORKS).flatMap(([network, trainers]) => (trainers.test(source) ? network : []));
}

/** A hybrid without further features is the volatility network. */
const NETWORKS = {
  price: /\bforecastPrices(Of)?\(/,
  volatility: /\bforecast(Volatility|VolatilityOf|Hybrids?)\(/,
  variance: /\bforecastVariances\(/,
  portfolio: /\btrainPortfolioNetworks?\(/,
};

/** The texts that a value can be; undefined where the type does not tell. */
function textsOf(type: ts.Type): string[] | undefined {
  const types = type.isUnion() ? type.types : [type];
  const texts = types.flatMap((one) => (one.isStringLiteral() ? one.value : []));
  return texts.length === types.length ? texts : undefined;
}

function isTopLevel(node: ts.Node): boolean {
  for (let one: ts.Node = node.parent; one; one = one.parent) if (ts.isFunctionLike(one)) return false;
  return true;
}

function firstWords(node: ts.Node, file: ts.SourceFile): string {
  return node.getText(file).slice(0, 30);
}

interface CellProgram {
  readonly program: ts.Program;
  readonly file: ts.SourceFile;
  /** "cell 3" for a place in the file. */
  readonly cellAt: (position: number) => string;
}

/** Parsed once for all notebooks: the declarations of the library, of Node and of the packages. */
const declarations = new Map<string, ts.SourceFile>();

/** Compiled once for all checks. */
const programs = new WeakMap<Notebook, CellProgram>();

function strictProgram(notebook: Notebook): CellProgram {
  const program = programs.get(notebook) ?? compiledStrictly(notebook);
  programs.set(notebook, program);
  return program;
}

function compiledStrictly(notebook: Notebook): CellProgram {
  const sources = codeCells(notebook).map((cell) => cell.source);
  const text = sources.join("\n");
  const path = resolve(projectPath("notebooks"), "__cells.ts");
  // What tslab compiles with, made strict.
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options, true);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const parse = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => projectPath("notebooks");
  host.fileExists = (name) => resolve(name) === path || fileExists(name);
  host.readFile = (name) => (resolve(name) === path ? text : readFile(name));
  host.getSourceFile = (name, language, ...rest) => {
    if (resolve(name) === path) return ts.createSourceFile(name, text, language, true);
    const file = declarations.get(name) ?? parse(name, language, ...rest);
    if (file) declarations.set(name, file);
    return file;
  };
  const program = ts.createProgram([path], options, host);
  const cellAt = (position: number): string => {
    let end = 0;
    const index = sources.findIndex((source) => (end += source.length + 1) > position);
    return `cell ${index + 1}`;
  };
  return { program, file: program.getSourceFile(path)!, cellAt };
}
