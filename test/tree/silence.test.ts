import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import ts from "typescript";

const LIB = resolve(__dirname, "../../lib");

/** Where a file names something that prints: `console`, or the standard streams of the process. */
function printsIn(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(LIB, path), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isPropertyAccessExpression(node) ? node.getText(source) : "";
    if (/^console\.\w+$|^process\.(stdout|stderr)$/.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${path}:${line + 1} ${text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test("no library code prints: only the command's entry hands the standard streams on", () => {
  const sources = readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !/^(dist|node_modules|bin)\b/.test(path),
  );
  const printing = sources.filter((path) => path !== join("workflow", "cli", "main.ts")).flatMap(printsIn);
  expect(printing).toEqual([]);
});

test("importing the built door prints nothing, on either stream", () => {
  const run = spawnSync(process.execPath, ["-e", 'require("./lib/dist/entry.js")'], {
    cwd: resolve(LIB, ".."),
    encoding: "utf8",
  });
  expect({ status: run.status, out: run.stdout, err: run.stderr }).toEqual({ status: 0, out: "", err: "" });
});
