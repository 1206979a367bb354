import { existsSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { codeCells, hasTag, readNotebook, type Notebook } from "../../lib/workflow/run/notebookFile";
import { notebooksIn } from "../../lib/workflow/run/notebookList";
import { PARAMETERS_TAG, parameterNames } from "../../lib/workflow/run/parameters";
import { kernelErrors } from "../support/kernelCompiler";
import { kernelTraps, readingComplaints, strictComplaints } from "./cellChecks";
import { notebookOf } from "./notebooks";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const files = existsSync(projectPath("notebooks")) ? notebooksIn(projectPath("notebooks")) : [];

describe.each(files.map((file) => ({ file, name: basename(file) })))("the cells of $name", ({ file }) => {
  let notebook: Notebook;

  beforeAll(async () => {
    notebook = await readNotebook(file);
  });

  test("compile strictly under the library's compiler", () => {
    expect(strictComplaints(notebook)).toEqual([]);
  });

  test("compile under the kernel's compiler", () => {
    const sources = codeCells(notebook).map((cell) => cell.source);
    expect(kernelErrors(["export {};", ...sources].join("\n"))).toEqual([]);
  });

  test("avoid what compiles and the kernel does not run", () => {
    expect(kernelTraps(notebook)).toEqual([]);
  });

  test("declare parameters, with a profile, and hide no error", () => {
    expect(parameterNames(notebook, file)).toContain("profile");
    expect(notebook.cells.filter((cell) => hasTag(cell, "raises-exception"))).toEqual([]);
    expect(notebook.cells.filter((cell) => hasTag(cell, "injected-parameters"))).toEqual([]);
  });

  test("read parameters below their cell only, where a run has set them", () => {
    const [cell] = codeCells(notebook).filter((one) => hasTag(one, PARAMETERS_TAG));
    expect(cell.source.match(/\bparameters\b/g)).toHaveLength(1);
  });

  test("read the notebooks that the metadata name, or take over their networks, and no others", async () => {
    const reads = [notebook.metadata.volfolio?.reads ?? []].flat().filter((name) => name !== "*");
    const read = new Map<string, Notebook>();
    for (const name of reads) read.set(name, await readNotebook(projectPath("notebooks", `${name}.ipynb`)));
    expect(readingComplaints(notebook, (name) => read.get(name))).toEqual([]);
  });

  test("are meant for the project's kernel", () => {
    expect(notebook.metadata.kernelspec?.name).toBe("volfolio");
  });
});

describe("the checks themselves", () => {
  test("the strict one sees what the kernel lets pass", () => {
    const notebook = notebookOf("let n: number = null;", "const f = (x) => x;\nf(n)");
    expect(kernelErrors("let n: number = null; const f = (x) => x;")).toEqual([]);
    expect(strictComplaints(notebook)).toEqual([
      "cell 1: Type 'null' is not assignable to type 'number'.",
      "cell 2: Parameter 'x' implicitly has an 'any' type.",
    ]);
  });

  test("it knows the library's types, and those of Node but not of a browser", () => {
    expect(
      strictComplaints(
        notebookOf(`import { createRng } from "volfolio";\ncreateRng(1).uniform().toFixed(2)`),
      ),
    ).toEqual([]);
    expect(
      strictComplaints(notebookOf(`import { createRng } from "volfolio";\ncreateRng("1")`)),
    ).toHaveLength(1);
    expect(strictComplaints(notebookOf("document.title"))[0]).toContain("document");
  });

  // Each was tried in the kernel: the first of a pair fails there, the second runs.
  test.each([
    ["await (Promise.resolve(1));", "const one = Promise.resolve(1); await one;"],
    ["await [1, 2].map(String)[0];", "const texts = [1, 2].map(String); await texts[0];"],
    ["await `text`;", `await "text";`],
    ["await -1;", "await Math.sin(-1);"],
    ["export const a = 1;", "const a = 1;"],
    [
      "for await (const x of [1]) x;",
      "const f = async () => { for await (const x of [1]) await (x); }; await f();",
    ],
  ])("%s is a trap", (trap, way) => {
    expect(kernelTraps(notebookOf("1", trap))).toHaveLength(1);
    expect(kernelTraps(notebookOf("1", trap))[0]).toContain("cell 2");
    expect(kernelTraps(notebookOf("1", way))).toEqual([]);
  });

  test("a shorthand of another cell's name is a trap, within functions too; of the same cell's it is none", () => {
    expect(kernelTraps(notebookOf("const a = 1;", "const b = { a };", "const f = () => ({ a });"))).toEqual([
      'cell 2: the kernel does not find "a" in { a }: write { a: a }',
      'cell 3: the kernel does not find "a" in { a }: write { a: a }',
    ]);
    expect(kernelTraps(notebookOf(`import { join } from "path";`, "const b = { join };"))).toHaveLength(1);
    const fine = [
      "const a = 1; const b = { a };",
      "const f = (a: number) => ({ a });",
      "const { b: c } = { b: a };",
    ];
    expect(kernelTraps(notebookOf(...fine))).toEqual([]);
  });

  test("what is read and not named, or named and not read, is found", () => {
    const reading = (reads: "*" | string[] | undefined, ...cells: string[]): string[] => {
      const notebook = notebookOf(`import * as v from "volfolio";`, ...cells);
      return readingComplaints({
        ...notebook,
        metadata: { ...notebook.metadata, ...(reads && { volfolio: { reads } }) },
      });
    };
    const table = `const t = v.storedTable("08-portfolio", "returns");`;
    expect(reading(["08-portfolio"], table)).toEqual([]);
    expect(reading("*", "v.storedClaims();", table)).toEqual([]);
    expect(reading(undefined, "1 + 1")).toEqual([]);
    expect(reading(undefined, table)).toEqual([
      'the cells read "08-portfolio", and metadata.volfolio.reads does not say so',
    ]);
    expect(reading(["07-other", "08-portfolio"], table)).toEqual([
      'metadata.volfolio.reads names "07-other", and no cell reads it',
    ]);
    expect(reading(["08-portfolio"], "v.storedClaims();")).toHaveLength(2);
    // Networks that both train are in the cache by then.
    const train = `await v.forecastHybrid(data, { seed: 1 });`;
    const reader = { ...notebookOf(train), metadata: { volfolio: { reads: ["05-hybrids"] } } };
    expect(readingComplaints(reader, () => notebookOf(train))).toEqual([]);
    expect(readingComplaints(reader, () => notebookOf("v.forecastPrices();"))).toHaveLength(1);
    // By a name of its own, in a function, or taken out of the door: as long as the type tells which.
    const named = `const of = "08-portfolio";`;
    expect(reading(["08-portfolio"], named, `const f = () => v.storedTable(of, "returns");`)).toEqual([]);
    expect(
      reading(["08-portfolio"], `import { storedTable } from "volfolio";\nstoredTable("08-portfolio", "r");`),
    ).toEqual([]);
    expect(reading([], `let of = "08" + "-portfolio";\nv.storedTable(of, "returns");`)).toEqual([
      "cell 2: storedTable must name its notebook where a reader sees it",
    ]);
  });
});
