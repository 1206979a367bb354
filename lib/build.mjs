// Makes dist/: the library by TypeScript's compiler, in a process of its own, and meanwhile the LSTM kernel; then the
// package's entry, from the declarations that the compiler wrote.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEntry } from "./entry.mjs";
import { buildKernel } from "./neural/backends/kernel/build.mjs";

const LIB = fileURLToPath(new URL(".", import.meta.url));

// By its path: a plain `tsc` would be that of tslab's TypeScript.
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const compiler = spawn(process.execPath, [tsc, "--project", join(LIB, "tsconfig.json")], {
  stdio: "inherit",
});
const compiled = once(compiler, "close");
await buildKernel();
const [code] = await compiled;
if (code === 0) writeEntry(join(LIB, "dist"));
process.exitCode = code ?? 1;
