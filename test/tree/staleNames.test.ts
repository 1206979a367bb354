import { expect, test } from "vitest";
import ts from "typescript";
import { VERDICTS } from "../../lib/papers/verdict";
import { HEAP_GIGABYTES } from "../../lib/workflow/kernel/kernelSpec";
import { declaredNames, programOf } from "../support/declaredNames";
import { commentsOf, projectFiles, projectText, proseOf } from "../support/projectFiles";
import { complaintsOf, strangeFiles, strangeLinks, strangeParameters } from "../support/staleNames";

const LIB = projectFiles.filter((path) => /^lib\/.*\.ts$/.test(path));
const SOURCES = projectFiles.filter((path) => /^(lib|test)\/.*\.ts$/.test(path));
const DOCUMENTS = projectFiles.filter(
  (path) => /\.(md|ipynb)$/.test(path) && !/^(test|docs\/results)\//.test(path),
);

const program = programOf(Object.fromEntries(LIB.map((path) => [path, projectText(path)])));
const files = LIB.map((path) => program.getSourceFile(path)!);
const names = declaredNames(files);

/** What errors complain of in the place of a function: what a reader of the command line knows by this name. */
const SUBJECTS = [
  "kernel",
  "native",
  "neural",
  "notebooks",
  "parameters",
  "results",
  "the summary of the results",
];

test("every file that a comment, a document or a notebook names is there", () => {
  const prose = projectFiles.map((path) => ({ path, text: proseOf(path) }));
  expect(prose.filter(({ text }) => text !== "").length).toBeGreaterThan(500);
  const strange = prose.flatMap(({ path, text }) =>
    strangeFiles(text, projectFiles).map((name) => `${path}: ${name}`),
  );
  expect(strange).toEqual([]);
});

test("every link in a comment leads somewhere", () => {
  const strange = LIB.flatMap((path) =>
    strangeLinks(path, commentsOf(projectText(path)), names, projectFiles).map((name) => `${path}: ${name}`),
  );
  expect(strange).toEqual([]);
});

test("every parameter that a comment describes is one of the function's", () => {
  const sources = SOURCES.map((path) =>
    ts.createSourceFile(path, projectText(path), ts.ScriptTarget.ES2022, true),
  );
  expect(sources.flatMap(strangeParameters)).toEqual([]);
});

const complaints = complaintsOf(program, files);

test("every function that an error names is there", () => {
  const commands = LIB.filter((path) => path.startsWith("lib/workflow/cli/"))
    .flatMap((path) => [...projectText(path).matchAll(/\.command\("(\w+)/g)])
    .map(([, command]) => command);
  const isThere = (where: string): boolean => {
    const [subject] = where.split(", "); // "downloadData, from": a function and its argument
    const [owner, member] = subject.split(".");
    return (
      names.callable.has(subject) ||
      (member !== undefined && names.members.has(`${owner[0].toUpperCase()}${owner.slice(1)}.${member}`)) ||
      subject === "volfolio" ||
      commands.includes(subject.replace(/^volfolio /, "")) ||
      projectFiles.includes(subject) ||
      projectFiles.includes(`lib/data/providers/${subject.split(" GET ")[0]}.ts`) ||
      SUBJECTS.includes(subject)
    );
  };
  const named = complaints.flatMap(({ file, where }) => (where === undefined ? [] : [{ file, where }]));
  expect(named.length).toBeGreaterThan(600);
  const strange = named.filter(({ where }) => !isThere(where)).map(({ file, where }) => `${file}: ${where}`);
  expect(strange).toEqual([]);
  expect(SUBJECTS.filter((subject) => !named.some(({ where }) => where === subject))).toEqual([]);
});

test("every name in the sentence of an error is one of the code", () => {
  const strange = complaints.flatMap(({ file, sentences }) =>
    sentences
      .flatMap((sentence) => (/\s/.test(sentence) ? [...sentence.matchAll(/\b[a-z]+[A-Z]\w*\b/g)] : []))
      .filter(([word]) => !names.words.has(word))
      .map(([word]) => `${file}: ${word}`),
  );
  expect(strange).toEqual([]);
});

test("what documents repeat from the code is what the code says", () => {
  const { least, most } = HEAP_GIGABYTES;
  const heaps = DOCUMENTS.flatMap((path) => projectText(path).match(/\bheap is limited[^|.]*/g) ?? []);
  expect(heaps).toHaveLength(1);
  expect(heaps[0].match(/\d+/g)).toEqual([String(least), String(most)]);

  const { engines } = JSON.parse(projectText("package.json")) as {
    readonly engines: { readonly node: string };
  };
  for (const path of ["README.md", "environment.md"]) {
    const [, oldest] = /(\d+\.\d+) or newer/.exec(projectText(path))!;
    expect(`>=${oldest}`, path).toBe(engines.node);
  }

  const verdicts = /with its verdict: (.*)\.$/m.exec(projectText("README.md"))![1];
  expect([...verdicts.matchAll(/_([^_]+)_/g)].map(([, verdict]) => verdict)).toEqual(VERDICTS);
});

test("the checks see what is stale, and let the rest pass", () => {
  const files = ["lib/a/here.ts", "docs/page.md"];
  expect(
    strangeFiles("see here.ts, `a/here.ts`, ../lib/a/here.ts, here.js, page.md, Node.js", files),
  ).toEqual([]);
  expect(strangeFiles("see lib/here.ts, gone.ts and /home/me/here.ts", files)).toEqual([
    "lib/here.ts",
    "gone.ts",
    "/home/me/here.ts",
  ]);

  const text = `
    /** {@link f}, {@link gone}, {@link C.m}, {@link C.n}, {@link file://./gone.ts}, {@link file://./here.ts} */
    export class C { m(): void {} }
    /**
     * @param options - has no name.
     * @param gone - nor is it there.
     */
    export function f(where: string, { x }: { x: number }): void {}
    /** @param b - before a
     * @param a - after b */
    const g = (a: number, b: number) => a + b;
    const WHERE = "f";
    f(WHERE, { x: 1 });
    f("gone", { x: "as goneFunction makes them" });
  `;
  const program = programOf({ "lib/a/here.ts": text });
  const file = program.getSourceFile("lib/a/here.ts")!;
  const names = declaredNames([file]);
  expect(strangeLinks("lib/a/here.ts", commentsOf(text), names, files)).toEqual([
    "gone",
    "C.n",
    "file://./gone.ts",
  ]);
  expect(strangeParameters(file)).toEqual(["lib/a/here.ts: gone", "lib/a/here.ts: a"]);
  expect(complaintsOf(program, [file]).map(({ where, sentences }) => [where, ...sentences])).toEqual([
    ["f"],
    ["gone", "as goneFunction makes them"],
  ]);
});
