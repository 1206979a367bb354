import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { helpReaders, helpText, type Handlers, type HelpPrinter } from "../../lib/workflow/kernel/kernelHelp";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Shift-Tab in a cell, at the sign |: what tslab answers once it has been made to help. */
let asked: (cell: string) => string | undefined;
let close = (): void => {};

beforeAll(() => {
  vi.spyOn(process, "cwd").mockReturnValue(projectPath("notebooks"));
  const ofTslab = createRequire(require.resolve("tslab"));
  const { createConverter } = ofTslab("./converter.js") as {
    createConverter: (options: object) => Converter;
  };
  const converter = createConverter({ isBrowser: false, mode: 0 });
  close = () => converter.close();
  const jupyter = ofTslab("./jupyter.js") as Handlers & { readonly JupyterHandlerImpl: HandlerOf };
  helpReaders(jupyter, ofTslab("./inspect.js") as HelpPrinter);
  const executor = { inspect: (code: string, at: number) => converter.inspect("", code, at) };
  const handler = new jupyter.JupyterHandlerImpl(executor);
  asked = (cell) => {
    const code = `import * as v from "volfolio";\n${cell}`;
    const request = { code: code.replace("|", ""), cursor_pos: code.indexOf("|") };
    return handler.handleInspect(request).data["text/plain"];
  };
});

interface Converter {
  readonly inspect: (declarations: string, code: string, at: number) => unknown;
  readonly close: () => void;
}

type HandlerOf = new (executor: object) => Handlers["JupyterHandlerImpl"]["prototype"];

afterAll(() => close());

test("behind a function's name: signature, sentence, equation, parameters, result, errors", () => {
  const help = asked("v.rollingVolatility|")!;
  const [signature, sentence] = help.split("\n\n");
  expect(signature).toBe(
    "function rollingVolatility(values: ArrayLike<number>, { window, ddof, warmUp }: RollingVolatilityOptions): Float64Array",
  );
  expect(sentence).toBe("Standard deviation over a trailing window.");
  expect(help).toContain("Vₜ = √( Σ (xᵢ − μₜ)² / (W − ddof) )");
  expect(help).toContain("\n@param values - x, usually returns as fractions");
  expect(help).toContain("\n@returns in units of x");
  expect(help).toMatch(/\n@throws ShapeError when there are too few values for a single entry\.$/);
});

test("links are names, wherever they stand, and an example keeps its lines", () => {
  expect(asked("v.judgeTable|")).toContain("in the units of claimsOf, e.g.");
  expect(asked("v.loadDataset|")).toContain('@example\nconst { candles, dates } = loadDataset("qfe2025");\n');
  expect(helpText({ documentation: [{ text: "See " }, { text: "{@link mse }" }, { text: "." }] })).toBe(
    "See mse.",
  );
});

test("paragraphs flow, equations and lists stay", () => {
  const text = "One sentence\nin two lines.\n\n    a = b\n    c = d\n\nItems\nof a list:\n- one\n- two";
  expect(helpText({ documentation: [{ text }] })).toBe(
    "One sentence in two lines.\n\n    a = b\n    c = d\n\nItems of a list:\n- one\n- two",
  );
  expect(asked("v.rollingVolatility|")).toContain("each entry reads its own value and earlier ones only");
});

test.each([
  "v.rollingVolatility(|)",
  "v.rollingVolatility([1, 2, 3], |)",
  "v.rollingVolatility(v.logReturns([1, 2]), { window: |2 })",
])("within the brackets it is of the function that is called: %s", (cell) => {
  expect(asked(cell)).toContain("Standard deviation over a trailing window.");
});

test("a field of the options explains itself, and outside of a call there is nothing to say", () => {
  expect(asked("v.rollingVolatility([1, 2], { window|: 2 })")).toContain(
    "how many values a full window holds",
  );
  expect(asked("v.rollingVolatility([1, 2], { window: 2 });|")).toBeUndefined();
});
