import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import { entry } from "../support/builtEntry";

const inside = createRequire(__filename)("../../lib/dist/index.js") as Readonly<Record<string, unknown>>;
const isClass = (value: unknown): boolean => /^class\b/.test(String(value));

test("the package's entry exports what the index exports, and classes are the same classes", () => {
  expect(Object.keys(entry)).toEqual(expect.arrayContaining(Object.keys(inside)));
  expect(Object.keys(entry)).toHaveLength(Object.keys(inside).length);
  for (const [name, value] of Object.entries(inside)) {
    if (typeof value !== "function" || isClass(value)) expect(entry[name], name).toBe(value);
    else expect([(entry[name] as typeof value).name, (entry[name] as typeof value).length]).toEqual([value.name, value.length]); // prettier-ignore
  }
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
