// npm run bench [-- volatility …]: each benchmark beside its peer, where the peer is installed.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { build } from "../../lib/makeDist.mjs";
import { machine, markdown } from "./report.mjs";

const BENCHMARKS = ["volatility", "neural", "portfolio"];

const names = process.argv.slice(2);
for (const name of names)
  if (!BENCHMARKS.includes(name)) {
    console.error(`bench: no benchmark is called ${name}; there are ${BENCHMARKS.join(", ")}`);
    process.exit(2);
  }
if ((await build()) === "failed") process.exit(1);
mkdirSync("build/bench", { recursive: true });
for (const name of names.length > 0 ? names : BENCHMARKS) {
  const { default: measure } = await import(`./${name}.mjs`);
  const load = loadavg()[0];
  const result = { benchmark: name, machine: machine(), load, ...(await measure()) };
  writeFileSync(`build/bench/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  console.log(markdown(result));
}
