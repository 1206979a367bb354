import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { checkCommandLine } from "../../lib/workflow/cli/cli";
import { jupyterDataFolder } from "../../lib/workflow/kernel/kernelSpec";
import { scratchFolder } from "./notebooks";
import { volfolio } from "./commandLine";

const folder = scratchFolder();

test.each([
  [
    ["reproduce", "--profil", "quick"],
    /^volfolio reproduce: unknown option '--profil'; there are .*--profile, .*--only/,
  ],
  [
    ["reprduce"],
    /^volfolio: unknown command 'reprduce'; there are reproduce, run, verify, book, publish, lab, kernel, data/,
  ],
  [["reproduce", "--profile", "fast"], /Allowed choices are quick, full/],
  [["reproduce", "--workers", "0"], /whole number, at least 1/],
  [["reproduce", "--timeout", "soon"], /number above 0/],
  [["reproduce", "--param", "seed"], /name=value/],
  [["reproduce", "01"], /too many arguments/],
  [["run"], /missing required argument 'notebook'/],
  [["reproduce", "--notebooks", join(folder, "none")], /there are none in/],
  [["run", join(folder, "none.ipynb")], /cannot read .*none\.ipynb/],
  [["verify", "--against", folder], /there are none in .*: run `volfolio reproduce` first/],
])("volfolio %j is answered by one sentence", async (args, sentence) => {
  const { code, out, err } = await volfolio(...args);
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err.trimEnd().split("\n").at(-1)).toMatch(sentence);
});

test("what would be run can be asked for, and is not run", async () => {
  const check = (...args: string[]): Promise<number | undefined> =>
    checkCommandLine(args, { out: new PassThrough(), err: new PassThrough(), isTTY: false });
  expect(await check("kernel", "install", "--prefix", join(folder, "checked"))).toBeUndefined();
  expect(existsSync(join(folder, "checked"))).toBe(false);
  expect(await check("verify", "--profil", "quick")).toBe(1);
  expect(await check("verify", "--help")).toBe(0);
});

test("help is no failure", async () => {
  const { code, out } = await volfolio("reproduce", "--help");
  expect(code).toBe(0);
  expect(out).toContain("--only <names>");
});

test("the kernel spec goes where it is told to, twice as well as once, and away again", async () => {
  const file = join(folder, "share", "jupyter", "kernels", "volfolio", "kernel.json");
  const first = await volfolio("kernel", "install", "--prefix", folder);
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toContain(join(folder, "share", "jupyter", "kernels", "volfolio"));
  const spec = readFileSync(file, "utf8");
  await volfolio("kernel", "install", "--dir", join(folder, "share", "jupyter"));
  expect(readFileSync(file, "utf8")).toBe(spec);

  const { argv, language, env } = JSON.parse(spec) as { argv: string[]; language: string; env: object };
  expect(language).toBe("typescript");
  expect(env).toMatchObject({ NODE_OPTIONS: expect.stringContaining("--max-old-space-size=") as string });
  expect(argv[0]).toBe(process.execPath);
  expect(argv.at(-1)).toBe("{connection_file}");
  expect(argv.filter((part) => part.startsWith("/")).filter((part) => !existsSync(part))).toEqual([]);

  await volfolio("kernel", "install", "--prefix", folder, "--remove");
  expect(existsSync(file)).toBe(false);
});

test("a user's kernels are where JUPYTER_DATA_DIR says", () => {
  expect(jupyterDataFolder({ JUPYTER_DATA_DIR: "/data" })).toBe("/data");
});
