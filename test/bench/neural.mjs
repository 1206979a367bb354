import { createRequire } from "node:module";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { alternate, spread } from "./measure.mjs";
import { findPython, Peer } from "./peer.mjs";

const require = createRequire(import.meta.url);
const { availableBackends, trainSequenceModel } = require("../../lib/dist/index.js");
const { inWorkers } = require("../../lib/dist/core/workers.js");
const { returnKernel, takeKernel } = require("../../lib/dist/neural/backends/wasm/kernel.js");
const { madeUpWindows } = require("./trainTask.cjs");

const INPUT = "build/bench/neural-input.json";
const EPOCHS = 2;

/** The papers' two networks on made-up windows of their sizes. */
const WORKLOADS = [
  {
    name: "A",
    says: "A: 660 windows of 59 × 3, LSTM 100, dropout, dense.",
    shape: [660, 59, 3],
    architecture: [{ lstm: 100 }, { dropout: 0.2 }, { dense: 1 }],
  },
  {
    name: "B",
    says: "B: 1617 windows of 30 × 1, LSTM 50, LSTM 50, dense 25, dense 1.",
    shape: [1617, 30, 1],
    architecture: [{ lstm: 50, sequence: true }, { lstm: 50 }, { dense: 25 }, { dense: 1 }],
  },
];

/** Who trains the same networks, and what share of their time ours may take, by workload. */
const PEERS = [
  {
    name: "PyTorch",
    modules: ["torch"],
    script: "torchNetwork.py",
    rounds: 9,
    targets: { wasm: { A: 1.5, B: 1.2 }, native: { A: 1, B: 1 } },
  },
  {
    name: "Keras",
    modules: ["keras", "tensorflow"],
    script: "kerasNetwork.py",
    rounds: 5,
    targets: { wasm: { A: 0.8, B: 0.5 }, native: { A: 0.6, B: 0.6 } },
  },
  { name: "stock tfjs on wasm", script: "tfjsNetwork.mjs", rounds: 3, targets: { wasm: { A: 0.1, B: 0.1 } } },
];

/** Epochs of one training, by the clock and of the processor; the first, in which the kernel warms up, is left out. */
async function epochs({ windows, architecture }, backend) {
  const marks = [];
  await trainSequenceModel(windows, architecture, {
    epochs: EPOCHS + 1,
    seed: 1,
    backend,
    onProgress: () => marks.push({ ms: performance.now(), cpu: process.cpuUsage() }),
  });
  const [first, last] = [marks[0], marks.at(-1)];
  const used = process.cpuUsage(first.cpu);
  return { ms: (last.ms - first.ms) / EPOCHS, cpu: (used.user + used.system) / 1000 / EPOCHS };
}

/** The neural room beside PyTorch, Keras and stock tfjs, one thread each: milliseconds an epoch. */
export default async function neural() {
  for (const kind of ["INTRAOP", "INTEROP"]) process.env[`TF_NUM_${kind}_THREADS`] = "1"; // for our native backend
  const workloads = WORKLOADS.map((workload) => ({ ...workload, windows: madeUpWindows(workload.shape, 1) }));
  const backends = availableBackends().filter(
    ({ backend, available }) => available && backend !== "reference",
  );
  writeFileSync(INPUT, JSON.stringify({ workloads: WORKLOADS, epochs: EPOCHS }));
  const comparisons = [];
  const versions = {};
  const missing = [];
  for (const { name, modules, script, rounds, targets } of PEERS) {
    const found = modules ? findPython(modules) : { command: process.execPath };
    if (found.missing) missing.push(found.missing);
    const peer = found.command && (await Peer.start(found.command, script, INPUT));
    Object.assign(versions, peer?.versions);
    for (const { backend, detail } of backends)
      for (const workload of workloads) {
        const target = targets[backend]?.[workload.name];
        if (target === undefined || (!peer && name !== "PyTorch")) continue;
        const ask = peer && (() => peer.ask({ workload: workload.name }));
        const row = await alternate(rounds, () => epochs(workload, backend), ask);
        const { ours, peer: theirs, ratio, cpuRatio } = row;
        const title = `${workload.name}, ${detail}${peer ? `, beside ${name}` : ""}`;
        comparisons.push({ name: title, ours, peer: theirs, ratio, cpuRatio, target });
      }
    await peer?.stop();
  }
  rmSync(INPUT);
  return {
    data: `Made-up windows of the sizes that the papers' data give; milliseconds an epoch of Adam in batches of 32. ${WORKLOADS.map(({ says }) => says).join(" ")} Of stock tfjs, 3 batches are timed.`,
    peer: Object.keys(versions).length > 0 ? versions : null,
    peerMissing: missing.join("\n\n"),
    comparisons,
    tables: [await twoWorkers(), await outside(workloads)],
  };
}

/**
 * What two networks on two worker threads gain over one on one: by the clock, which needs two idle cores, and of
 * processor time, which shows what the two cost each other whatever else runs.
 */
async function twoWorkers() {
  const file = fileURLToPath(new URL("trainTask.cjs", import.meta.url));
  const train = async (inputs) => {
    const used = process.cpuUsage();
    const times = await inWorkers({ file, name: "epochTimes" }, inputs, { workers: inputs.length });
    const { user, system } = process.cpuUsage(used);
    return { perMs: times.reduce((sum, each) => sum + 1 / spread(each).median, 0), cpu: user + system };
  };
  const rows = [];
  for (const { name, shape, architecture } of WORKLOADS) {
    const input = { shape, architecture, epochs: 10, backend: "wasm" };
    const gains = [];
    for (let round = 0; round < 5; round++) {
      const [one, two] = [await train([input]), await train([input, input])];
      gains.push({ clock: two.perMs / one.perMs, cpu: (2 * one.cpu) / two.cpu });
    }
    const [clock, cpu] = ["clock", "cpu"].map((key) => spread(gains.map((gain) => gain[key])));
    const verdict = clock.median >= 1.8 ? "met" : "MISSED";
    const text = ({ median, low, high }) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
    rows.push([name, text(clock), (2 * cpu.median).toFixed(2), `≥ 1.8, ${verdict}`]);
  }
  return {
    title: "Two networks on two worker threads",
    headings: ["", "throughput of one", "of processor time", "target"],
    rows,
  };
}

/** The share of an epoch that is spent outside the kernel's functions; what timing them costs counts as outside. */
async function outside(workloads) {
  const kernel = takeKernel();
  const { run } = kernel;
  let inside = 0;
  kernel.run = Object.fromEntries(
    Object.entries(run).map(([name, part]) => [name, typeof part === "function" ? timedCall(part) : part]),
  );
  function timedCall(part) {
    return (...args) => {
      const start = performance.now();
      part(...args);
      inside += performance.now() - start;
    };
  }
  const rows = [];
  for (const { name, windows, architecture } of workloads) {
    returnKernel(kernel); // training takes the one that was handed back last
    let [start, from] = [0, 0];
    const shares = [];
    await trainSequenceModel(windows, architecture, {
      epochs: 10,
      seed: 1,
      backend: "wasm",
      onProgress: ({ done }) => {
        if (done > 1) shares.push(1 - (inside - from) / (performance.now() - start));
        [start, from] = [performance.now(), inside];
      },
    });
    takeKernel();
    const share = spread(shares).median;
    rows.push([name, `${(100 * share).toFixed(1)} %`, `≤ 15 %, ${share <= 0.15 ? "met" : "MISSED"}`]);
  }
  kernel.run = run;
  returnKernel(kernel);
  return { title: "Outside the kernel", headings: ["", "of an epoch", "target"], rows };
}
