import { expect, test } from "vitest";
import { injectParameters, parameterNames } from "../../lib/workflow/run/parameters";
import { codeCell, notebookOf } from "./notebooks";

const declares = (source: string) =>
  notebookOf("1", codeCell(source, { id: "p", tags: ["parameters"] }), "2");

test.each([
  ["a record", `const parameters = { profile: "quick", seed: 1 };`],
  [
    "a typed one, after imports",
    `import * as v from "volfolio";\nconst parameters: { profile: v.Profile; seed: number } = { profile: "quick", seed: 1 };`,
  ],
  ["assertions", `const parameters = { profile: "quick" as v.Profile, seed: 1 } as const;`],
  ["a call around it", `const parameters = define({ profile: { a: 1 }, "seed": 2 });`],
])("the names of the parameters are read from the cell: %s", (_, source) => {
  expect(parameterNames(declares(source), "file")).toEqual(["profile", "seed"]);
});

test("a notebook without such a cell has no parameters", () => {
  expect(parameterNames(notebookOf("1"), "file")).toEqual([]);
});

test("a cell that declares none, and a second cell, are refused with the file's name", () => {
  expect(() => parameterNames(declares("const options = {};"), "02-atr.ipynb")).toThrow(
    "02-atr.ipynb: the cell tagged parameters must declare",
  );
  const twice = notebookOf(
    codeCell("const parameters = {};", { id: "a", tags: ["parameters"] }),
    codeCell("const parameters = {};", { id: "b", tags: ["parameters"] }),
  );
  expect(() => parameterNames(twice, "02-atr.ipynb")).toThrow("02-atr.ipynb: must have one cell");
});

test("the injected cell stands after the parameters, and takes the place of an earlier one", () => {
  const notebook = declares(`const parameters = { seed: 1 };`);
  const once = injectParameters(notebook, { seed: 2 }, "file");
  expect(once.cells.map(({ id }) => id)).toEqual(["cell-1", "p", "injected-parameters", "cell-3"]);
  expect(once.cells[2].metadata.tags).toEqual(["injected-parameters"]);
  expect(once.cells[2].source).toContain('applyParameters(parameters, {\n  "seed": 2\n});');
  expect(injectParameters(once, { seed: 2 }, "file")).toEqual(once);
  expect(injectParameters(once, {}, "file")).toEqual(notebook);
});
