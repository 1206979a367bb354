import { readdirSync } from "node:fs";
import { join } from "node:path";
import { codeCells, type Notebook } from "../run/notebookFile";

/** Where the reference describes what the library's entry exports: its page, by the name. */
export type EntryPages = ReadonlyMap<string, string>;

const KINDS = ["functions", "classes", "variables", "types", "interfaces"];

/** @param folder - the reference in the book's folder. @param address - as a page of the book names it: "api". */
export function entryPages(folder: string, address: string): EntryPages {
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
export function entryName(notebook: Notebook): string | undefined {
  const imports = codeCells(notebook).map(({ source }) =>
    /^import \* as (\w+) from "volfolio";?$/m.exec(source),
  );
  return imports.find((found) => found !== null)?.[1];
}

/**
 * Highlighted code, in which `v.fitVolatility` and `v.volatility.fitVolatility` lead to the page of `fitVolatility`: where
 * it first stands, since each link is a stop on the keyboard's way.
 */
export function withEntryLinks(html: string, entry: string | undefined, pages: EntryPages): string {
  if (entry === undefined) return html;
  const linked = new Set<string>();
  const word = `(?:<span class="[^"]*">)?[A-Za-z]\\w*`;
  const use = new RegExp(`(?<![\\w$.])${entry}\\.${word}(?:(?:</span>)?\\.${word})?`, "g");
  return html.replace(use, (text) => {
    const name = text.match(NAMES)?.find((one) => pages.has(one));
    if (name === undefined || linked.has(name)) return text;
    linked.add(name);
    return text.replace(NAMES, (one) => (one === name ? `<a href="${pages.get(name)}">${name}</a>` : one));
  });
}

/** The names after a dot in highlighted code, with or without a mark-up of their own. */
const NAMES = /(?<=\.(?:<span class="[^"]*">)?)[A-Za-z]\w*/g;
