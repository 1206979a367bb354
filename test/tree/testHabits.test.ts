import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const TESTS = resolve(__dirname, "..");

/** A number of cells, or a cell by its number, changes with every cell that a notebook gains: tests name what is in it. */
const COUNTS = /(\bcells|codeCells\([^()]*\))(\.length)?\)\.(toHaveLength|toBe|toEqual)\(\d/;

const countsCells = (source: string): string[] => source.split("\n").filter((line) => COUNTS.test(line));

test("no test counts the cells of a notebook", () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const found = files.flatMap((path) =>
    countsCells(readFileSync(join(TESTS, path), "utf8")).map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test("the check sees a count, and lets one of an own list pass", () => {
  const count = "toHaveLength(14);";
  expect(countsCells(`expect(notebook.cells).${count}`)).toHaveLength(1);
  expect(countsCells(`expect(codeCells(notebook)).${count}`)).toHaveLength(1);
  expect(countsCells("expect(notebook.cells.length)." + "toBe(14);")).toHaveLength(1);
  expect(countsCells("expect(notebook.cells).toHaveLength(source.cells.length);")).toEqual([]);
  expect(countsCells("expect(cellSeconds).toHaveLength(3);")).toEqual([]);
});
