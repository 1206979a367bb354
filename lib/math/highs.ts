import type { Highs } from "highs";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createContext, runInContext } from "node:vm";

let loaded: Highs | undefined;

/**
 * The solver HiGHS, compiled to WebAssembly: loaded at the first call, and at once.
 *
 * Its loader is asynchronous by form only, once the module is instantiated in place of fetched. So it runs in a context
 * whose queue of promises is emptied before `runInContext` returns, and a cell needs no `await` for a linear program.
 */
export function highs(): Highs {
  loaded ??= load();
  return loaded;
}

function load(): Highs {
  const require = createRequire(__filename);
  const file = require.resolve("highs");
  const compiled = new WebAssembly.Module(readFileSync(require.resolve("highs/runtime")));
  const module: { exports: unknown } = { exports: {} };
  let solver: Highs | undefined;
  let reason: unknown;
  const context = createContext(
    {
      ...SHARED,
      module,
      exports: module.exports,
      require: createRequire(file),
      __filename: file,
      __dirname: dirname(file),
      instantiate(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object {
        done(new WebAssembly.Instance(compiled, imports));
        return {};
      },
      succeed: (value: Highs) => (solver = value),
      fail: (error: unknown) => (reason = error),
    },
    { microtaskMode: "afterEvaluate" },
  );
  runInContext(
    `${readFileSync(file, "utf8")}
    ;module.exports({ instantiateWasm: (imports, done) => instantiate(imports, done) })
      .then((solver) => succeed(solver), (error) => fail(error));`,
    context,
    { filename: file },
  );
  if (!solver) throw new Error("the linear programming package did not load", { cause: reason });
  return solver;
}

/** What the loader uses of the world around it. With our own arrays, its checks of arguments know ours. */
const SHARED: object = {
  process, console, performance, URL, TextDecoder, TextEncoder, setTimeout, clearTimeout, WebAssembly,
  ArrayBuffer, DataView, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array,
}; // prettier-ignore
