// npm run bench [-- volatility …]: each benchmark beside its peer, where the peer is installed.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import neural from "./neural.mjs";
import portfolio from "./portfolio.mjs";
import volatility from "./volatility.mjs";
import { machine, markdown } from "./report.mjs";

const BENCHMARKS = { volatility, neural, portfolio };

const names = process.argv.slice(2);
for (const name of names)
  if (!(name in BENCHMARKS)) {
    console.error(`bench: no benchmark is called ${name}; there are ${Object.keys(BENCHMARKS).join(", ")}`);
    process.exit(2);
  }
mkdirSync("build/bench", { recursive: true });
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  const load = loadavg()[0];
  const result = { benchmark: name, machine: machine(), load, ...(await BENCHMARKS[name]()) };
  writeFileSync(`build/bench/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  console.log(markdown(result));
}
