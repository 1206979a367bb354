import { readdirSync } from "node:fs";
import { join } from "node:path";
import { codeCells, type Notebook } from "../run/notebookFile";

/** Where the reference describes what stands at the library's door: its page, by the name. */
export type DoorPages = ReadonlyMap<string, string>;

const KINDS = ["functions", "classes", "variables", "types", "interfaces"];

/** @param folder - the reference in the book's folder. @param address - as a page of the book names it: "api". */
export function doorPages(folder: string, address: string): DoorPages {
  const present = readdirSync(folder);
  const pages = KINDS.filter((kind) => present.includes(kind)).flatMap((kind) =>
    readdirSync(join(folder, kind)).map((file): [string, string] => [
      file.replace(/\.html$/, ""),
      `${address}/${kind}/${file}`,
    ]),
  );
  return new Map(pages);
}

/** The name under which a notebook's cells know the library: "v" after `import * as v from "volfolio"`. */
export function doorName(notebook: Notebook): string | undefined {
  const imports = codeCells(notebook).map(({ source }) =>
    /^import \* as (\w+) from "volfolio";?$/m.exec(source),
  );
  return imports.find((found) => found !== null)?.[1];
}

/**
 * Highlighted code, in which `v.fitVolatility` leads to the page of `fitVolatility`: where it first stands, since each
 * link is a stop on the keyboard's way.
 */
export function withDoorLinks(html: string, door: string | undefined, pages: DoorPages): string {
  if (door === undefined) return html;
  const linked = new Set<string>();
  const use = new RegExp(`(?<![\\w$.])${door}\\.(<span class="[^"]*">)?([A-Za-z]\\w*)`, "g");
  return html.replace(use, (text, span: string | undefined, name: string) => {
    const page = pages.get(name);
    if (page === undefined || linked.has(name)) return text;
    linked.add(name);
    return `${door}.${span ?? ""}<a href="${page}">${name}</a>`;
  });
}
