import { resolve } from "node:path";
import type ts from "typescript";

/** The compiler inside tslab (TypeScript 5.0): what really reads a cell. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the fork has no type declarations of its own
export const kernelTs = require("@tslab/typescript-for-tslab") as typeof ts;

const NOTEBOOKS = resolve(__dirname, "../../notebooks");

/** Parsed once for all programs: the declarations of the library, of Node and of the packages. */
const declarations = new Map<string, ts.SourceFile>();

/** A program of one virtual file in `notebooks/`, with the options that tslab gives to a cell. */
export function kernelProgram(source: string): { program: ts.Program; file: ts.SourceFile } {
  const path = resolve(NOTEBOOKS, "__cell.ts");
  const options: ts.CompilerOptions = {
    module: kernelTs.ModuleKind.ESNext,
    moduleResolution: kernelTs.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    target: kernelTs.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    declaration: true,
    noEmit: true,
    skipLibCheck: true,
    resolveJsonModule: true,
  };
  const host = kernelTs.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.getCurrentDirectory = () => NOTEBOOKS;
  host.fileExists = (name) => resolve(name) === path || fileExists(name);
  host.readFile = (name) => (resolve(name) === path ? source : readFile(name));
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...rest) => {
    if (resolve(name) === path) return kernelTs.createSourceFile(name, source, language);
    const file = declarations.get(name) ?? getSourceFile(name, language, ...rest);
    if (file) declarations.set(name, file);
    return file;
  };
  const program = kernelTs.createProgram([path], options, host);
  return { program, file: program.getSourceFile(path)! };
}

/** The lines of `source` (from 1) at which the kernel's compiler complains, with what it says. */
export function kernelErrors(source: string): { line: number; message: string }[] {
  const { program, file } = kernelProgram(source);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((d) => ({
    line: file.getLineAndCharacterOfPosition(d.start ?? 0).line + 1,
    message: kernelTs.flattenDiagnosticMessageText(d.messageText, "\n"),
  }));
}
