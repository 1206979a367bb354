import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { TableFile } from "../../notebook/results/storedTable";
import type { TableContent } from "../../notebook/results/storeTable";
import type { NotebookResult } from "./results";

const folderOf = (results: string, notebook: string): string => join(results, "tables", notebook);

/** Writes the tables of a notebook, and takes away those that it no longer stores; all of them where it has no result. */
export async function writeTables(
  results: string,
  notebook: string,
  result: NotebookResult | undefined,
  tables: readonly TableContent[],
): Promise<void> {
  const folder = folderOf(results, notebook);
  if (!result || tables.length === 0) return rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { profile, dataFingerprint } = result;
  for (const table of tables)
    await writeFileAtomic(
      join(folder, `${table.name}.json`),
      tableText({ notebook, profile, dataFingerprint, ...table }),
    );
  for (const file of await readdir(folder))
    if (!tables.some(({ name }) => file === `${name}.json`)) await rm(join(folder, file));
}

/** As JSON, a row a line. */
function tableText({ rows, ...head }: TableFile): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** The tables that these notebooks stored, as their files hold them: what a notebook that reads them rests on. */
export async function tableTexts(results: string, notebooks: readonly string[]): Promise<string[][]> {
  return Promise.all(
    notebooks.map(async (notebook) => {
      const folder = folderOf(results, notebook);
      const files = await readdir(folder).catch(() => []);
      return Promise.all(files.sort().map((file) => readFile(join(folder, file), "utf8")));
    }),
  );
}
