// The neural benchmark's peer: stock layers of tfjs on tfjs-backend-wasm, in a process of its own. One JSON task a line
// on stdin, {"ms", "cpu"} an epoch on stdout. An epoch takes seconds: a few of its batches are timed, and scaled to all.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import readline from "node:readline";

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs-node"); // all of tfjs in JavaScript: what package.json puts in the binding's place
require("@tensorflow/tfjs-backend-wasm");

const BATCH = 32;
const TIMED = 3;
const workloads = new Map(
  JSON.parse(readFileSync(process.argv[2], "utf8")).workloads.map((workload) => [workload.name, workload]),
);

function layerOf(spec, k, shape) {
  const first = k === 0 ? { inputShape: shape.slice(1) } : {};
  if ("lstm" in spec)
    return tf.layers.lstm({ ...first, units: spec.lstm, returnSequences: spec.sequence ?? false });
  if ("dropout" in spec) return tf.layers.dropout({ rate: spec.dropout });
  return tf.layers.dense({ units: spec.dense });
}

async function epoch({ shape, architecture }) {
  const network = tf.sequential({ layers: architecture.map((spec, k) => layerOf(spec, k, shape)) });
  network.compile({ optimizer: tf.train.adam(), loss: "meanSquaredError" });
  const [inputs, targets] = [tf.randomNormal([BATCH, ...shape.slice(1)]), tf.randomNormal([BATCH, 1])];
  await network.trainOnBatch(inputs, targets); // warms up
  const [start, used] = [performance.now(), process.cpuUsage()];
  for (let k = 0; k < TIMED; k++) await network.trainOnBatch(inputs, targets);
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(used)];
  network.dispose();
  tf.dispose([inputs, targets]);
  const scale = shape[0] / BATCH / TIMED;
  return { ms: ms * scale, cpu: ((user + system) / 1000) * scale };
}

await tf.setBackend("wasm");
console.log(JSON.stringify({ "tfjs and its wasm backend": tf.version.tfjs }));
for await (const line of readline.createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await epoch(workloads.get(JSON.parse(line).workload))));
