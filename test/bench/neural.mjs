import { createRequire } from "node:module";
import { rmSync, writeFileSync } from "node:fs";
import { alternate } from "./measure.mjs";
import { findPython, Peer } from "./peer.mjs";

const require = createRequire(import.meta.url);
const { createRng, trainSequenceModel } = require("../../lib/dist/index.js");

const INPUT = "build/bench/neural-input.json";
const ROUNDS = 9;
const EPOCHS = 2;

/** The papers' two networks on made-up windows of their sizes; what the target is, as a multiple of PyTorch's time. */
const WORKLOADS = [
  {
    name: "A: LSTM 100, dropout, dense; 660 windows of 59 × 3",
    shape: [660, 59, 3],
    architecture: [{ lstm: 100 }, { dropout: 0.2 }, { dense: 1 }],
    target: 1.5,
  },
  {
    name: "B: LSTM 50, LSTM 50, dense 25, dense 1; 1617 windows of 30 × 1",
    shape: [1617, 30, 1],
    architecture: [{ lstm: 50, sequence: true }, { lstm: 50 }, { dense: 25 }, { dense: 1 }],
    target: 1.2,
  },
];

function madeUpWindows([count, steps, features], seed) {
  const rng = createRng(seed);
  return {
    shape: [count, steps, features],
    inputs: Float64Array.from({ length: count * steps * features }, () => rng.normal()),
    targets: Float64Array.from({ length: count }, () => rng.normal()),
  };
}

/** Epochs of one training, each by the clock and of the processor; the first, in which the kernel warms up, is left out. */
async function epochs(windows, architecture) {
  const marks = [];
  await trainSequenceModel(windows, architecture, {
    epochs: EPOCHS + 1,
    seed: 1,
    onProgress: () => marks.push({ ms: performance.now(), cpu: process.cpuUsage() }),
  });
  const [first, last] = [marks[0], marks.at(-1)];
  const used = process.cpuUsage(first.cpu);
  return { ms: (last.ms - first.ms) / EPOCHS, cpu: (used.user + used.system) / 1000 / EPOCHS };
}

/** The neural room beside PyTorch, one thread each: milliseconds an epoch. */
export default async function neural() {
  const found = findPython(["torch"]);
  writeFileSync(INPUT, JSON.stringify({ workloads: WORKLOADS, epochs: EPOCHS }));
  const peer = found.command && (await Peer.start(found.command, "neural.py", INPUT));
  const comparisons = [];
  for (const { name, shape, architecture, target } of WORKLOADS) {
    const windows = madeUpWindows(shape, 1);
    const {
      ours,
      peer: theirs,
      ratio,
      cpuRatio,
    } = await alternate(
      ROUNDS,
      () => epochs(windows, architecture),
      peer && (() => peer.ask({ workload: name })),
    );
    comparisons.push({ name, ours, peer: theirs, ratio, cpuRatio, target });
  }
  await peer?.stop();
  rmSync(INPUT);
  return {
    data: "Made-up windows of the sizes that the papers' data give; an epoch of Adam in batches of 32.",
    peer: peer?.versions ?? null,
    peerMissing: found.missing,
    comparisons,
    tables: [],
  };
}
