import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["test/support/setup.ts"],
  testTimeout: 20_000,
  hookTimeout: 60_000, // files are written in some, on a machine that may be busy
  env: { TF_CPP_MIN_LOG_LEVEL: "3" },
};

// Days are text in UTC: what touches them runs a second time at the other side of the world.
const WITH_DAYS = ["series", "data", "papers", "notebook"].map((room) => `test/${room}/**/*.test.ts`);

// The book of the notebooks, and their exercises: what `npm test` asks after it has run the notebooks.
const MADE_BOOK = "test/book/**/*.test.ts";

// In JupyterLab, where it is installed.
const IN_LAB = "test/lab/**/*.test.ts";

export default defineConfig({
  test: {
    globalSetup: ["test/support/distUnchanged.ts"],
    // Two files at once on two cores, too: the longest of them wait for kernels.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.CI
      ? ["default", ["json", { outputFile: "build/test-results.json" }]]
      : ["default"],
    projects: [
      {
        test: {
          ...shared,
          name: "los-angeles",
          include: ["test/**/*.test.ts"],
          exclude: [MADE_BOOK, IN_LAB],
          env: { ...shared.env, TZ: "America/Los_Angeles" },
        },
      },
      {
        test: {
          ...shared,
          name: "auckland",
          include: WITH_DAYS,
          env: { ...shared.env, TZ: "Pacific/Auckland" },
        },
      },
      { test: { ...shared, name: "book", include: [MADE_BOOK] } },
      { test: { ...shared, name: "lab", include: [IN_LAB] } },
    ],
  },
});
