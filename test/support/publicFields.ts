import ts from "typescript";
import { builtDeclarations } from "./builtDeclarations";

/** A name that a reader of the entry writes or reads: an option, a field of a result, a parameter. */
export interface PublicField {
  /** Where it stands: the exported name, and the fields that it stands inside of. */
  readonly owner: string;
  readonly name: string;
  /** Its type, as the declaration writes it; nothing where it writes none. */
  readonly type: string;
}

/** All of them, of all exported functions, records and classes of the built entry: what is new joins. */
export function publicFields(): readonly PublicField[] {
  const { exported } = builtDeclarations();
  const seen = new Set<ts.Declaration>();
  return exported.flatMap(({ name, target }) =>
    (target.declarations ?? []).flatMap((declaration) => {
      if (seen.has(declaration) || !/\/lib\/dist\//.test(declaration.getSourceFile().fileName)) return [];
      seen.add(declaration);
      return [...fieldsIn(declaration, name)];
    }),
  );
}

function* fieldsIn(node: ts.Node, owner: string): Generator<PublicField> {
  const own = nameOf(node);
  if (own !== undefined) {
    const { type } = node as ts.ParameterDeclaration | ts.PropertySignature;
    yield { owner, name: own, type: (type?.getText() ?? "").replace(/\s+/g, " ") };
  }
  const inside = own === undefined || ts.isParameter(node) ? owner : `${owner}.${own}`;
  for (const child of childrenOf(node)) yield* fieldsIn(child, inside);
}

function nameOf(node: ts.Node): string | undefined {
  const named =
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isParameter(node);
  return named && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  return children;
}
