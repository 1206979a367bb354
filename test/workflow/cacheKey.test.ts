import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheKey, codeFingerprint } from "../../lib/workflow/run/cacheKey";
import { codeCell, notebookOf, scratchFolder } from "./notebooks";

const folder = scratchFolder();
const file = join(folder, "a.ipynb");
const around = { data: "data", code: "code" };
const notebook = notebookOf("1", "2");
const key = cacheKey(notebook, file, { seed: 1 }, around);

test("the key changes with each thing that can change the outcome, and with nothing else", () => {
  const others = [
    cacheKey(notebookOf("1", "3"), file, { seed: 1 }, around),
    cacheKey(notebookOf("12"), file, { seed: 1 }, around),
    cacheKey(
      notebookOf("1", codeCell("2", { id: "cell-2", tags: ["parameters"] })),
      file,
      { seed: 1 },
      around,
    ),
    cacheKey(notebook, file, { seed: 2 }, around),
    cacheKey(notebook, file, {}, around),
    cacheKey(notebook, file, { seed: 1 }, { ...around, data: "other data" }),
    cacheKey(notebook, file, { seed: 1 }, { ...around, code: "other code" }),
    cacheKey(notebook, file, { seed: 1 }, around, ["a claim"]),
  ];
  expect(new Set([key, ...others]).size).toBe(others.length + 1);
  expect(cacheKey(notebook, file, { seed: 1 }, around)).toBe(key);
});

test("outputs of an earlier run don't count", () => {
  const outputs = [{ output_type: "stream", name: "stdout", text: "1\n" } as const];
  const executed = notebook.cells.map((cell) => ({ ...cell, execution_count: 1, outputs }));
  expect(cacheKey({ ...notebook, cells: executed }, file, { seed: 1 }, around)).toBe(key);
});

test("a file beside the notebook that cells can import counts", () => {
  const helper = join(folder, "helper.ts");
  writeFileSync(helper, "export const a = 1;");
  const first = cacheKey(notebook, file, { seed: 1 }, around);
  writeFileSync(helper, "export const a = 2;");
  expect(cacheKey(notebook, file, { seed: 1 }, around)).not.toBe(first);
  rmSync(helper);
  expect(cacheKey(notebook, file, { seed: 1 }, around)).toBe(key);
});

test("the code's fingerprint follows the build, the declarations and the lock file, but no downloaded data", () => {
  const root = join(folder, "tree");
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const seen = new Set<string>();
  const changes = (path: string, text: string): void => {
    write(path, text);
    const fingerprint = codeFingerprint(root);
    expect(seen.has(fingerprint), path).toBe(false);
    seen.add(fingerprint);
  };
  mkdirSync(join(root, "lib", "dist"), { recursive: true });
  changes("data/datasets.json", "{}");
  changes("data/papers/qfe2025.json", "{}");
  changes("lib/dist/index.js", "exports.a = 1;");
  changes("lib/dist/index.js", "exports.a = 2;");
  changes("lib/dist/index.d.ts", "export declare const a: number;");
  changes("package-lock.json", "{}");
  write("data/snapshots/okx/BTC-USDT.csv", "date,close");
  write("lib/index.ts", "export const a = 2;");
  expect(seen.has(codeFingerprint(root))).toBe(true);
});
