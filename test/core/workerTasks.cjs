/* eslint-disable @typescript-eslint/no-require-imports -- plain CommonJS, as a worker thread may load it */
// What test/core/workers.test.ts runs on worker threads.
const { DomainError, ShapeError } = require("../../lib/dist/core/errors.js");
const { threadId } = require("node:worker_threads");

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

module.exports = {
  square: (x) => x * x,
  doubled: (values) => values.map((x) => 2 * x),
  async slowFirst({ value, ms }) {
    await sleep(ms);
    return { value, threadId };
  },
  refuse(value) {
    if (value === "shape") throw new ShapeError("refuse", "a must be as long as b");
    if (value === "uncopyable") throw new DomainError("refuse", "f", () => 1, "a number");
    if (value === "range") throw new RangeError("too far");
    if (value < 0) throw new DomainError("refuse", "value", value, "at least 0");
    return value;
  },
  exit: () => process.exit(3),
  forever: () => sleep(1e6),
  spin() {
    for (;;);
  },
  notAFunction: 7,
};
