import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type ts from "typescript";
import { kernelErrors, kernelProgram, kernelTs } from "../support/kernelCompiler";

const DIST = resolve(__dirname, "../../lib/dist");

describe("the built entry, read by the kernel's own compiler", () => {
  test("the compilers are the two that we think they are", () => {
    expect(kernelTs.version).toBe("5.0.4");
    // Written by TypeScript 5.9 (`module: node20`); the kernel's fork would have left no declarations.
    expect(readFileSync(join(DIST, "index.d.ts"), "utf8")).toContain("export");
  });

  test("no export is `any`, takes `any` or gives `any`", () => {
    const { program, file } = kernelProgram('import * as entry from "volfolio"; export { entry };');
    const checker = program.getTypeChecker();
    const statement = file.statements[0] as ts.ImportDeclaration;
    const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(statement.moduleSpecifier)!);
    expect(exports.length).toBeGreaterThan(20);

    const isAny = (type: ts.Type): boolean => (type.flags & kernelTs.TypeFlags.Any) !== 0;
    const untyped: string[] = [];
    for (const symbol of exports) {
      const target = symbol.flags & kernelTs.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const type =
        target.flags & kernelTs.SymbolFlags.Type
          ? checker.getDeclaredTypeOfSymbol(target)
          : checker.getTypeOfSymbolAtLocation(target, file);
      if (isAny(type)) untyped.push(symbol.name);
      for (const signature of type.getCallSignatures()) {
        if (isAny(signature.getReturnType())) untyped.push(`${symbol.name}() gives any`);
        for (const parameter of signature.getParameters())
          if (isAny(checker.getTypeOfSymbolAtLocation(parameter, file)))
            untyped.push(`${symbol.name}(${parameter.name})`);
      }
      if (target.flags & kernelTs.SymbolFlags.Interface)
        for (const property of type.getProperties())
          if (isAny(checker.getTypeOfSymbolAtLocation(property, file)))
            untyped.push(`${symbol.name}.${property.name}`);
    }
    expect(untyped).toEqual([]);
  });

  test("no declaration uses a type that the kernel's compiler does not know", () => {
    const newer =
      /\b(Float64Array|Float32Array|Int32Array|Uint8Array)<|\bNoInfer<|\b(Map|Set|Array|Regex\w*)Iterator<(?!.*lib)/;
    const declarations = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((f) =>
      f.endsWith(".d.ts"),
    );
    const offending = declarations.filter((f) => newer.test(readFileSync(join(DIST, f), "utf8")));
    expect(offending).toEqual([]);
  });
});

describe("cells that are wrong are refused before they run", () => {
  const RIGHT = [
    'import { averageTrueRange, createRng, logReturns, rmse, rollingVolatility, statistics } from "volfolio";',
    "const returns: Float64Array = logReturns([1, 2, 4]);",
    "const volatility: Float64Array = rollingVolatility(returns, { window: 2, ddof: 1, warmUp: 'skip' });",
    "const atr: Float64Array = averageTrueRange({ high: [2, 3], low: [1, 2], close: [2, 3] }, { period: 2 });",
    "const error: number = rmse([1, 2], [2, 2]);",
    "const tail: number = statistics.kurtosis([1, 2, 4, 8]);",
  ];
  const WRONG = [
    "const a: string = logReturns([1, 2]);",
    'logReturns("BTC");',
    "rollingVolatility([1, 2], { windows: 2 });",
    "rollingVolatility([1, 2], { window: 2, ddof: 2 });",
    'rollingVolatility([1, 2], { window: 2, warmUp: "centre" });',
    "averageTrueRange([1, 2], { period: 2 });",
    'averageTrueRange({ high: [1], low: [1], close: [1] }, { smoothing: "wilders" });',
    "const b: string = rmse([1, 2], [2, 2]);",
    'createRng("seed");',
    "createRng(1).normal().toUpperCase();",
    "const c: string = statistics.kurtosis([1, 2, 4, 8]);",
    "statistics.rmse([1, 2], [2, 2]);",
    'import { notThere } from "volfolio";',
  ];

  test("right cells pass", () => {
    expect(kernelErrors(RIGHT.join("\n"))).toEqual([]);
  });

  test("each wrong line has its error", () => {
    const lines = [RIGHT[0], ...WRONG];
    const caught = new Set(kernelErrors(lines.join("\n")).map(({ line }) => line));
    expect(WRONG.filter((_, i) => !caught.has(i + 2))).toEqual([]);
  });
});
