import ts from "typescript";
import { builtDeclarations, moduleOf } from "./builtDeclarations";

/** What is said of a function of the entry, or of a method of one of its classes. */
export interface PublicDoc {
  readonly name: string;
  readonly module: string;
  /** The first part of the comment: what it does. */
  readonly says: string;
  readonly parameters: readonly DocumentedParameter[];
  readonly throws: readonly string[];
  readonly examples: readonly string[];
}

export interface DocumentedParameter {
  readonly name: string;
  /** The text of its `@param`, or of its type where that describes its entries; undefined where there is none. */
  readonly says: string | undefined;
}

/** The comments of all functions and methods, from the built declarations: what is new joins the tests. */
export function publicDocs(): readonly PublicDoc[] {
  const { checker, exported } = builtDeclarations();
  return exported.flatMap(({ name, target }) => {
    const module = moduleOf(target);
    if (target.flags & ts.SymbolFlags.Function) return [docOf(checker, name, module, target)];
    if (!(target.flags & ts.SymbolFlags.Class)) return [];
    const own = [...target.members!.values(), ...target.exports!.values()];
    return own
      .filter(({ flags }) => flags & ts.SymbolFlags.Method)
      .filter((method) => !isPrivate(method))
      .map((method) => docOf(checker, `${name}.${method.name}`, module, method));
  });
}

const isPrivate = ({ name, valueDeclaration }: ts.Symbol): boolean =>
  name.startsWith("__") || (ts.getCombinedModifierFlags(valueDeclaration!) & ts.ModifierFlags.Private) !== 0;

function docOf(checker: ts.TypeChecker, name: string, module: string, symbol: ts.Symbol): PublicDoc {
  // Of overloads the one that is documented, and the parameters of all.
  const declarations = symbol.declarations!.filter(ts.isFunctionLike);
  const parameters = new Map(
    declarations.flatMap((one) => one.parameters).map((parameter) => [parameter.name.getText(), parameter]),
  );
  const tags = declarations.flatMap((one) => ts.getJSDocTags(one));
  const texts = (tagName: string): string[] =>
    tags.filter((tag) => tag.tagName.text === tagName).map(({ comment }) => textOf(comment));
  const described = new Map(
    tags.filter(ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), textOf(tag.comment)]),
  );
  return {
    name,
    module,
    says: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    parameters: [...parameters].map(([own, declaration]) => ({
      name: own,
      says: described.get(own) ?? saidByType(checker, declaration),
    })),
    throws: texts("throws"),
    examples: texts("example"),
  };
}

const textOf = (comment: ts.JSDocTag["comment"]): string => (ts.getTextOfJSDocComment(comment) ?? "").trim();

/** A record of this library with a name describes its entries itself: see test/tree/optionDocs.test.ts. */
function saidByType(checker: ts.TypeChecker, { name, type }: ts.ParameterDeclaration): string | undefined {
  if (type === undefined) return undefined;
  const given = checker.getTypeAtLocation(type);
  const typeName = (given.aliasSymbol ?? given.symbol)?.name ?? "";
  const isOptions = /(Options?|Spec|Constraints|Config|Settings)$/.test(typeName);
  return isOptions || !ts.isIdentifier(name) ? typeName : undefined;
}
