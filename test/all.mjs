// `npm test`: everything that proves the tree. What does not need another step's result runs beside it, in two lanes, as
// one step alone leaves a core idle: each waits for kernels, or runs on one core.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const run = (script) => [npm, "run", "--silent", script];

const failed = [];

await step("build", process.execPath, "lib/build.mjs");
if (failed.length === 0)
  await Promise.all([
    lane(["tests", ...run("test:units")]),
    lane(
      ["notebooks", process.execPath, "lib/bin/volfolio.js", "reproduce", "--out", "build/test"],
      ["their book", ...run("test:book")],
      ["types", ...run("types")],
      ["lint", ...run("lint")],
    ),
  ]);
process.stdout.write(failed.length > 0 ? `\nfailed: ${failed.join(", ")}\n` : "\nall passed\n");
process.exitCode = failed.length > 0 ? 1 : 0;

/** One step after the other, also after one that fails. */
async function lane(...steps) {
  for (const one of steps) await step(...one);
}

/** Runs a command; what it writes is shown when it ends, in one piece. */
async function step(name, command, ...args) {
  const begun = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const written = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => written.push(chunk));
  const [code] = await once(child, "close");
  if (code !== 0) failed.push(name);
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(`\n=== ${name}: ${code === 0 ? "ok" : "FAILED"} (${seconds} s)\n`);
  process.stdout.write(Buffer.concat(written));
}
