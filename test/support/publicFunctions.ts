import ts from "typescript";
import { builtDeclarations } from "./builtDeclarations";

/** What a parameter asks for, as far as numbers go. */
export type Shape =
  | "series" // a list of numbers
  | "rows" //   lists of numbers of the same length
  | "record" // series by name
  | "other";

export interface Parameter {
  /** As written; of a destructured one the name of its type, with a small letter: "rollingSharpeOptions". */
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  /** The properties that it must have, where it is a record of options. */
  readonly required: readonly string[];
}

/** A function of the door. */
export interface PublicFunction {
  readonly name: string;
  /** The module of lib/ that it stands in. */
  readonly module: string;
  readonly parameters: readonly Parameter[];
  /** As text. */
  readonly result: string;
}

/** All functions of the built door: a new one joins the tests that use this list. */
export function publicFunctions(): readonly PublicFunction[] {
  const { checker, file, exported } = builtDeclarations();
  return exported.flatMap(({ name, target }) => {
    if (!(target.flags & ts.SymbolFlags.Function)) return [];
    const signatures = checker.getTypeOfSymbolAtLocation(target, file).getCallSignatures();
    const signature = signatures[signatures.length - 1]; // of overloads the widest
    const [, module] = /dist\/([^/]+)\//.exec(target.declarations![0].getSourceFile().fileName)!;
    return [
      {
        name,
        module,
        parameters: signature.getParameters().map((parameter) => parameterOf(checker, file, parameter)),
        result: checker.typeToString(signature.getReturnType()),
      },
    ];
  });
}

/** Those that compute from series: all that take one and don't just show it. */
export const functionsOfSeries = (): readonly PublicFunction[] =>
  publicFunctions().filter(
    ({ parameters, result }) => result !== "Shown" && parameters.some(({ shape }) => shape !== "other"),
  );

function parameterOf(checker: ts.TypeChecker, file: ts.SourceFile, symbol: ts.Symbol): Parameter {
  const declaration = symbol.valueDeclaration as ts.ParameterDeclaration;
  const optional = checker.isOptionalParameter(declaration);
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, file));
  const destructured = !ts.isIdentifier(declaration.name);
  const typeName = (type.aliasSymbol ?? type.symbol)?.name ?? symbol.name;
  return {
    name: destructured ? typeName[0].toLowerCase() + typeName.slice(1) : symbol.name,
    shape: shapeOf(checker, type),
    optional,
    required: isOptions(checker, type)
      ? type
          .getProperties()
          .filter((property) => !(property.flags & ts.SymbolFlags.Optional))
          .map(({ name }) => name)
      : [],
  };
}

/** Rows where a type allows rows or a single list: the wider of the two. */
function shapeOf(checker: ts.TypeChecker, type: ts.Type): Shape {
  const parts = type.isUnion() ? type.types : [type];
  const shapes = parts.map((part): Shape => {
    if (isSeries(checker, part)) return "series";
    const element = checker.isArrayType(part)
      ? checker.getTypeArguments(part as ts.TypeReference)[0]
      : undefined;
    if (element && isSeries(checker, element)) return "rows";
    const value = checker.getIndexInfoOfType(part, ts.IndexKind.String)?.type;
    const values = value?.isUnion() ? value.types : value ? [value] : [];
    return values.some((each) => isSeries(checker, each)) ? "record" : "other";
  });
  return (["rows", "series", "record"] as const).find((shape) => shapes.includes(shape)) ?? "other";
}

const isSeries = (checker: ts.TypeChecker, type: ts.Type): boolean =>
  ["ArrayLike<number>", "TrainRows"].includes(checker.typeToString(type));

/** A type with named properties, and neither a list nor a class. */
function isOptions(checker: ts.TypeChecker, type: ts.Type): boolean {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    !checker.isArrayType(type) &&
    type.getCallSignatures().length === 0 &&
    !isSeries(checker, type)
  );
}
