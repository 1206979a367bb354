// `npm run reproduce`, `verify`, `data` and `lab`: the command line, on the library as its sources are now. What is
// misspelt is refused before anything is built.
import { createRequire, Module } from "node:module";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "./makeDist.mjs";

const require = createRequire(import.meta.url);

const exitCode = isBuilt() ? undefined : await checkedFromSources(process.argv.slice(2));
if (exitCode !== undefined) process.exitCode = exitCode;
else if ((await build()) === "failed") process.exitCode = 1;
else require("./dist/workflow/cli/main.js");

/** What the command line's own sources say of it: what was built may not know an option yet. */
async function checkedFromSources(args) {
  const entry = fileURLToPath(new URL("workflow/cli/cli.ts", import.meta.url));
  const { buildSync } = await import("esbuild");
  const { outputFiles } = buildSync({
    ...{ entryPoints: [entry], bundle: true, packages: "external", write: false },
    ...{ platform: "node", format: "cjs", logLevel: "silent" },
  });
  const module = new Module(entry);
  module.filename = entry;
  module.paths = Module._nodeModulePaths(fileURLToPath(new URL(".", import.meta.url)));
  module._compile(outputFiles[0].text, entry);
  const streams = { out: process.stdout, err: process.stderr, isTTY: false };
  return module.exports.checkCommandLine(args, streams);
}
