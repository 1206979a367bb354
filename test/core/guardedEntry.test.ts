import { describe, expect, test } from "vitest";
import type { ArgumentShapes, Shape } from "../../lib/core/argumentShapes";
import { DomainError } from "../../lib/core/errors";
import { guardedEntry } from "../../lib/core/guardedEntry";

class Counter {
  constructor(readonly start: number) {}
  plus(this: Counter, options: { by?: number } = {}): number {
    return this.start + (options.by ?? 1);
  }
}

const scaled = (values: readonly number[], { by = 1 }: { by?: number } = {}): number[] =>
  values.map((x) => by * x);

const entry = {
  Counter,
  scaled,
  later: (values: readonly number[]): Promise<number> => Promise.resolve(values.length),
  fitted: (spec: object): object => spec,
  PLAIN: 3,
  sums: { Counter, scaled, PLAIN: 3 },
};

const shapes: readonly Shape[] = [
  { kinds: ["list"] },
  { kinds: ["record", "undefined"], properties: { by: 2, adam: 3 }, closed: true },
  { kinds: ["number", "undefined"] },
  { kinds: ["record", "undefined"], properties: { rate: 2 }, closed: true },
  { kinds: ["record"], tag: "kind", members: { garch: 5, ewma: 6 } },
  { kinds: ["record"], properties: { kind: null, lags: 7 }, closed: true },
  { kinds: ["record"], properties: { kind: null }, closed: true },
  { kinds: ["number"], literals: ["auto"] },
];
const options = { name: "options", inside: "", shape: 1 };
const list = { name: "values", inside: "values.", shape: 0 };
const described: ArgumentShapes = {
  functions: {
    scaled: { parameters: [list, options] },
    later: { parameters: [list], promises: true },
    fitted: { parameters: [{ name: "spec", inside: "spec.", shape: 4 }] },
  },
  methods: { Counter: { plus: { parameters: [options] } } },
  modules: ["sums"],
  shapes,
};
const guarded = guardedEntry(entry, described);
const untyped = guarded as unknown as Record<string, (...given: unknown[]) => unknown>;

describe("a function behind the guard", () => {
  test("is the same to its callers", () => {
    expect(guarded.scaled([1, 2], { by: 3 })).toEqual([3, 6]);
    expect(guarded.scaled([1, 2], { by: undefined })).toEqual([1, 2]);
    expect([guarded.scaled.name, guarded.scaled.length]).toEqual([entry.scaled.name, entry.scaled.length]);
    expect(guarded.PLAIN).toBe(3);
  });

  test("that gives promises rejects, and does not throw", async () => {
    await expect(guarded.later([1, 2])).resolves.toBe(2);
    const wrong = untyped.later("text") as Promise<unknown>;
    await expect(wrong).rejects.toBeInstanceOf(DomainError);
    await expect(wrong).rejects.toThrow("later: values must be a list, got 'text'");
  });

  test("behind a class: the class is the same, and its methods know `this`", () => {
    expect(guarded.Counter).toBe(Counter);
    const counter = new guarded.Counter(4);
    expect(counter).toBeInstanceOf(Counter);
    expect(counter.plus({ by: 2 })).toBe(6);
    expect(() => counter.plus({ bye: 2 } as never)).toThrow(
      'Counter.plus: there is no option "bye"; did you mean by?',
    );
  });
});

test("a module's group holds the very same functions, classes and constants", () => {
  const { scaled: guardedScaled, PLAIN } = guarded;
  expect(guarded.sums).toStrictEqual({ Counter, scaled: guardedScaled, PLAIN });
  expect(guarded.sums.scaled).toBe(guarded.scaled);
  expect(Object.isFrozen(guarded.sums)).toBe(true);
});

test.each<[string, unknown[], string]>([
  ["scaled", [], "scaled: values must be a list, got undefined"],
  ["scaled", [null], "scaled: values must be a list, got null"],
  ["scaled", [[1], null], "scaled: options must be a record, got null"],
  ["scaled", [[1], [2]], "scaled: options must be a record, got [ 2 ]"],
  ["scaled", [[1], { by: "2" }], "scaled: by must be a number, got '2'"],
  ["scaled", [[1], { adam: { rat: 2 } }], 'scaled: there is no option "rat" in adam; did you mean rate?'],
  ["scaled", [[1], { adam: { rate: "2" } }], "scaled: adam.rate must be a number, got '2'"],
  ["fitted", [{}], 'fitted: spec.kind must be one of "garch", "ewma", got undefined'],
  ["fitted", [{ kind: "grach" }], `got 'grach'; did you mean "garch"?`],
  ["fitted", [{ kind: "garch" }], 'fitted: spec.lags must be "auto" or a number, got undefined'],
  ["fitted", [{ kind: "garch", lags: "auot" }], `got 'auot'; did you mean "auto"?`],
  [
    "fitted",
    [{ kind: "ewma", lags: 2 }],
    'fitted: there is no option "lags" in spec; the options in spec are kind',
  ],
])("%s(%j) says %s", (name, given, message) => {
  expect(() => untyped[name](...given)).toThrow(DomainError);
  expect(() => untyped[name](...given)).toThrow(message);
});
