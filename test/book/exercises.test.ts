import { basename } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { checkText, type Answer } from "../../lib/notebook/exercises/check";
import { readNotebook, type Notebook } from "../../lib/workflow/run/notebookFile";
import { notebooksIn } from "../../lib/workflow/run/notebookList";
import { exercisesOf, solve, type Checked, type Exercises } from "./exercises";

// On the market on which the notebooks have run just before, so that their networks are in the cache.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const files = notebooksIn(projectPath("notebooks")).map((file) => ({ file, name: basename(file) }));

describe.each(files)("the exercises of $name", ({ file }) => {
  let notebook: Notebook;
  let exercises: Exercises;
  let checks: Checked[];

  beforeAll(async () => {
    notebook = await readNotebook(file);
    exercises = exercisesOf(notebook);
    checks = await solve(notebook, exercises);
  });

  test("each asks for an answer, and has a folded solution that gives it", () => {
    const { titles, solutions, asked } = exercises;
    expect(titles.length).toBeGreaterThan(0);
    for (const [i, title] of titles.entries())
      expect(
        asked.filter((name) => solutions[i].includes(`const ${name} = `)),
        title,
      ).toHaveLength(1);
    expect(asked).toHaveLength(titles.length);
    expect(checks).toHaveLength(asked.length);
  });

  test("the solution is right", () => {
    for (const [i, { answer, right, options }] of checks.entries())
      expect(checkText(answer, right, options), `${exercises.titles[i]}: ${JSON.stringify(answer)}`).toBe(
        "✓ Right.",
      );
  });

  test("no answer, a wrong one and one of another kind get a sentence that helps", () => {
    for (const { answer, right, options } of checks) {
      expect(checkText(undefined, right, options)).toMatch(/^No answer yet: put yours in place of undefined/);
      for (const wrong of wrongOnes(answer!))
        expect(checkText(wrong, right, options)).toMatch(/^(✗ Not yet|≈ Nearly).*\. (Look at .+\.|.*[.?])$/);
    }
  });

  test("a known mistake gets its reason, and a near miss is told to be near", () => {
    for (const { answer, right, options } of checks) {
      const { mistakes = [], within = 0.005 } = options;
      for (const mistake of mistakes)
        expect(checkText(mistake.answer, right, options)).toBe(`✗ Not yet. ${mistake.because}`);
      if (typeof answer === "number" && answer !== 0 && within > 0)
        expect(checkText(answer * (1 + 3 * within), right, options)).toMatch(/^≈ Nearly.* Look at .+\.$/);
    }
  });
});

function wrongOnes(answer: Answer): Answer[] {
  if (typeof answer === "number") return [2 * answer + 1, Number.NaN, "a guess", [answer]];
  if (typeof answer === "string") return ["a guess", 1];
  const values = Array.from(answer);
  return [values.map((x) => 2 * x + 1), [...values, 1], 1, "a guess"].filter(
    (wrong) => !Array.isArray(wrong) || wrong.length > 0,
  );
}
