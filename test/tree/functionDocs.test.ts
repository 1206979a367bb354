import { expect, test } from "vitest";
import { MODULES } from "../support/documentedModules";
import { publicDocs } from "../support/publicDocs";

const docs = publicDocs().filter(({ module }) => MODULES.includes(module));
const namesOf = (some: typeof docs): string[] => some.map(({ name }) => name);

test("there are many functions", () => expect(docs.length).toBeGreaterThan(75));

test("each says what it does", () => {
  expect(namesOf(docs.filter(({ says }) => says === ""))).toEqual([]);
});

test("each argument is described, options at their type", () => {
  const silent = docs.flatMap(({ name, parameters }) =>
    parameters.filter(({ says }) => !says).map((parameter) => `${name}: ${parameter.name}`),
  );
  expect(silent).toEqual([]);
});

test("each that takes arguments says what it throws, or that it never does", () => {
  const silent = docs.filter(
    ({ says, parameters, throws }) =>
      parameters.length > 0 && throws.length === 0 && !/\bnever throws\b/i.test(says),
  );
  expect(namesOf(silent)).toEqual([]);
});

test("each has an example", () => {
  expect(namesOf(docs.filter(({ examples }) => examples.every((one) => one === "")))).toEqual([]);
});
