import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { pageText, runCode } from "./page";

const text = pageText("conventions.md");
const fixture = JSON.parse(readFileSync(join(__dirname, "../fixtures/docs/conventions.json"), "utf8")) as {
  readonly rows: Readonly<Record<string, readonly number[]>>;
};

/** A row of the page's tables: its name, and what is to be written to get the other number. */
const rows = text
  .split("\n## One vocabulary\n")[0] // that table is held by test/tree/vocabulary.test.ts
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (What|-+) /.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, name, , , code]) => ({ name, code: code.replaceAll("`", "") }));

// Sums in another order: some units in the last place of numbers that stand in a series of sums. The p-values of the
// other programs come from other approximations of the same functions; SLSQP stops at 1e-14 of a variance of 0.04.
const TOLERANCES: Readonly<Record<string, number>> = { "bounds of a weight": 1e-6 };
const ROUNDING = 1e-9;

test("every row has what the other program gives, and the other way round", () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(fixture.rows));
  expect(rows.length).toBeGreaterThan(35);
});

describe("what the last column says gives the other program's number", () => {
  let values: readonly unknown[];
  beforeAll(async () => {
    const all = `const all = [${rows.map(({ code }) => `() => ${code}`).join(", ")}].map((f) => f());`;
    values = (await runCode(text, ["all"], all)).all as readonly unknown[];
  });

  test.each(rows.map(({ name }, i) => [name, i] as const))("%s", (name, i) => {
    const ours = typeof values[i] === "number" ? [values[i]] : (values[i] as ArrayLike<number>);
    const rtol = TOLERANCES[name] ?? ROUNDING;
    expect(ours).toBeAllClose(fixture.rows[name], { rtol, atol: 1e-12 });
  });
});

test("a name that does not exist is refused as the page says", async () => {
  const { refused } = await runCode(text, ["refused"]);
  expect(refused).toContain('fitGarch: there is no option "p"; did you mean archLags?');
});
