import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { dataFolder } from "../support/dataFolder";
import { scratchFolder } from "../workflow/notebooks";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// On a package of three files: what is tested is when a build makes what.
type Steps = Readonly<Record<"buildKernel" | "writeEntry", () => void>>;
interface Builder {
  build(lib: string, store: string, steps: Steps): Promise<string>;
  isBuilt(lib: string, store: string): boolean;
}

let builder: Builder;

const OPTIONS = { target: "es2022", module: "commonjs", lib: ["es5"], types: [], declaration: true };
const configText = (options: object): string =>
  JSON.stringify({
    compilerOptions: {
      ...OPTIONS,
      strict: true,
      noEmitOnError: true,
      rootDir: ".",
      outDir: "dist",
      ...options,
    },
    include: ["**/*.ts"],
    exclude: ["dist"],
  });

let lib: string;
let store: string;
const made: string[] = [];
const steps: Steps = {
  buildKernel: () => void made.push("kernel"),
  writeEntry: () => {
    made.push("entry");
    write("dist/entry.js", `// of ${made.length} steps\n`);
  },
};

const write = (path: string, text: string): void => writeFileSync(join(lib, path), text);
const built = (path: string): string => readFileSync(join(lib, "dist", path), "utf8");

/** What a build does, and beside the compiler. */
async function build(): Promise<[done: string, ...steps: string[]]> {
  made.length = 0;
  const done = await builder.build(lib, store, steps);
  return [done, ...made];
}

/** What every test begins with: made once, then copied. */
let start: string;

beforeAll(async () => {
  const script: string = "../../lib/makeDist.mjs"; // without types
  const loaded: unknown = await import(script);
  builder = loaded as Builder;
  start = dataFolder({
    "lib/tsconfig.json": configText({}),
    "lib/one.ts": "export const one: number = 1;\n",
    "lib/two.ts": `import { one } from "./one";\nexport const two: number = one + one;\n`,
    "lib/gone.ts": "export const gone: boolean = true;\n",
    "lib/tool.mjs": "// of the build\n",
    "lib/look.css": "",
  });
  enter(start);
  expect(await build()).toEqual(["everything", "kernel", "entry"]);
});

beforeEach(() => {
  const copy = dataFolder();
  cpSync(start, copy, { recursive: true });
  enter(copy);
});

function enter(root: string): void {
  [lib, store] = [join(root, "lib"), join(root, "build", "library")];
}

test("nothing is made where nothing has changed, or only what no build reads", async () => {
  write("look.css", "body {}");
  write("one.ts", readFileSync(join(lib, "one.ts"), "utf8")); // saved again: another time, the same content
  expect(builder.isBuilt(lib, store)).toBe(true);
  expect(await build()).toEqual(["nothing"]);
});

test("a changed source is made again; the entry only where a declaration changes with it", async () => {
  write("one.ts", "export const one: number = 3;\n");
  expect(builder.isBuilt(lib, store)).toBe(false);
  expect(await build()).toEqual(["changes"]);
  expect(built("one.js")).toContain("= 3");
  write("one.ts", "export const one: number = 3;\nexport const more: number = 4;\n");
  expect(await build()).toEqual(["changes", "entry"]);
  expect(await build()).toEqual(["nothing"]);
});

test("what was made from a deleted source goes, and comes back with it", async () => {
  const text = readFileSync(join(lib, "gone.ts"), "utf8");
  rmSync(join(lib, "gone.ts"));
  expect(await build()).toEqual(["changes", "entry"]);
  expect(["gone.js", "gone.d.ts"].filter((name) => existsSync(join(lib, "dist", name)))).toEqual([]);
  write("gone.ts", text); // as after a switch to another branch and back
  expect(await build()).toEqual(["changes", "entry"]);
  expect(built("gone.d.ts")).toContain("gone: boolean");
});

test.each<[string, () => void]>([
  ["was deleted", () => rmSync(join(lib, "dist"), { recursive: true })],
  ["has lost a file", () => rmSync(join(lib, "dist", "two.js"))],
  ["has a file that was changed", () => appendFileSync(join(lib, "dist", "two.js"), "\n// by hand\n")],
  ["has an entry that was changed", () => write("dist/entry.js", "")],
  ["has a file too many", () => write("dist/three.js", "")],
])("everything is made again where dist/ %s", async (_, damage) => {
  const two = built("two.js");
  damage();
  expect(await build()).toEqual(["everything", "kernel", "entry"]);
  expect(built("two.js")).toBe(two);
  expect(existsSync(join(lib, "dist", "three.js"))).toBe(false);
});

test("everything is made again where the compiler's options, a script of the build or its record change", async () => {
  write("tsconfig.json", configText({ removeComments: true, target: "es5" }));
  expect(await build()).toEqual(["everything", "kernel", "entry"]);
  expect(built("one.js")).toContain("exports.one = 1");
  write("tool.mjs", "// another\n");
  expect(await build()).toEqual(["everything", "kernel", "entry"]);
  rmSync(store, { recursive: true });
  expect(await build()).toEqual(["everything", "kernel", "entry"]);
});

test("a mistake fails the build, again and again, and what was built stays as it was until it is mended", async () => {
  const [one, two] = ["one.ts", "two.ts"].map((name) => readFileSync(join(lib, name), "utf8"));
  write("one.ts", `export const one: string = "1";\n`);
  expect(await build()).toEqual(["failed"]);
  expect(await build()).toEqual(["failed"]);
  expect(built("one.js")).toContain("= 1");
  write("one.ts", one);
  expect(await build()).toEqual(["nothing"]);
  write("two.ts", `${two}export const four: number = two + two;\n`);
  expect(await build()).toEqual(["changes", "entry"]);
  expect(built("one.js")).toContain("= 1");
  expect(built("two.js")).toContain("four");
});

test("a source that is saved during the build is in what was built", async () => {
  write("one.ts", "export const one: number = 5;\nexport const more: number = 5;\n");
  let saved = false;
  const done = await builder.build(lib, store, {
    ...steps,
    writeEntry: () => {
      if (!saved) write("one.ts", "export const one: number = 6;\nexport const more: number = 6;\n");
      saved = true;
      steps.writeEntry();
    },
  });
  expect(done).toBe("everything"); // what it began with does not count any more
  expect(built("one.js")).toContain("= 6");
  expect(await build()).toEqual(["nothing"]);
});

test("a misspelt option is refused before anything is built", () => {
  const copy = join(scratchFolder(), "lib");
  cpSync(projectPath("lib"), copy, {
    recursive: true,
    filter: (path) => !/[\\/](dist|node_modules)$/.test(path),
  });
  const run = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(copy, "buildAndRun.mjs"), ...args], { encoding: "utf8" });
  const misspelt = run("reproduce", "--profil", "quick");
  expect(misspelt.stderr).toContain("unknown option '--profil'; there are --data");
  expect(misspelt.status).toBe(1);
  expect(run("reproduce", "--help").stdout).toContain("--profile <profile>");
  expect(existsSync(join(copy, "dist"))).toBe(false);
});
