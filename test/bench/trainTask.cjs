// What a worker thread does in the neural benchmark: trains one network, and says how long its epochs took.
/* eslint-disable @typescript-eslint/no-require-imports -- a worker thread loads it by require */
const { createRng } = require("../../lib/dist/core/random.js");
const { trainSequenceModel } = require("../../lib/dist/neural/training/trainSequenceModel.js");

/** Standard normal numbers in windows of a shape. */
function madeUpWindows(shape, seed) {
  const [count, steps, features] = shape;
  const rng = createRng(seed);
  return {
    shape,
    inputs: Float64Array.from({ length: count * steps * features }, () => rng.normal()),
    targets: Float64Array.from({ length: count }, () => rng.normal()),
  };
}

/** Milliseconds of each epoch but the first, in which the kernel warms up: by the clock. */
async function epochTimes({ shape, architecture, epochs, backend }) {
  const marks = [];
  await trainSequenceModel(madeUpWindows(shape, 1), architecture, {
    epochs: epochs + 1,
    seed: 1,
    backend,
    onProgress: () => marks.push(performance.now()),
  });
  return marks.slice(1).map((mark, k) => mark - marks[k]);
}

module.exports = { madeUpWindows, epochTimes };
