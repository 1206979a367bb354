import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectPath } from "../../../lib/core/project";
import { readNotebook } from "../../../lib/workflow/run/notebookFile";
import { WORDS } from "../../../lib/workflow/publish/publish";
import { filledText, quotedMetrics } from "../../../lib/workflow/publish/filledText";
import type { NotebookResult } from "../../../lib/workflow/results/results";

const results = [
  {
    notebook: "04-lstm",
    metrics: {
      "test days": { value: 301 },
      loss: { value: -0.123456 },
      best: { value: "MV" },
      beaten: { value: 0 },
    },
  },
] as unknown as NotebookResult[];

test("numbers stand in their places, to three digits, as they are or in per cent; texts as they are", () => {
  expect(
    filledText(
      "{04-lstm: test days} days, {04-lstm: loss}, {04-lstm: loss %}, {04-lstm: best}, {04-lstm: beaten}",
      results,
    ),
  ).toBe("301 days, −0.123, −12.3 %, MV, none");
});

test("a number that nobody recorded is an error that names it", () => {
  expect(() => filledText("{04-lstm: gone}", results)).toThrow("{04-lstm: gone}, which no notebook records");
});

test("every number that the summary quotes is recorded by the notebook that it names", async () => {
  const quoted = quotedMetrics(readFileSync(projectPath(WORDS), "utf8"));
  expect(quoted.length).toBeGreaterThan(10);
  for (const { notebook, name } of quoted) {
    const file = projectPath("notebooks", `${notebook}.ipynb`);
    expect(existsSync(file), notebook).toBe(true);
    const { cells } = await readNotebook(file);
    const source = cells.map((cell) => cell.source).join("\n");
    expect(source.includes(`"${name}":`), `${notebook}: ${name}`).toBe(true);
  }
});
