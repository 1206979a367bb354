import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import { entry, modules } from "../support/builtEntry";

const inside = createRequire(__filename)("../../lib/dist/index.js") as Readonly<Record<string, unknown>>;
const isClass = (value: unknown): boolean => /^class\b/.test(String(value));

test("the package's entry exports what the index exports, and classes are the same classes", () => {
  expect(Object.keys(entry)).toEqual(expect.arrayContaining(Object.keys(inside)));
  expect(Object.keys(entry)).toHaveLength(Object.keys(inside).length);
  for (const [name, value] of Object.entries(inside)) {
    if (modules.includes(name)) continue;
    if (typeof value !== "function" || isClass(value)) expect(entry[name], name).toBe(value);
    else expect([(entry[name] as typeof value).name, (entry[name] as typeof value).length]).toEqual([value.name, value.length]); // prettier-ignore
  }
});

/** What is in the modules' groups: `v.volatility.fitGarch`, as [module, name, value]. */
const grouped = modules.flatMap((module) =>
  Object.entries(entry[module] as object).map(([name, value]) => [module, name, value] as const),
);

test("every name stands flat and in one module's group: the very same function, class or constant", () => {
  for (const [module, name, value] of grouped) expect(value, `${module}.${name}`).toBe(entry[name]);
  const flat = Object.keys(entry).filter((name) => !modules.includes(name));
  expect(grouped.map(([, name]) => name).sort()).toEqual(flat.sort());
});

test("the groups are the modules of the library", () => {
  const folders = readdirSync(projectPath("lib"), { withFileTypes: true })
    .filter((one) => one.isDirectory() && existsSync(projectPath("lib", one.name, "index.ts")))
    .map(({ name }) => name);
  expect([...modules].sort()).toEqual(folders.sort());
  for (const module of modules) expect(Object.isFrozen(entry[module]), module).toBe(true);
});

test("an ES module imports every name by name", () => {
  const names = Object.keys(inside);
  const code = `import { ${names.join(", ")} } from "volfolio"; process.stdout.write(String([${names.join(", ")}].length));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: projectPath("notebooks"),
    encoding: "utf8",
  });
  expect(run.stderr).toBe("");
  expect(run.stdout).toBe(String(names.length));
});
