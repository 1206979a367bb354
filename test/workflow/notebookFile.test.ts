import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readExecuted, writeExecuted, type RunRecord } from "../../lib/workflow/run/executedNotebook";
import { notebookText, parseNotebook, writeNotebook } from "../../lib/workflow/run/notebookFile";
import { codeCell, notebookOf, scratchFolder } from "./notebooks";

const folder = scratchFolder();

/** As JupyterLab saves it, byte for byte: json.dumps(sort_keys=True, indent=1, ensure_ascii=False). */
const SAVED = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "question",
   "metadata": {},
   "source": [
    "# Wie viel?\\n",
    "\\n",
    "σ² = ω"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "answer",
   "metadata": {
    "tags": [
     "parameters"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "1\\n",
      "2\\n"
     ]
    },
    {
     "data": {
      "application/vnd.volfolio.metrics+json": {
       "rows": [
        "one",
        "two"
       ]
      },
      "image/png": "aGVsbG8=",
      "text/plain": [
       "a\\n",
       "b"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript (volfolio)",
   "language": "typescript",
   "name": "volfolio"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

test("reading and writing keeps a notebook byte for byte as Jupyter saves it", () => {
  expect(notebookText(parseNotebook(SAVED, "saved"))).toBe(SAVED);
});

test("texts are joined; lists inside JSON outputs are not", () => {
  const { cells } = parseNotebook(SAVED, "saved");
  expect(cells[0].source).toBe("# Wie viel?\n\nσ² = ω");
  expect(cells[1].cell_type === "code" && cells[1].outputs).toEqual([
    { output_type: "stream", name: "stdout", text: "1\n2\n" },
    {
      output_type: "display_data",
      data: {
        "application/vnd.volfolio.metrics+json": { rows: ["one", "two"] },
        "image/png": "aGVsbG8=",
        "text/plain": "a\nb",
      },
      metadata: {},
    },
  ]);
});

test.each([
  ["not JSON", "{", "not JSON"],
  ["an older format", SAVED.replace('"nbformat_minor": 5', '"nbformat_minor": 4'), "nbformat_minor"],
  ["a cell without an id", SAVED.replace('   "id": "answer",\n', ""), "cells[1].id"],
  ["the same id twice", SAVED.replace('"id": "answer"', '"id": "question"'), "ids must differ"],
])("%s is refused, with the file and the place", (_, text, message) => {
  expect(() => parseNotebook(text, "01-data.ipynb")).toThrow("01-data.ipynb");
  expect(() => parseNotebook(text, "01-data.ipynb")).toThrow(message);
});

test("writing leaves nothing but the notebook", async () => {
  const file = join(folder, "written.ipynb");
  await writeNotebook(file, parseNotebook(SAVED, "saved"));
  expect(readFileSync(file, "utf8")).toBe(SAVED);
  expect(readdirSync(folder).filter((name) => name.startsWith("written"))).toEqual(["written.ipynb"]);
});

const record: RunRecord = {
  key: "key",
  profile: "quick",
  parameters: { seed: 1 },
  dataFingerprint: "data",
  node: "v20",
  platform: "linux x64",
  startedAt: "2026-01-01T00:00:00.000Z",
  seconds: 1.5,
  cellSeconds: [0.5, 1],
};
const executed = notebookOf(
  { ...codeCell("1", { id: "a" }), execution_count: 1 },
  { ...codeCell("2", { id: "b" }), execution_count: 2 },
);

test("an executed notebook is read back with its record, and keeps what its author noted", async () => {
  const file = join(folder, "whole.ipynb");
  const notebook = { ...executed, metadata: { ...executed.metadata, volfolio: { reads: "*" as const } } };
  await writeExecuted(file, { notebook, record });
  const back = await readExecuted(file);
  expect(back?.record).toEqual(record);
  expect(back?.notebook.metadata.volfolio?.reads).toBe("*");
});

test("an executed notebook that was cut or changed anywhere is not whole", async () => {
  const file = join(folder, "cut.ipynb");
  await writeExecuted(file, { notebook: executed, record });
  const text = readFileSync(file, "utf8");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length - 2 }), fc.boolean(), async (at, cut) => {
      const changed = text[at] === "x" ? "y" : "x";
      writeFileSync(file, cut ? text.slice(0, at) : text.slice(0, at) + changed + text.slice(at + 1));
      expect(await readExecuted(file)).toBeUndefined();
    }),
  );
});

test("a notebook with a cell that did not run is not whole, whatever its record says", async () => {
  const file = join(folder, "skipped.ipynb");
  await writeExecuted(file, { notebook: notebookOf({ ...codeCell("1"), execution_count: 1 }, "2"), record });
  expect(await readExecuted(file)).toBeUndefined();
});
