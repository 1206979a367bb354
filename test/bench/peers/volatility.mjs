// Our side of the fits that are the first of their process: as volatility.py, one JSON task a line, { ms, cpu, value } a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import readline from "node:readline";
import { fitOnce } from "../fitOnce.mjs";
import { timed } from "../measure.mjs";

const v = createRequire(import.meta.url)("../../../lib/dist/index.js");

const series = JSON.parse(readFileSync(process.argv[2], "utf8"));
const returns = Float64Array.from(series.BTC);
const say = (answer) => console.log(JSON.stringify(answer));

say({ Node: process.versions.node });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { spec, options, errors } = JSON.parse(line);
  say(timed(() => fitOnce(v, returns, spec, options, errors)));
}
