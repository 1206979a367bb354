// Makes dist/, unless what is there was made from what would be read now. TypeScript's compiler makes the library, in a
// process of its own, and meanwhile the LSTM kernel is made where the build begins from nothing; then comes the
// package's entry, from the declarations that the compiler wrote.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readInputs, readOutputs, same } from "./buildState.mjs";

const LIB = fileURLToPath(new URL(".", import.meta.url));
const STORE = join(LIB, "../build/library");
const RECORD = "record.json";

// Loaded when they have something to do: they bring compilers along.
const buildKernel = async () => (await import("./neural/backends/kernel/build.mjs")).buildKernel();
const writeEntry = async (dist) => (await import("./entry.mjs")).writeEntry(dist);

/**
 * Builds the package in `lib`. What an earlier build has left is taken over as far as it is still right: nothing is
 * made where nothing has changed, files whose sources have changed and those that depend on them otherwise, and
 * everything where the tools have changed or dist/ is not as the build left it.
 *
 * @param store - where the record of the build is kept. Not in dist/, every file of which counts as code.
 * @param steps - what is made beside the compiler's work: the kernel, in a build from nothing, and the entry.
 * @returns what was done: "nothing", "changes", "everything", or "failed" with the errors on the standard output.
 */
export async function build(lib = LIB, store = STORE, steps = { buildKernel, writeEntry }) {
  const dist = join(lib, "dist");
  const inputs = readInputs(lib);
  const { inputs: before, outputs } = wholeBuild(lib, store);
  if (same(before, inputs)) return "nothing";

  const goesOn = same(before?.tools, inputs.tools);
  if (!goesOn) for (const folder of [dist, store]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  const compiled = compile(lib, join(store, "compiler.tsbuildinfo"));
  if (!goesOn) await steps.buildKernel();
  if (!(await compiled)) return "failed";
  if (goesOn) removeOrphans(dist, before.sources, inputs.sources);
  if (!goesOn || !same(declarations(outputs), declarations(readOutputs(dist)))) await steps.writeEntry(dist);

  // Something may have been saved meanwhile: then nobody knows which of the two the compiler has read.
  if (!same(inputs, readInputs(lib))) return build(lib, store, steps);
  writeFileSync(join(store, "new.json"), JSON.stringify({ inputs, outputs: readOutputs(dist) }));
  renameSync(join(store, "new.json"), join(store, RECORD)); // whole or not at all
  return goesOn ? "changes" : "everything";
}

/** Whether a build would have nothing to do. */
export const isBuilt = (lib = LIB, store = STORE) => same(wholeBuild(lib, store).inputs, readInputs(lib));

/** What the last build has read and made; nothing where there was none, or dist/ is not as it left it. */
function wholeBuild(lib, store) {
  const path = join(store, RECORD);
  const record = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return same(record.outputs, readOutputs(join(lib, "dist"))) ? record : {};
}

/** By the compiler's path: a plain `tsc` would be that of tslab's TypeScript. */
async function compile(lib, infoFile) {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["--project", join(lib, "tsconfig.json"), "--incremental", "--tsBuildInfoFile", infoFile];
  const compiler = spawn(process.execPath, [tsc, ...options], { stdio: "inherit" });
  const [code] = await once(compiler, "close");
  return code === 0;
}

/** The compiler leaves what it made from a source that is no more. */
function removeOrphans(dist, before, sources) {
  for (const path of Object.keys(before))
    if (!(path in sources))
      for (const end of [".js", ".d.ts"]) rmSync(join(dist, path.replace(/\.ts$/, end)), { force: true });
}

const declarations = (outputs) => Object.entries(outputs).filter(([path]) => path.endsWith(".d.ts"));
