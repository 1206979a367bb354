// Writes dist/entry.js, the package's `main`: every function of the entry with its arguments checked once, by what its
// declaration says. The shapes of the arguments come from the declarations that the compiler has just written.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ShapeReader } from "./shapeReader.mjs";

/** Reads `index.d.ts` in `dist` and writes `entry.js` and `argumentShapes.js` beside it. */
export function writeEntry(dist) {
  const { names, ...data } = argumentShapes(join(dist, "index.d.ts"));
  writeFileSync(
    join(dist, "argumentShapes.js"),
    `"use strict";\nmodule.exports = ${JSON.stringify(data, null, 1)};\n`,
  );
  // An assignment for each name: so readers of named imports, ES modules and bundlers, see them.
  const lines = names.map((name) => `exports.${name} = entry.${name};`);
  writeFileSync(
    join(dist, "entry.js"),
    [
      `"use strict";`,
      `Object.defineProperty(exports, "__esModule", { value: true });`,
      `const { guardedEntry } = require("./core/guardedEntry");`,
      `const entry = guardedEntry(require("./index"), require("./argumentShapes"));`,
      ...lines,
      "",
    ].join("\n"),
  );
}

/** What the functions and the classes' methods that a declaration file exports are to be called with. */
export function argumentShapes(file) {
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node20,
    types: ["node"],
  });
  const checker = program.getTypeChecker();
  const reader = new ShapeReader(checker);
  const exported = checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))
    .map((symbol) => ({ name: symbol.name, target: aliased(checker, symbol) }))
    .filter(({ target }) => target.flags & ts.SymbolFlags.Value);

  const functions = {};
  const methods = {};
  const modules = [];
  for (const { name, target } of exported) {
    if (target.flags & ts.SymbolFlags.ValueModule) modules.push(name);
    const signatures = checker.getTypeOfSymbol(target).getCallSignatures();
    if (signatures.length > 0) functions[name] = reader.call(signatures);
    if (!(target.flags & ts.SymbolFlags.Class)) continue;
    for (const method of checker.getDeclaredTypeOfSymbol(target).getProperties()) {
      const calls =
        method.flags & ts.SymbolFlags.Method && checker.getTypeOfSymbol(method).getCallSignatures();
      if (calls && reader.isOurs(method)) (methods[name] ??= {})[method.name] = reader.call(calls);
    }
  }
  return { functions, methods, modules, names: exported.map(({ name }) => name), shapes: reader.shapes };
}

function aliased(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
