// Trials that test/neural/gridSearch.test.ts runs on worker threads.
/* eslint-disable @typescript-eslint/no-require-imports -- plain CommonJS, as a worker thread may load it */
const { appendFileSync } = require("node:fs");

module.exports = {
  /** The distance from (3, 0.2), scaled; counts its calls in a file. */
  bowl({ data, point }) {
    if (data.log) appendFileSync(data.log, "x");
    if (point.units === data.fails) throw new Error("no such luck");
    return { score: (point.units - 3) ** 2 + (point.dropout - 0.2) ** 2, twice: 2 * point.units };
  },
  notANumber: () => Number.NaN,
  /** Looks at one parameter only, and only of some points. */
  seldom: ({ point }) => (point.kind === "a" ? (point.units ?? 5) : 9),
};
