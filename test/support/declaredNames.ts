import { posix } from "node:path";
import ts from "typescript";

/** Sources by path, as a program that knows of nothing else: no packages, no types of the language. */
export function programOf(texts: Readonly<Record<string, string>>): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => Object.hasOwn(texts, path),
    readFile: (path) => texts[path],
    getSourceFile: (path, target) =>
      Object.hasOwn(texts, path) ? ts.createSourceFile(path, texts[path], target, true) : undefined,
    getCurrentDirectory: () => "",
    resolveModuleNameLiterals: (names, from) =>
      names.map(({ text }) => {
        const base = posix.join(posix.dirname(from), text);
        const found = [`${base}.ts`, `${base}/index.ts`].find((path) => Object.hasOwn(texts, path));
        return {
          resolvedModule:
            text.startsWith(".") && found ? { resolvedFileName: found, extension: ".ts" } : undefined,
        };
      }),
  };
  return ts.createProgram(Object.keys(texts), options, host);
}

export interface DeclaredNames {
  /** Of whatever any file exports. */
  readonly exported: ReadonlySet<string>;
  /** The functions and classes among them. */
  readonly callable: ReadonlySet<string>;
  /** "Class.method", "Interface.member". */
  readonly members: ReadonlySet<string>;
  /** All that is declared in a file: functions, members, parameters … */
  readonly inFile: ReadonlyMap<string, ReadonlySet<string>>;
  /** All of these, and the words that stand as text: kinds, options. */
  readonly words: ReadonlySet<string>;
}

export function declaredNames(files: readonly ts.SourceFile[]): DeclaredNames {
  const exported = new Set<string>();
  const callable = new Set<string>();
  const members = new Set<string>();
  const words = new Set<string>();
  const inFile = new Map<string, Set<string>>();
  for (const file of files) {
    const own = new Set<string>();
    inFile.set(file.fileName, own);
    walk(file, (node) => {
      if (ts.isStringLiteral(node) && /^\w+$/.test(node.text)) words.add(node.text);
      const name = nameOf(node);
      if (name === undefined) return;
      own.add(name);
      words.add(name);
      if (isExported(node)) {
        exported.add(name);
        if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) callable.add(name);
      }
      const owner = nameOf(node.parent);
      if (owner !== undefined && (ts.isClassElement(node) || ts.isTypeElement(node)))
        members.add(`${owner}.${name}`);
    });
  }
  return { exported, callable, members, inFile, words };
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function nameOf(node: ts.Node): string | undefined {
  const { name } = node as ts.NamedDeclaration;
  return name !== undefined &&
    (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))
    ? name.text.replace(/^#/, "")
    : undefined;
}

function isExported(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
