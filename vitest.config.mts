import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["test/support/setup.ts"],
  // Nothing is proved by these: they end what hangs, on a machine that may have other work.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  env: { TF_CPP_MIN_LOG_LEVEL: "3" },
};

const testsOf = (...modules: string[]): string[] => modules.map((module) => `test/${module}/**/*.test.ts`);

// Modules of pure functions, which keep nothing from one call to the next: their files share a process, so that what they
// import is loaded once. All others have state (data folders, backends, caches, kernels): each file has a process.
const PURE = testsOf(
  ...["math", "series", "measures", "indicators", "statistics", "volatility", "portfolio", "reliability"],
);

// Days are text in UTC: what touches them runs a second time at the other side of the world.
const WITH_DAYS = testsOf("series", "data", "papers", "notebook");

// What a change of the library can wait for: the runner, whose tests start kernels and browsers.
const RUNNER = testsOf("workflow");

// The book of the notebooks, and their exercises: what `npm test` asks after it has run the notebooks.
const MADE_BOOK = testsOf("book");

// In JupyterLab, where it is installed.
const IN_LAB = testsOf("lab");

const inAmerica = { ...shared.env, TZ: "America/Los_Angeles" };

export default defineConfig({
  test: {
    globalSetup: ["test/support/distUnchanged.ts"],
    // Two files at once on two cores, too: the longest of them wait for kernels.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.CI
      ? ["default", ["json", { outputFile: process.env.TEST_RESULTS ?? "build/test-results.json" }]]
      : ["default"],
    projects: [
      { test: { ...shared, name: "pure", include: PURE, isolate: false, env: inAmerica } },
      {
        test: {
          ...shared,
          name: "los-angeles",
          include: ["test/**/*.test.ts"],
          exclude: [...PURE, ...RUNNER, ...MADE_BOOK, ...IN_LAB],
          env: inAmerica,
        },
      },
      { test: { ...shared, name: "runner", include: RUNNER, env: inAmerica } },
      {
        test: {
          ...shared,
          name: "auckland",
          include: WITH_DAYS,
          env: { ...shared.env, TZ: "Pacific/Auckland" },
        },
      },
      { test: { ...shared, name: "book", include: MADE_BOOK } },
      { test: { ...shared, name: "lab", include: IN_LAB } },
    ],
  },
});
