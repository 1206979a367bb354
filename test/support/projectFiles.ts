import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectPath } from "../../lib/core/project";

/** Folders of what is installed, made or downloaded. */
const NOT_OURS = /(^|\/)(node_modules|dist|build|snapshots|\.git|\.venv|\.ipynb_checkpoints)$/;

/** All files that are written by people, or published: paths in the project. */
export const projectFiles: readonly string[] = filesBelow("");

function filesBelow(folder: string): string[] {
  return readdirSync(projectPath(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.test(path) ? [] : filesBelow(path);
    return [path];
  });
}

export const projectText = (path: string): string => readFileSync(join(projectPath(), path), "utf8");

/** What a file tells people: the comments of code, all of a document, text and comments of a notebook. */
export function proseOf(path: string): string {
  if (/\.(ts|mts|mjs|cjs|js)$/.test(path)) return commentsOf(projectText(path));
  if (path.endsWith(".py")) return projectText(path);
  if (path.endsWith(".md")) return projectText(path);
  if (!path.endsWith(".ipynb")) return "";
  const { cells } = JSON.parse(projectText(path)) as {
    readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
  };
  return cells
    .map(({ cell_type, source }) => ({ cell_type, text: [source].flat().join("") }))
    .map(({ cell_type, text }) => (cell_type === "code" ? commentsOf(text) : text))
    .join("\n");
}

export function commentsOf(code: string): string {
  return [...code.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)].map(([comment]) => comment).join("\n");
}
