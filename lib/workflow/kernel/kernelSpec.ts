import { mkdirSync, rmSync } from "node:fs";
import { homedir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { sync as writeFileAtomicSync } from "write-file-atomic";

/** How a Jupyter front end, and our own runner, start the kernel. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  /** SIGINT stops a running cell. */
  readonly interrupt_mode: "signal";
  readonly env: Readonly<Record<string, string>>;
}

/** What a notebook names in its metadata. */
export const KERNEL_NAME = "volfolio";

/** In `argv`, the place of the connection file's path. */
export const CONNECTION_FILE = "{connection_file}";

/**
 * tslab on the Node that asks, with a heap for whole notebooks, and with {@link file://./kernelPreload.ts} before it:
 * a reader in JupyterLab or VS Code and the runner get the same kernel.
 */
export function kernelSpec(): KernelSpec {
  const tslab = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
  // By the package's name: beside this file the compiled preload is found only when this file is compiled too.
  const preload = require.resolve("volfolio/dist/workflow/kernel/kernelPreload.js");
  return {
    argv: [process.execPath, "--require", preload, tslab, "kernel", "--config-path", CONNECTION_FILE],
    display_name: "TypeScript (volfolio)",
    language: "typescript",
    interrupt_mode: "signal",
    env: { NODE_OPTIONS: `--max-old-space-size=${heapMegabytes()}` },
  };
}

/** The least and the most that the kernel's heap may hold, in GB of 1000 MB. */
export const HEAP_GIGABYTES = { least: 2, most: 8 } as const;

/** Half of the machine's memory, within {@link HEAP_GIGABYTES}: Node's own limit is too tight for a notebook that trains. */
function heapMegabytes(): number {
  const half = totalmem() / 1_048_576 / 2;
  const { least, most } = HEAP_GIGABYTES;
  return Math.round(Math.min(1000 * most, Math.max(1000 * least, half)) / 100) * 100;
}

/**
 * Where Jupyter looks for a user's kernels: `JUPYTER_DATA_DIR`, else the platform's place.
 *
 * @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */
export function jupyterDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(env.APPDATA ?? homedir(), "jupyter");
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}

/** Writes `kernels/volfolio/kernel.json` below a Jupyter data folder; answers with the folder it made. */
export function installKernelSpec(dataFolder: string): string {
  const folder = join(dataFolder, "kernels", KERNEL_NAME);
  mkdirSync(folder, { recursive: true });
  writeFileAtomicSync(join(folder, "kernel.json"), `${JSON.stringify(kernelSpec(), null, 2)}\n`);
  return folder;
}

/** Takes the kernel out of a Jupyter data folder again; answers with the folder that is gone. */
export function removeKernelSpec(dataFolder: string): string {
  const folder = join(dataFolder, "kernels", KERNEL_NAME);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}
