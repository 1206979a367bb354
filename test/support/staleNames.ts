import { posix } from "node:path";
import ts from "typescript";
import { walk, type DeclaredNames } from "./declaredNames";

/** Names of programs that look like files. */
const PROGRAMS = ["Node.js", "TensorFlow.js", "plotly.js", "danfo.js", "highlight.js"];
const FILE =
  /(?<![\w/.@<>-])((?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*\.(?:ts|mts|mjs|cjs|js|md|ipynb|py|css))\b(?![\w/])/g;

/**
 * Files that a text names and that are not there. One may be named by the end of its path, and a compiled one beside its
 * source. A page may show a file to be made (`title="…"`), and the folder `my/` is the reader's.
 */
export function strangeFiles(text: string, files: readonly string[]): string[] {
  const made = [...text.matchAll(/title="([^"]+)"/g)].map(([, path]) => path);
  const isThere = (name: string): boolean =>
    [...files, ...made].some((file) => file === name || file.endsWith(`/${name}`));
  return [...text.matchAll(FILE)]
    .map(([, name]) => name)
    .filter((name) => !PROGRAMS.includes(name))
    .filter((name) => {
      const plain = name.replace(/^(\.{1,2}\/)+/, "").replace(/^(my|dist)\//, "");
      const source = plain.replace(/(\.d\.ts|\.js)$/, "");
      return ![plain, `${source}.ts`, `${source}.mjs`].some(isThere);
    });
}

/** Targets of links in comments that are not there: `file://` from the file's own folder, else a name of code. */
export function strangeLinks(
  file: string,
  text: string,
  names: DeclaredNames,
  files: readonly string[],
): string[] {
  return [...text.matchAll(/\{@link\w*\s+([\w.#/:-]+)[^}]*\}/g)]
    .map(([, target]) => target)
    .filter((target) => {
      if (/^https?:/.test(target)) return false;
      if (target.startsWith("file://"))
        return !files.includes(posix.join(posix.dirname(file), target.slice("file://".length)));
      if (target.includes(".")) return !names.members.has(target);
      return !names.exported.has(target) && !names.inFile.get(file)?.has(target);
    });
}

/**
 * What a comment describes as a parameter and the function below it has not, or not in this order. A record that is taken
 * apart in the brackets has no name: any describes it.
 */
export function strangeParameters(file: ts.SourceFile): string[] {
  const strange: string[] = [];
  walk(file, (node) => {
    for (const comment of (node as { readonly jsDoc?: readonly ts.JSDoc[] }).jsDoc ?? []) {
      const parameters = signatureOf(node)?.parameters ?? [];
      const real = parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
      let from = 0;
      for (const tag of [...(comment.tags ?? [])].filter((one) => ts.isJSDocParameterTag(one))) {
        const name = tag.name.getText();
        const at = real.findIndex(
          (one, i) => i >= from && (one === name || (one === undefined && !real.includes(name))),
        );
        if (at < 0) strange.push(`${file.fileName}: ${name}`);
        else from = at + 1;
      }
    }
  });
  return strange;
}

function signatureOf(node: ts.Node): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(node)) return node;
  if (ts.isVariableStatement(node)) return signatureOf(node.declarationList.declarations[0]);
  const { type, initializer } = node as ts.PropertyDeclaration;
  return [initializer, type].find((one) => one !== undefined && ts.isFunctionLike(one));
}

/** A function's name as an error says it, and the sentence behind it. */
export interface Complaint {
  readonly file: string;
  readonly where: string | undefined;
  readonly sentences: readonly string[];
}

/** All calls with an argument `where`: the errors, the checks and what hands the name on. */
export function complaintsOf(program: ts.Program, files: readonly ts.SourceFile[]): Complaint[] {
  const checker = program.getTypeChecker();
  const found: Complaint[] = [];
  for (const file of files)
    walk(file, (node) => {
      if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return;
      const at = parametersOf(checker, node.expression).indexOf("where");
      const given = node.arguments ?? [];
      if (at < 0 || at >= given.length) return;
      const sentences: string[] = [];
      for (const other of given.filter((_, i) => i !== at))
        walk(other, (part) => {
          if (
            ts.isStringLiteralLike(part) ||
            ts.isTemplateHead(part) ||
            ts.isTemplateMiddleOrTemplateTail(part)
          )
            sentences.push(part.text);
        });
      found.push({ file: file.fileName, where: literalOf(checker, given[at]), sentences });
    });
  return found;
}

/** The names of the parameters of what is called; of a class without a constructor, those of its base. */
function parametersOf(checker: ts.TypeChecker, called: ts.Expression): string[] {
  if (called.kind === ts.SyntaxKind.SuperKeyword) {
    let owner: ts.Node = called;
    while (!ts.isClassLike(owner)) owner = owner.parent;
    return baseOf(checker, owner);
  }
  const declaration = declarationOf(checker, called);
  if (declaration === undefined) return [];
  if (ts.isClassLike(declaration)) return ofConstructor(checker, declaration);
  return (signatureOf(declaration)?.parameters ?? []).map(({ name }) => name.getText());
}

function ofConstructor(checker: ts.TypeChecker, owner: ts.ClassLikeDeclaration): string[] {
  const own = owner.members.find(ts.isConstructorDeclaration);
  return own ? own.parameters.map(({ name }) => name.getText()) : baseOf(checker, owner);
}

function baseOf(checker: ts.TypeChecker, owner: ts.ClassLikeDeclaration): string[] {
  const base = owner.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const declaration = base && declarationOf(checker, base.expression);
  return declaration && ts.isClassLike(declaration) ? ofConstructor(checker, declaration) : [];
}

function declarationOf(checker: ts.TypeChecker, expression: ts.Expression): ts.Declaration | undefined {
  if (!ts.isIdentifier(expression)) return undefined;
  const symbol = checker.getSymbolAtLocation(expression);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target?.declarations?.[0];
}

function literalOf(checker: ts.TypeChecker, expression: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  const declaration = declarationOf(checker, expression);
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && ts.isStringLiteralLike(value) ? value.text : undefined;
}
