import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { notebookText } from "../../lib/workflow/run/notebookFile";
import { codeCell, notebookOf, scratchFolder } from "./notebooks";
import { volfolio } from "./commandLine";
import type * as shared from "./sharedKernels";

vi.mock("../../lib/workflow/kernel/kernelClient", async () =>
  (await vi.importActual<typeof shared>("./sharedKernels")).sharedKernels(),
);
vi.setConfig({ testTimeout: 120_000 });

const folder = scratchFolder();
const out = join(folder, "out");

const write = (loss: number, score: number): void =>
  writeFileSync(
    join(folder, "01-small.ipynb"),
    notebookText(
      notebookOf(
        codeCell(`const parameters = { profile: "quick" };`, { id: "p", tags: ["parameters"] }),
        `import * as v from "volfolio";
v.record({ days: 3, model: "GARCH" });
v.record({ loss: ${loss} }, { tolerance: 0.1 });
v.besidePaper(v.judgeTable("qfe2025", "Table 6", { MD: { Score: ${score} } }, { provenance: "printed" }));
v.besidePaper(v.judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1 } }, { provenance: v.loadDataset("marketCaps").provenance }));`,
      ),
    ),
  );

const here = ["--notebooks", folder, "--out", out, "--data", "simulated"];
const verify = (...more: string[]): ReturnType<typeof volfolio> =>
  volfolio("verify", ...here, "--against", join(out, "results"), ...more);

test("what has not moved, or within its tolerance, passes; a judged verdict counts, one that judges nothing does not", async () => {
  write(2, 0.023928);
  expect((await volfolio("reproduce", ...here)).code).toBe(0);
  write(2.19, 0.023928);
  const { code, out: said } = await verify();
  expect(said).toContain("3 metrics and 1 verdicts compared");
  expect(said).toContain("nothing moved");
  expect(said).toContain("On the simulated market no verdict on a claim about real markets can be verified");
  expect(said).not.toContain("byte by byte");
  expect(code).toBe(0);
});

test("what has moved is printed with what it was, what it is and its tolerance, and the command fails", async () => {
  write(2.21, 0.1);
  const { code, out: said } = await verify();
  expect(said).toMatch(/01-small +loss +2 +2\.21 +0\.1/);
  expect(said).toMatch(/qfe2025\/table-6\/MD\/score +reproduced \(0\.023928\) +differs \(0\.1\)/);
  expect(said).toContain("2 moved");
  expect(code).toBe(1);
});

test("a notebook that fails fails the verification", async () => {
  writeFileSync(
    join(folder, "01-small.ipynb"),
    notebookText(
      notebookOf(
        codeCell(`const parameters = { profile: "quick" };`, { id: "p", tags: ["parameters"] }),
        `throw new Error("on purpose");`,
      ),
    ),
  );
  const { code, out: said } = await verify();
  expect(said).toContain("on purpose");
  expect(said).toContain("0 metrics and 0 verdicts compared");
  expect(said).toContain("1 of 1 notebooks failed");
  expect(code).toBe(1);
});

test("another profile, another market and what was never published are refused in words", async () => {
  expect((await verify("--profile", "full")).err).toContain("must have the profile full, got quick");
  const file = join(out, "results", "01-small.json");
  const result = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...result, dataFingerprint: "of other files" }));
  expect((await verify()).err).toContain("is of the real market, and the data in use are simulated");
  const none = await volfolio("verify", "--profile", "full", "--data", "simulated");
  expect(none.err).toContain(`nothing is published in ${join("docs", "results", "simulated-full")}`);
});
