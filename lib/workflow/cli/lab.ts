import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { MissingError } from "../../core/errors";
import { projectPath, projectRoot } from "../../core/project";
import { installKernelSpec } from "../kernel/kernelSpec";

/** Names JupyterLab's program where it is not on the path. */
const PROGRAM_VARIABLE = "VOLFOLIO_JUPYTER";

/**
 * Starts JupyterLab in the project's folder with our kernel, and waits until it ends. The kernel's description goes to
 * `build/jupyter`: nothing is left in the reader's own folders.
 *
 * @param args - for JupyterLab.
 * @returns its exit code.
 * @throws {@link MissingError} where there is no JupyterLab; the message says how to get it.
 */
export async function startLab(args: readonly string[], signal: AbortSignal): Promise<number> {
  const program = labProgram();
  const jupyter = projectPath("build", "jupyter");
  installKernelSpec(jupyter);
  const child = spawn(program, ["--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb", ...args], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      JUPYTER_PATH: [jupyter, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter),
    },
    stdio: "inherit",
  });
  const stop = (): void => void child.kill("SIGTERM"); // it ends its kernels
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(signal.aborted ? 0 : (code ?? 1)));
  });
}

/** Where JupyterLab is: as the variable says, in a virtual environment in the project's folder, or on the path. */
export function labProgram(env: NodeJS.ProcessEnv = process.env): string {
  const named = env[PROGRAM_VARIABLE];
  const folders = [
    ...(env.VIRTUAL_ENV ? [join(env.VIRTUAL_ENV, "bin")] : []),
    projectPath(".venv", "bin"),
    projectPath(".venv", "Scripts"),
    ...(env.PATH ?? "").split(delimiter),
  ];
  const places = folders.flatMap((folder) => [join(folder, "jupyter-lab"), join(folder, "jupyter-lab.exe")]);
  const found = (named === undefined ? places : [named]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new MissingError(
    "lab",
    `JupyterLab is not installed: python3 -m venv .venv && .venv/bin/pip install jupyterlab, then npm run lab again (or name its program jupyter-lab in ${PROGRAM_VARIABLE})`,
  );
}
