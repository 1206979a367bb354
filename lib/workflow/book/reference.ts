import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../core/cacheFolder";
import { contentKey } from "../../core/contentKey";
import { projectPath } from "../../core/project";

/** The folder with the pages of the library's reference, or why there are none. */
export type Reference = { readonly folder: string } | { readonly missing: string };

/**
 * The reference of everything at the library's door, made by TypeDoc from the comments in the sources. It is kept by
 * what it is made of; where it has to be made, that happens beside the notebooks and at low priority.
 *
 * Never throws: a book without a reference is a book that says so.
 *
 * @param signal - stops TypeDoc.
 */
export async function reference(signal?: AbortSignal): Promise<Reference> {
  const typedoc = typedocFolder();
  if (typedoc === undefined) return { missing: "TypeDoc is not installed, which `npm ci` would bring" };
  if (!existsSync(projectPath("lib", "index.ts"))) return { missing: "the library's sources are not here" };
  try {
    return { folder: await kept(typedoc, signal) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** A development dependency: who only uses the library need not have it. */
function typedocFolder(): string | undefined {
  try {
    return dirname(createRequire(projectPath("package.json")).resolve("typedoc/package.json"));
  } catch {
    return undefined;
  }
}

const DAY = 24 * 3600 * 1000; // ms

async function kept(typedoc: string, signal?: AbortSignal): Promise<string> {
  const all = cacheFolder("reference");
  const folder = join(all, referenceKey(typedoc));
  if (existsSync(folder)) return folder;
  await mkdir(all, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  await write(typedoc, unfinished, signal);
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true })); // another run was faster
  for (const name of await readdir(all)) {
    const other = join(all, name);
    if (other !== folder && Date.now() - (await stat(other)).mtimeMs > DAY)
      await rm(other, { recursive: true });
  }
  return folder;
}

/** Of the library's sources, and of what shapes the pages. The module of the workflow has no door. */
function referenceKey(typedoc: string): string {
  const sources = readdirSync(projectPath("lib"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/^(dist|node_modules|workflow)\b/.test(path))
    .sort()
    .map((path) => join("lib", path));
  const files = [...sources, PLUGIN, join("lib", "tsconfig.json"), "tsconfig.base.json", "typedoc.json"];
  const { version } = JSON.parse(readFileSync(join(typedoc, "package.json"), "utf8")) as { version: string };
  return contentKey([version, files, files.map((path) => readFileSync(projectPath(path)))]);
}

const PLUGIN = join("lib", "workflow", "book", "reference", "typedocPlugin.mjs");

async function write(typedoc: string, folder: string, signal?: AbortSignal): Promise<void> {
  const args = [join(typedoc, "bin", "typedoc"), "--logLevel", "Error", "--out", folder];
  const child = spawn(process.execPath, args, {
    cwd: projectPath(),
    signal,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`TypeDoc failed: ${said.trim()}`);
}
