import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { MissingError } from "../../core/errors";

/** The name of a notebook: its file's, without `.ipynb`. */
export function notebookName(file: string): string {
  return basename(file, ".ipynb");
}

/** The notebooks of a folder, in the order of their names. @throws {@link MissingError} when it has none. */
export function notebooksIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
  if (names.length === 0) throw new MissingError("notebooks", `there are none in ${folder}`);
  return names.sort().map((name) => join(folder, name));
}

/**
 * The notebooks that somebody asks for, by name or by the number that it begins with ("02" is `02-atr`).
 *
 * @throws {@link MissingError} for one that is not there; the message lists those that are.
 */
export function chosenNotebooks(files: readonly string[], wanted: readonly string[]): string[] {
  const names = files.map(notebookName);
  for (const want of wanted)
    if (!names.some((name) => isCalled(name, want)))
      throw new MissingError("notebooks", `there is no "${want}"; there are ${names.join(", ")}`);
  return files.filter((file) => wanted.some((want) => isCalled(notebookName(file), want)));
}

function isCalled(name: string, want: string): boolean {
  const number = /^\d+/.exec(name)?.[0];
  return name === want || (/^\d+$/.test(want) && Number(number) === Number(want));
}
