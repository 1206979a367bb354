import { expect, test } from "vitest";
import { storeTable } from "../../lib/notebook/results/storeTable";
import { tablesOf } from "../../lib/workflow/results/results";
import { codeCell, notebookOf } from "./notebooks";

const storing = (id: string, name: string) => ({
  ...codeCell("", { id }),
  outputs: [
    { output_type: "display_data" as const, data: storeTable(name, [{ DLM: 1 }]) ?? {}, metadata: {} },
  ],
});

test("tables are gathered from all cells; a name stored twice is an error: one of the two would be lost", () => {
  const notebook = notebookOf(storing("a", "returns"), "1", storing("b", "weights"));
  expect(tablesOf("08", notebook).map(({ name }) => name)).toEqual(["returns", "weights"]);
  const twice = notebookOf(storing("a", "returns"), storing("b", "returns"));
  expect(() => tablesOf("08", twice)).toThrow('08: table "returns" is stored twice');
});
