import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { readExecuted } from "../../lib/workflow/run/executedNotebook";
import { notebookText, type Notebook } from "../../lib/workflow/run/notebookFile";
import { notebooksIn } from "../../lib/workflow/run/notebookList";
import { reproduce, type ReproduceOptions, type Reproduction } from "../../lib/workflow/run/reproduce";
import { readResults } from "../../lib/workflow/results/resultFiles";
import { verify } from "../../lib/workflow/results/verify";
import { codeCell, notebookOf, scratchFolder } from "./notebooks";
import type * as shared from "./sharedKernels";

vi.mock("../../lib/workflow/kernel/kernelClient", async () =>
  (await vi.importActual<typeof shared>("./sharedKernels")).sharedKernels(),
);
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = scratchFolder();
const out = join(folder, "out");

function write(name: string, notebook: Notebook): void {
  writeFileSync(join(folder, `${name}.ipynb`), notebookText(notebook));
}

async function run(options: Partial<ReproduceOptions> = {}): Promise<Reproduction> {
  return reproduce({
    files: notebooksIn(folder),
    profile: "quick",
    data: "simulated",
    out,
    workers: 2,
    timeout: 60,
    ...options,
  });
}

/** Which notebooks ran: the others were still valid. */
const ran = ({ outcomes }: Reproduction): string[] =>
  outcomes.filter(({ cached }) => !cached).map(({ name }) => name);

const executedFile = (name: string): string => join(out, "notebooks", `${name}.ipynb`);
const results = (name: string): unknown => JSON.parse(readFileSync(join(out, "results", name), "utf8"));
const printed = async (name: string): Promise<string> => {
  const executed = await readExecuted(executedFile(name));
  return JSON.stringify(executed?.notebook.cells);
};

const sums = (source: string): Notebook =>
  notebookOf(
    codeCell(`const parameters = { profile: "full", seed: 1 };`, { id: "p", tags: ["parameters"] }),
    codeCell(source, { id: "q" }),
  );

describe("a folder of notebooks", () => {
  let first: Reproduction;

  beforeAll(async () => {
    write("01-sums", sums("`${parameters.profile} seed ${parameters.seed}`"));
    write(
      "02-metrics",
      notebookOf(`import { record } from "volfolio";\nrecord({ rmse: 0.5 }, { unit: "USDT" });`),
    );
    const reader = notebookOf(
      `import { readdirSync } from "fs";\nreaddirSync(process.env.VOLFOLIO_RESULTS ?? "").join(" ")`,
    );
    write("00-reader", { ...reader, metadata: { ...reader.metadata, volfolio: { reads: "*" } } });
    first = await run();
  });

  test("runs whole, in the order of the names, each notebook with its parameters", async () => {
    expect(ran(first)).toEqual(["00-reader", "01-sums", "02-metrics"]);
    expect(first.outcomes.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined]);
    expect(await printed("01-sums")).toContain("quick seed 1");
  });

  test("leaves its results: metrics, a row for each printed number, a summary", () => {
    expect(results("02-metrics.json")).toMatchObject({
      notebook: "02-metrics",
      profile: "quick",
      metrics: { rmse: { value: 0.5, unit: "USDT" } },
    });
    expect(results("claims.json")).toHaveLength(first.claims.length);
    expect(results("summary.json")).toMatchObject({
      profile: "quick",
      market: "simulated",
      notebooks: [
        { name: "00-reader" },
        { name: "01-sums", status: "passed", cells: 3 },
        { name: "02-metrics" },
      ],
    });
  });

  test("a notebook that reads the others' results runs after them", async () => {
    expect(await printed("00-reader")).toContain("01-sums.json 02-metrics.json claims.json");
  });

  test("nothing runs a second time; the results stay the same to the letter", async () => {
    const files = ["01-sums.json", "02-metrics.json", "claims.json"];
    const before = files.map(results);
    expect(ran(await run())).toEqual([]);
    expect(files.map(results)).toEqual(before);
  });

  test("a second run in another folder agrees with the first; a number that moved is found", async () => {
    const reference = (await readResults(join(out, "results"))).filter(
      ({ notebook }) => notebook !== "00-reader",
    );
    const options = {
      files: notebooksIn(folder),
      data: "simulated",
      out: join(folder, "verify"),
      workers: 2,
      timeout: 60,
    };
    const same = await verify(reference, { ...options, relativeTolerance: 1e-9 });
    expect(same).toMatchObject({
      metrics: 1,
      differences: [],
      outcomes: [{ cached: false }, { cached: false }],
    });
    const moved = reference.map((result) => ({ ...result, metrics: { rmse: { value: 0.6 } } })).slice(1);
    const { differences } = await verify(moved, { ...options, relativeTolerance: 1e-9 });
    expect(differences).toEqual([
      { notebook: "02-metrics", what: "rmse", was: "0.6", is: "0.5", tolerance: 1e-9 },
    ]);
  });

  test("a changed cell makes its notebook run, and no other", async () => {
    write("01-sums", sums("`${parameters.profile} with seed ${parameters.seed}`"));
    expect(ran(await run())).toEqual(["01-sums"]);
    expect(await printed("01-sums")).toContain("quick with seed 1");
  });

  test("a notebook that reads files of the reader's own runs every time: they may have changed", async () => {
    const csv = join(folder, "SOL.csv");
    writeFileSync(csv, "date,open,high,low,close\n2024-01-01,1,1,1,1\n");
    const source = `import * as v from "volfolio";\nconst market = v.loadCandles({ SOL: ${JSON.stringify(csv)} });\nv.provenance([market.provenance]);`;
    const own = join(folder, "own", "04-own.ipynb");
    mkdirSync(join(folder, "own"));
    writeFileSync(own, notebookText(notebookOf(source)));
    for (let time = 1; time <= 2; time++) expect(ran(await run({ files: [own] }))).toEqual(["04-own"]);
  });

  test("a parameter reaches the notebooks that have it; a name that none has is refused before anything runs", async () => {
    expect(ran(await run({ parameters: { seed: 2 } }))).toEqual(["01-sums"]);
    expect(await printed("01-sums")).toContain("quick with seed 2");
    await expect(run({ parameters: { sede: 2 } })).rejects.toThrow(
      /no parameter "sede"; did you mean seed\? The parameters are profile, seed$/,
    );
  });

  test("a parameter of a wrong type fails where it is injected", async () => {
    const { outcomes } = await run({ files: [join(folder, "01-sums.ipynb")], parameters: { seed: "two" } });
    expect(outcomes[0].failure).toMatchObject({ kind: "error", cell: 1 });
    expect(outcomes[0].failure?.message).toContain("seed must be a finite number");
  });

  test("an executed notebook that was tampered with runs again", async () => {
    await run();
    const file = executedFile("02-metrics");
    writeFileSync(file, readFileSync(file, "utf8").replace('"value": 0.5', '"value": 0.4'));
    expect(ran(await run())).toEqual(["02-metrics"]);
    expect(results("02-metrics.json")).toMatchObject({ metrics: { rmse: { value: 0.5 } } });
  });

  test("of notebooks that nobody asked for, the valid ones keep their place in the claims", async () => {
    const files = [join(folder, "01-sums.ipynb")];
    const others = [join(folder, "02-metrics.ipynb"), join(folder, "gone.ipynb")];
    expect(ran(await run({ files, others, fresh: true }))).toEqual(["01-sums"]);
  });

  test("stopping ends the run with an error, and leaves no file of the notebook that ran", async () => {
    write("03-long", notebookOf("await new Promise((resolve) => setTimeout(resolve, 60_000));"));
    const stop = new AbortController();
    const onEvent: ReproduceOptions["onEvent"] = ({ kind }) => {
      if (kind === "cell") stop.abort();
    };
    const stopped = run({ files: [join(folder, "03-long.ipynb")], onEvent, signal: stop.signal });
    await expect(stopped).rejects.toThrow("stopped before it was done");
    expect(existsSync(executedFile("03-long"))).toBe(false);
    expect(existsSync(executedFile("03-long.failed"))).toBe(false);
    rmSync(join(folder, "03-long.ipynb"));
  });
});

describe("a notebook that fails", () => {
  const files = ["04-fails", "05-passes"].map((name) => join(folder, `${name}.ipynb`));

  test("keeps no other from running, leaves what it did under another name, and runs again", async () => {
    write("04-fails", notebookOf(`console.log("so far"); 1`, `throw new Error("on purpose");`, "3"));
    write("05-passes", notebookOf("5"));
    const { outcomes } = await run({ files });
    expect(outcomes.map(({ failure }) => failure?.cell)).toEqual([2, undefined]);
    expect(existsSync(executedFile("04-fails"))).toBe(false);
    expect(readFileSync(executedFile("04-fails.failed"), "utf8")).toContain("so far");
    expect(existsSync(join(out, "results", "04-fails.json"))).toBe(false);
    expect(ran(await run({ files }))).toEqual(["04-fails"]);
  });

  test("leaves no trace once it passes, and takes its old results away when it fails anew", async () => {
    write("04-fails", notebookOf("4"));
    await run({ files });
    expect(existsSync(executedFile("04-fails.failed"))).toBe(false);
    expect(existsSync(join(out, "results", "04-fails.json"))).toBe(true);
    write("04-fails", notebookOf(`throw new Error("again");`));
    await run({ files });
    expect(existsSync(executedFile("04-fails"))).toBe(false);
    expect(existsSync(join(out, "results", "04-fails.json"))).toBe(false);
  });

  test("a value recorded twice is a failure: one of the two would be lost", async () => {
    const record = `import { record } from "volfolio";\nrecord({ rmse: 1 });\nrecord({ rmse: 2 });`;
    write("04-fails", notebookOf(record));
    const { outcomes } = await run({ files: files.slice(0, 1) });
    expect(outcomes[0].failure?.message).toContain('"rmse" is recorded twice, as 1 and as 2');
  });
});

describe("tables that a notebook keeps for another", () => {
  const files = ["08-writes", "07-reads"].map((name) => join(folder, `${name}.ipynb`)).reverse();
  const table = join(out, "results", "tables", "08-writes", "returns.json");
  const stores = (value: number): Notebook =>
    notebookOf(
      `import { storeTable } from "volfolio";\nstoreTable("returns", [{ day: "a", DLM: ${value} }]);`,
    );
  const reader = notebookOf(
    `import { storedTable } from "volfolio";\nstoredTable("08-writes", "returns").rows[0]?.DLM ?? "missing"`,
  );

  test("are there when the reader runs, after the writer whatever their names", async () => {
    write("08-writes", stores(0.25));
    write("07-reads", { ...reader, metadata: { ...reader.metadata, volfolio: { reads: ["08-writes"] } } });
    const first = await run({ files });
    expect(first.outcomes.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    expect(await printed("07-reads")).toContain("0.25");
    expect(JSON.parse(readFileSync(table, "utf8"))).toMatchObject({
      notebook: "08-writes",
      profile: "quick",
      columns: ["day", "DLM"],
      rows: [["a", 0.25]],
    });
  });

  test("come back from the executed notebook, and keep the reader valid", async () => {
    const before = readFileSync(table, "utf8");
    rmSync(join(out, "results"), { recursive: true });
    expect(ran(await run({ files }))).toEqual([]);
    expect(readFileSync(table, "utf8")).toBe(before);
    expect(ran(await run({ files: files.slice(0, 1) }))).toEqual([]);
  });

  test("make the reader run again when they change, and only then", async () => {
    write("08-writes", notebookOf(...stores(0.25).cells, "1"));
    expect(ran(await run({ files }))).toEqual(["08-writes"]);
    write("08-writes", stores(0.75));
    expect(ran(await run({ files }))).toEqual(["07-reads", "08-writes"]);
    expect(await printed("07-reads")).toContain("0.75");
  });

  test("go when the writer stores another or fails: no stale table is read", async () => {
    const renamed = notebookOf(`import { storeTable } from "volfolio";\nstoreTable("other", [{ DLM: 1 }]);`);
    write("08-writes", renamed);
    await run({ files });
    expect(existsSync(table)).toBe(false);
    expect(await printed("07-reads")).toContain("missing");
    write("08-writes", notebookOf(...stores(0.5).cells, `throw new Error("on purpose");`));
    await run({ files });
    expect(existsSync(join(out, "results", "tables", "08-writes"))).toBe(false);
  });

  test("notebooks that read each other are refused before anything runs", async () => {
    write("08-writes", { ...reader, metadata: { ...reader.metadata, volfolio: { reads: ["07-reads"] } } });
    await expect(run({ files })).rejects.toThrow("must not read its own results");
  });
});
