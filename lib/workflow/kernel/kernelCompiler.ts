import { dirname, sep } from "node:path";
import type ts from "typescript";

/** What tslab and this file use of the compiler, beyond its public types: TypeScript 5.0. */
type Compiler = typeof ts & {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};
type SourceFile = ts.SourceFile & {
  readonly resolvedModules?: {
    forEach(visit: (found: { readonly resolvedFileName: string } | undefined) => void): void;
  };
};

/**
 * The compiler that reads cells, made to do half of the work. Answers with what stands in the place of its module.
 *
 * - A cell's program knows the types of Node.js and of what it imports. tslab would add every `@types` package that a
 *   tool of the project happens to bring, and with jsdom's the whole DOM.
 * - tslab asks for a builder that keeps, for each file, what it depends on. A kernel needs that of its cell alone, and
 *   the builder computes it for all files, twice for each cell.
 * - Installed packages and this library are not watched. A kernel goes on with the code that it has loaded, so it shall
 *   go on with the types, too; and tslab fails with "Unexpected pending rebuildTimer" when watched files change.
 */
export function quickCompiler(compiler: Compiler): Compiler {
  const { sys } = compiler;
  const stock = { ...sys };
  sys.getDirectories = (path) =>
    stock.getDirectories(path).filter((name) => name === "node" || !/@types[\\/]?$/.test(path));
  for (const watch of ["watchFile", "watchDirectory"] as const)
    sys[watch] = (path: string, ...rest: [callback: never]) =>
      isLoadedOnce(path) ? unwatched : stock[watch]!(path, ...rest);
  const createWatchCompilerHost = (
    files: string[],
    options: ts.CompilerOptions,
    system: ts.System,
    _: null,
    ...reports: [ts.DiagnosticReporter, ts.WatchStatusReporter]
  ): unknown => compiler.createWatchCompilerHost(files, options, system, plainBuilder(compiler), ...reports);
  // The exports can't be redefined: this is a copy of them, but for one.
  return Object.defineProperties({} as Compiler, {
    ...Object.getOwnPropertyDescriptors(compiler),
    createWatchCompilerHost: { value: createWatchCompilerHost, enumerable: true },
  });
}

const unwatched: ts.FileWatcher = { close: () => {} };
const LIBRARY = dirname(require.resolve("volfolio/package.json"));

/** Also the library's folder itself, which the compiler watches in a clone that lies deep enough. */
const isLoadedOnce = (path: string): boolean =>
  /[\\/]node_modules([\\/]|$)/.test(path) || `${path}${sep}`.startsWith(`${LIBRARY}${sep}`);

/** A builder that keeps nothing. Names are bound at once: tslab reads from a cell's file which ones it declares. */
function plainBuilder(compiler: Compiler): ts.CreateProgram<ts.BuilderProgram> {
  return (files, options, ...rest) => {
    const builder = compiler.createAbstractBuilder(files, options, ...rest);
    const program = builder.getProgram();
    for (const name of files ?? []) {
      const file = program.getSourceFile(name);
      if (file) compiler.bindSourceFile(file, program.getCompilerOptions());
    }
    builder.getAllDependencies = (file) => dependenciesOf(program, file);
    return builder;
  };
}

/** The names of a file and of all that it imports, directly or not. */
function dependenciesOf(program: ts.Program, file: SourceFile): string[] {
  const found = new Set([file]);
  for (const one of found)
    // grows while it is read
    one.resolvedModules?.forEach((module) => {
      const imported = module && program.getSourceFile(module.resolvedFileName);
      if (imported) found.add(imported);
    });
  return Array.from(found, ({ fileName }) => fileName);
}
