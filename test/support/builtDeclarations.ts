import { resolve } from "node:path";
import ts from "typescript";

export interface BuiltDeclarations {
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  /** What the entry exports, by its name there. */
  readonly exported: readonly { readonly name: string; readonly target: ts.Symbol }[];
}

/** The declarations of the built entry, with their types: tests make their lists from here, so what is new joins. */
export function builtDeclarations(): BuiltDeclarations {
  const path = resolve(__dirname, "../../lib/dist/index.d.ts");
  const program = ts.createProgram([path], {
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path)!;
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(file)!).map((symbol) => ({
    name: symbol.name,
    target: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
  return { checker, file, exported };
}

/** The module of lib/ in which something stands: "volatility". */
export function moduleOf(target: ts.Symbol): string {
  const { fileName } = target.declarations![0].getSourceFile();
  return /lib\/dist\/([^/]+)\//.exec(fileName)![1];
}
