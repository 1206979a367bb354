import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { CancelledError, DataError, DomainError, MissingError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { portfolioTrial } from "../../lib/forecasts/portfolioTrial";
import type { TrialResult } from "../../lib/neural/training/gridPoint";
import { gridSearch, type GridTrial } from "../../lib/neural/training/gridSearch";
import { priceTrial, tryPrices, volatilityTrial } from "../../lib/forecasts/networkTrials";
import { holdOut } from "../../lib/series/splits";
import { columnOf, textColumnOf } from "../../lib/series/table";
import { dataFolder } from "../support/dataFolder";

const file = resolve(__dirname, "gridTrials.cjs");
const bowl = (data: object = {}): GridTrial => ({ file, name: "bowl", data });
const space = { neurons: [1, 3, 5], dropout: [0.1, 0.2] };

describe("the search", () => {
  test("tries every combination, the last list fastest, and finds the best", async () => {
    const { table, rows, best } = await gridSearch(space, bowl(), { cache: false, workers: 1 });
    expect(table.columnNames()).toEqual(["neurons", "dropout", "score", "twice", "failure"]);
    expect(Array.from(columnOf(table, "neurons"))).toEqual([1, 1, 3, 3, 5, 5]);
    expect(Array.from(columnOf(table, "dropout"))).toEqual([0.1, 0.2, 0.1, 0.2, 0.1, 0.2]);
    expect(columnOf(table, "score")).toBeAllClose([4.01, 4, 0.01, 0, 4.01, 4]);
    expect(best).toEqual({ point: { neurons: 3, dropout: 0.2 }, score: 0 });
    expect(rows).toHaveLength(6);
  });

  test("gives the same on any number of workers, and in this thread", async () => {
    const searches = [
      await gridSearch(space, bowl(), { cache: false, workers: 1 }),
      await gridSearch(space, bowl(), { cache: false, workers: 3 }),
      await gridSearch(space, ({ neurons, dropout }) => ({
        score: (neurons - 3) ** 2 + (dropout - 0.2) ** 2,
        twice: 2 * neurons,
      })),
    ];
    for (const search of searches) {
      expect(search.rows).toEqual(searches[0].rows);
      expect(search.best).toEqual(searches[0].best);
    }
  });

  test("settles ties by order, and can look for the highest score", async () => {
    const squared = ({ a }: { a: number }): number => a * a;
    expect((await gridSearch({ a: [2, -1, 1] }, squared)).best.point).toEqual({ a: -1 });
    expect((await gridSearch({ a: [2, -1, -2] }, squared, { better: "higher" })).best.point).toEqual({
      a: 2,
    });
  });

  test("takes text among the values", async () => {
    const { table, best } = await gridSearch({ kind: ["a", "bb"] }, ({ kind }) => kind.length);
    expect(textColumnOf(table, "kind")).toEqual(["a", "bb"]);
    expect(best.point.kind).toBe("a");
  });

  test("prints what it found", async () => {
    const { inspect } = await import("node:util");
    expect(inspect(await gridSearch({ a: [2, 1] }, ({ a }) => a))).toBe(
      "2 points; best (lower is better):\n  a 1\n  score 1",
    );
  });
});

describe("a point that fails", () => {
  test("is a row with its reason; the others go on", async () => {
    const { table, best } = await gridSearch(space, bowl({ fails: 3 }), { cache: false, workers: 2 });
    expect(textColumnOf(table, "failure")).toEqual(["", "", "no such luck", "no such luck", "", ""]);
    expect(Array.from(columnOf(table, "score")).map(Number.isNaN)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(best.point).toEqual({ neurons: 1, dropout: 0.2 });
  });

  test.each([
    [Number.NaN, /must give a number, or a record of numbers, got NaN/],
    [{ score: 1, other: Infinity }, /record of numbers/],
    [{ loss: 1 }, /must give a score/],
    ["1", /must give a number/],
  ])("may have given %o", async (given, reason) => {
    const search = await gridSearch({ a: [1, 2] }, ({ a }) => (a === 1 ? (given as number) : 5));
    expect(search.rows[0]).toMatchObject({ ok: false, reason: expect.stringMatching(reason) as string });
    expect(search.best.point.a).toBe(2);
  });

  test("like all others leaves nothing to choose from", async () => {
    const work = gridSearch({ a: [1, 2] }, { file, name: "notANumber", data: null }, { cache: false });
    await expect(work).rejects.toThrow(/every point failed, the first because: a trial must give/);
    await expect(work).rejects.toBeInstanceOf(DataError);
  });
});

describe("a search that was stopped", () => {
  test("goes on where it was: only the points that are missing are tried", async () => {
    const folder = dataFolder({ log: "" });
    const [log, cache] = [join(folder, "log"), join(folder, "grid")];
    const tried = (): number => readFileSync(log, "utf8").length;
    const first = await gridSearch(space, bowl({ log }), { cache, workers: 1 });
    expect(tried()).toBe(6);
    const [one, two] = readdirSync(cache);
    writeFileSync(join(cache, one), "half of an en");
    writeFileSync(join(cache, two), readFileSync(join(cache, readdirSync(cache)[2])));
    const done: number[] = [];
    const again = await gridSearch(space, bowl({ log }), { cache, onProgress: (e) => done.push(e.done) });
    expect(tried()).toBe(8);
    expect(done).toEqual([5, 6]);
    expect(again.rows).toEqual(first.rows);
    await gridSearch(space, bowl({ log, other: true }), { cache });
    expect(tried()).toBe(14); // other data, another search
  });

  test("keeps what was finished, and says that it was cancelled", async () => {
    const cache = dataFolder();
    const controller = new AbortController();
    const calls: number[] = [];
    const train = ({ a }: { a: number }): number => {
      calls.push(a);
      if (calls.length === 2) controller.abort();
      return a;
    };
    const list = { a: [1, 2, 3] };
    const options = { cache, key: "squares" };
    await expect(gridSearch(list, train, { ...options, signal: controller.signal })).rejects.toBeInstanceOf(
      CancelledError,
    );
    await gridSearch(list, train, options);
    expect(calls).toEqual([1, 2, 3]);
  });

  test("tries points that failed again", async () => {
    const cache = dataFolder();
    let mended = false;
    const train = ({ a }: { a: number }): number => {
      if (a === 1 && !mended) throw new Error("not yet");
      return a;
    };
    expect((await gridSearch({ a: [1, 2] }, train, { cache, key: 1 })).best.point.a).toBe(2);
    mended = true;
    expect((await gridSearch({ a: [1, 2] }, train, { cache, key: 1 })).best.point.a).toBe(1);
  });
});

test.each<[string, unknown, unknown, object, new (...args: never[]) => Error]>([
  ["an empty space", {}, () => 1, {}, DomainError],
  ["a list without values", { a: [] }, () => 1, {}, DomainError],
  ["one value instead of a list", { a: 3 }, () => 1, {}, DomainError],
  ["no trial", { a: [1] }, undefined, {}, DomainError],
  ["a trial whose file is not there", { a: [1] }, { file: "/none.js", name: "f" }, {}, MissingError],
  ["a direction that is none", { a: [1] }, () => 1, { better: "more" }, DomainError],
])("refuses %s", async (_, list, train, options, kind) => {
  await expect(gridSearch(list as never, train as never, options)).rejects.toBeInstanceOf(kind);
});

describe("a name that nobody reads", () => {
  const refused = async (list: object, train: unknown, message: string | RegExp): Promise<void> => {
    const search = gridSearch(list as never, train as never, { cache: false, workers: 2 });
    await expect(search).rejects.toBeInstanceOf(DomainError);
    await expect(search).rejects.toThrow(message);
  };

  test("is refused before anything is tried, where the trial says what it reads", async () => {
    const trial = { ...bowl(), file: "/nowhere.cjs", parameters: ["neurons", "dropout"] };
    await refused(
      { neuron: [1], dropout: [0] },
      trial,
      'there is no parameter "neuron"; did you mean neurons?',
    );
  });

  test("is refused of a function, with what it looked for", async () => {
    const train = ({ neurons = 4 }: { neurons?: number }): number => neurons;
    await refused(
      { neuron: [2, 8] },
      train,
      'the trial never reads "neuron" of its point; did you mean neurons?',
    );
    await refused(
      { a: [1, 2], b: [3, 4] },
      ({ a }: { a: number }) => a,
      'the trial never reads "b" of its point',
    );
  });

  test("is refused of a trial on worker threads", async () => {
    await refused({ neuron: [2, 8], dropout: [0.1] }, bowl(), /never reads "neuron".*did you mean neurons/);
  });

  test("counts as read where a single point reads it, or the point is copied as a whole", async () => {
    const grid = { kind: ["a", "b"], neurons: [3, 4] };
    const trial = { file, name: "seldom", data: null };
    expect((await gridSearch(grid, trial, { cache: false, workers: 1 })).best.score).toBe(3);
    const sum = ({ a, b }: Record<string, number>): number => a + b;
    for (const copy of [
      (point: object) => ({ ...point }),
      (point: object) => structuredClone(point),
      (point: object) => JSON.parse(JSON.stringify(point)) as object,
    ]) {
      const { best } = await gridSearch({ a: [1], b: [2] }, (point) => sum(copy(point) as never));
      expect(best.score).toBe(3);
    }
  });

  test("is refused of points that were kept, too", async () => {
    const cache = dataFolder();
    const read: string[] = [];
    const train = ({ a }: { a: number }): number => {
      read.push("a");
      return a;
    };
    for (let turn = 0; turn < 2; turn++)
      await expect(gridSearch({ a: [1], b: [2] }, train, { cache, key: 1 })).rejects.toThrow(
        'never reads "b"',
      );
    expect(read).toHaveLength(1);
  });

  test.each([
    ["score", "another name: the table has score, failure for results, got 'score'"],
    ["failure", "another name"],
    ["twice", "another name: the table has score, twice, failure for results, got 'twice'"],
  ])("is that of a result: %s", async (name, message) => {
    const train = (point: Record<string, number>): TrialResult => ({ score: point[name], twice: 2 });
    await refused({ [name]: [1] }, train, message);
  });
});

test("the library's trials say all that they read", async () => {
  const rng = createRng(1);
  const close = Float64Array.from({ length: 60 }, () => 1 + rng.uniform());
  const coin = { name: "BTC", close, volume: close, atr: close };
  const training = { train: holdOut(60, { train: 0.8 }).train, epochs: 1, batchSize: 4, seed: 1 };
  const { default: ts } = await import("typescript");
  for (const trial of [
    priceTrial(coin, training),
    volatilityTrial([close], training),
    portfolioTrial({ BTC: { close, predicted: close } }, training),
  ]) {
    // As its signature takes the point apart
    const tree = ts.createSourceFile(trial.file, readFileSync(trial.file, "utf8"), ts.ScriptTarget.ES2022);
    const own = tree.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === trial.name);
    const [, taken] = /point: \{([^}]*)\}/.exec(own!.getFullText(tree)) ?? [];
    const names = taken.split(",").map((part) => part.split("=")[0].trim());
    expect(trial.parameters).toEqual(names);
  }
});

describe("the papers' trials", () => {
  const rng = createRng(8);
  const level = Float64Array.from({ length: 120 }, (_, t) => 100 + 10 * Math.sin(t / 9) + rng.normal());
  const volume = level.map(() => 5 + rng.uniform());
  const coin = { name: "BTC", close: level, volume, atr: volume };
  const { train, test: rest } = holdOut(120, { train: 0.7 }); // 84 rows
  const training = { train, epochs: 1, batchSize: 16, seed: 1 };

  test("search time step, neurons and dropout on worker threads", async () => {
    const grid = { timeStep: [8, 90], neurons: [2, 3], dropout: [0.1] };
    const search = await gridSearch(grid, priceTrial(coin, training), { cache: false, workers: 2 });
    expect(search.rows.map(({ ok }) => ok)).toEqual([true, true, false, false]);
    expect(textColumnOf(search.table, "failure")[2]).toMatch(/windows of 90 rows must fit/);
    const again = await gridSearch(grid, priceTrial(coin, training), { cache: false, workers: 1 });
    expect(again.rows).toEqual(search.rows);
  });

  test("never see the test rows", async () => {
    const changed = level.map((x, d) => (d >= rest.from ? 1000 * x : x));
    const scores = await Promise.all(
      [coin, { ...coin, close: changed }].map((c) =>
        tryPrices({ data: priceTrial(c, training).data as never, point: { timeStep: 8, neurons: 2 } }),
      ),
    );
    expect(scores[0]).toEqual(scores[1]);
  });

  test("do so for volatilities", async () => {
    const trial = volatilityTrial([level, volume], training);
    const { best } = await gridSearch({ neurons: [2, 3] }, trial, { cache: false, workers: 1 });
    expect(best.score).toBeGreaterThan(0);
  });

  test("refuse a validation part that is none", () => {
    expect(() => priceTrial(coin, { ...training, validation: 1 })).toThrow(/validation/);
  });
});
