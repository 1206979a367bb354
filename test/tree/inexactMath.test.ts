import { join, resolve } from "node:path";
import { ESLint } from "eslint";
import { expect, test, vi } from "vitest";

const ROOT = resolve(__dirname, "../..");
const eslint = new ESLint({ cwd: ROOT });

// The first call reads the types of the whole library.
vi.setConfig({ testTimeout: 90_000 });

/** What the rules on inexact functions say of `code`, were it a file of this folder. */
async function said(code: string, file: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
  return result.messages
    .filter((message) => message.ruleId?.startsWith("no-restricted"))
    .map((message) => message.message);
}

const inLibrary = (code: string): Promise<readonly string[]> => said(code, "lib/math/softmax.ts");
const last = "Engines differ in its last bit";

test.each([
  ["Math.exp(1)", `${last}: use exp from lib/core/elementary.`],
  ['Math["log"](2)', `${last}: use log from lib/core/elementary.`],
  ["[1, 2].map(Math.tanh)", `${last}: use tanh from lib/core/elementary.`],
  ["Math.pow(2, 0.5)", `${last}: use pow from lib/core/elementary.`],
  ["Math.cbrt(2)", `${last}: write it with those of lib/core/elementary, or add it there.`],
  ["const { sin } = Math; sin(1)", `${last}: use sin from lib/core/elementary.`],
  ["const m = Math; m.exp(1)", "Write Math.name out, so that the rule on its inexact functions sees it."],
  ["2 ** 0.5", "Engines differ in the last bit of **: use pow from lib/core/elementary, or a square."],
  ["3 ** 3", "Engines differ in the last bit of **: use pow from lib/core/elementary, or a square."],
  [
    "let x = 3; x **= 2",
    "Engines differ in the last bit of **: use pow from lib/core/elementary, or a square.",
  ],
])("the library may not say %s", async (code, message) => {
  expect((await inLibrary(code)).join("\n")).toContain(message);
});

test.each(["3 ** 2", "Math.sqrt(2)", "Math.floor(2.5)", "Math.PI", "Math.max(1, 2)", "Math.sign(-1)"])(
  "it may say %s, which the standard rounds in one way",
  async (code) => expect(await inLibrary(code)).toEqual([]),
);

test("every function of Math is either exact by the standard or forbidden", async () => {
  const exact = [
    "abs",
    "ceil",
    "clz32",
    "floor",
    "fround",
    "imul",
    "max",
    "min",
    "round",
    "sign",
    "sqrt",
    "trunc",
  ];
  const newer = ["f16round", "sumPrecise"]; // exact as well, in engines later than Node 24
  const functions = Object.getOwnPropertyNames(Math).filter(
    (name) => typeof Math[name as keyof Math] === "function" && ![...exact, ...newer].includes(name),
  );
  const forbidden = await inLibrary(functions.map((name) => `Math.${name}(1);`).join("\n"));
  expect(forbidden).toHaveLength(functions.length);
});

test("tests may say what they like", async () => {
  expect(await said("Math.exp(1) ** 3", "test/math/moments.test.ts")).toEqual([]);
});
