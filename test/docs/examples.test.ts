import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { publicDocs } from "../support/publicDocs";
import { MODULES } from "../support/documentedModules";
import { cellOf, comparing, difference, promisesIn } from "./example";
import { runModule } from "./page";

const examples = publicDocs()
  .filter(({ module }) => MODULES.includes(module))
  .flatMap(({ name, examples: own }) =>
    own.map((code, i) => ({ name: own.length > 1 ? `${name} (${i + 1})` : name, code })),
  );

describe("a value is compared with what is written of it", () => {
  test.each<[unknown, string]>([
    [0.0123456, "0.0123"],
    [-2.5e-7, "-2.5e-7"],
    [7875.0000000001, "7875"],
    [Float64Array.of(1, 2.25, 3), "[1, 2.25, …]"],
    [{ a: "text", b: [true, null], c: 7 }, '{ a: "text", "b": [true, null] }'],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
  ])("%j is %s", (actual, written) => {
    expect(difference(actual, written)).toBe("");
  });

  test.each<[unknown, string, string]>([
    [0.0124, "0.0123", "the value is 0.0124, not 0.0123"],
    [[1, 2, 3], "[1, 2]", "the value is [1,2,3], not [1, 2]"],
    [[1, 2], "[1, 2, …]", "the value is [1,2], not [1, 2, ...REST]"],
    [{ a: { b: 2 } }, "{ a: { b: 3 } }", ".a.b is 2, not 3"],
    ["1", "1", 'the value is "1", not 1'],
    [1, "one", "one is not a literal"],
    [{}, "{ a: 1 }", ".a is undefined, not 1"],
  ])("%j is not %s", (actual, written, message) => {
    expect(difference(actual, written)).toBe(message);
  });

  test("a statement with an arrow is compared, the others run", () => {
    const code = "const a = 1; // one\na + 1; // → 2\nawait f(\n  a,\n); // → [3]";
    expect(comparing(code)).toBe(
      cellOf('const a = 1;\ncompare(a + 1, "2");\ncompare(await f(\n  a,\n), "[3]");'),
    );
  });
});

test("there are many examples, each of at most eight lines and with a value to check", () => {
  expect(examples.length).toBeGreaterThan(75);
  const empty = examples.filter(({ code }) => promisesIn(code) === 0).map(({ name }) => name);
  expect(empty).toEqual([]);
  const long = examples.filter(({ code }) => code.split("\n").length > 8).map(({ name }) => name);
  expect(long).toEqual([]);
});

test("all examples are right TypeScript, and what is wrong would show", () => {
  const wrong = [
    { name: "wrong option", code: "v.rollingVolatility([1, 2], { windows: 2 });" },
    { name: "wrong name", code: "v.rollingVariance([1, 2]);" },
  ];
  expect(typeErrors([...examples, ...wrong])).toEqual([
    expect.stringMatching(/^wrong option: .*windows/),
    expect.stringMatching(/^wrong name: .*rollingVariance/),
  ]);
}, 120_000);

/** What the compiler says of examples, all in one program, each as a cell beside the notebooks. */
function typeErrors(cells: readonly { readonly name: string; readonly code: string }[]): string[] {
  const texts = new Map(
    cells.map(({ name, code }) => [projectPath("notebooks", `${name}.ts`), cellOf(code)]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path); // what the host makes its files from, too
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(
      ({ messageText }) => `${basename(path, ".ts")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
}

describe("each example runs, and its values are what it says", () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  beforeAll(() => {
    process.chdir(folder);
    vi.stubGlobal("fetch", () => Promise.reject(new Error("an example needs no network")));
  });
  afterAll(() => {
    process.chdir(before);
    vi.unstubAllGlobals();
    rmSync(folder, { recursive: true });
  });

  test.each(examples)("$name", async ({ code }) => {
    const printed = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    const found: string[] = [];
    let compared = 0;
    const compare = (actual: unknown, written: string): void => {
      compared++;
      found.push(difference(actual, written));
    };
    await runModule(comparing(code), { compare });
    expect(found.filter((one) => one !== "")).toEqual([]);
    expect(compared, "values that are compared").toBe(promisesIn(code));
    for (const write of printed) expect(write).not.toHaveBeenCalled();
    expect(readdirSync(folder), "files left behind").toEqual([]);
    vi.restoreAllMocks();
  });
});
