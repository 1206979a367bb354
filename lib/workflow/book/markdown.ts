import { posix } from "node:path";
import katexPlugin from "@vscode/markdown-it-katex";
import hljs from "highlight.js/lib/common";
import MarkdownIt from "markdown-it";
import { escapeHtml } from "../../notebook/html";
import { isNumberText } from "../../notebook/numbers";
import { readableHtml } from "./readableHtml";

/** A heading that the page's contents list. */
export interface Heading {
  readonly level: number;
  readonly slug: string;
  readonly title: string;
}

export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** Where the book has what a project's file says: its page or image, or nothing. */
export type Resolve = (path: string) => string | undefined;

/** Turns the Markdown of one page into HTML; headings get anchors that are unique within the page. */
export class MarkdownPage {
  readonly #slugs = new Set<string>();

  /**
   * @param folder - of the Markdown's file in the project, to which its links are relative: "notebooks".
   * @param resolve - what a link to a file of the project becomes; a link that has no place is shown as plain text.
   */
  constructor(
    readonly folder: string,
    readonly resolve: Resolve,
  ) {}

  render(text: string): RenderedMarkdown {
    const headings: Heading[] = [];
    const md = new MarkdownIt({ html: true, linkify: false, typographer: false, highlight: highlighted });
    md.use(katexPlugin, { throwOnError: false, output: "htmlAndMathml" });
    md.core.ruler.push("book-headings", ({ tokens }) => {
      tokens.forEach((token, i) => {
        if (token.type === "heading_open") headings.push(this.#heading(token, tokens[i + 1]));
      });
    });
    md.core.ruler.push("book-links", ({ tokens }) => {
      for (const token of tokens) if (token.children) token.children = this.#linked(token.children);
    });
    md.core.ruler.push("book-numbers", ({ tokens }) => alignNumbers(tokens));
    return { html: readableHtml(md.render(text)), headings };
  }

  #heading(open: MarkdownIt.Token, { children }: MarkdownIt.Token): Heading {
    const title = (children ?? []).map(({ content }) => content).join("");
    const slug = this.#slug(title);
    open.attrSet("id", slug);
    return { level: Number(open.tag[1]), slug, title };
  }

  #slug(title: string): string {
    const plain =
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "") || "section";
    let slug = plain;
    for (let i = 2; this.#slugs.has(slug); i++) slug = `${plain}-${i}`;
    this.#slugs.add(slug);
    return slug;
  }

  #linked(children: MarkdownIt.Token[]): MarkdownIt.Token[] {
    const open: boolean[] = []; // of the links around, which have a place
    return children.filter((token) => {
      if (token.type === "link_close") return open.pop();
      const name = token.type === "link_open" ? "href" : token.type === "image" ? "src" : undefined;
      if (!name) return true;
      const target = this.#target(token.attrGet(name) ?? "");
      if (target !== undefined) token.attrSet(name, target);
      if (name === "href") open.push(target !== undefined);
      return target !== undefined;
    });
  }

  #target(href: string): string | undefined {
    if (/^([a-z]+:|#)/i.test(href)) return href;
    const [path, hash] = href.split("#");
    const found = this.resolve(posix.normalize(posix.join(this.folder, path)).replace(/\/$/, ""));
    return found === undefined ? undefined : found + (hash ? `#${hash}` : "");
  }
}

/** In a table, a column of nothing but numbers stands on the right, as in the tables of the cells, unless its author says otherwise. */
function alignNumbers(tokens: readonly MarkdownIt.Token[]): void {
  let columns: { cells: MarkdownIt.Token[]; texts: string[] }[] = [];
  let column = 0;
  tokens.forEach((token, i) => {
    if (token.type === "table_open") columns = [];
    else if (token.type === "tr_open") column = 0;
    else if (token.type === "th_open" || token.type === "td_open") {
      const { cells, texts } = (columns[column++] ??= { cells: [], texts: [] });
      cells.push(token);
      if (token.type === "td_open") texts.push(tokens[i + 1].content.trim());
    } else if (token.type === "table_close")
      for (const { cells, texts } of columns)
        if (texts.some(Boolean) && texts.every((text) => text === "" || isNumberText(text)))
          for (const cell of cells)
            if (cell.attrGet("style") === null) cell.attrSet("style", "text-align:right");
  });
}

const LANGUAGES: Readonly<Record<string, string>> = { ts: "typescript", sh: "bash", text: "plaintext" };

/** Code with the classes of highlight.js. */
export function highlighted(code: string, language: string): string {
  const name = LANGUAGES[language] ?? language;
  return hljs.getLanguage(name) ? hljs.highlight(code, { language: name }).value : escapeHtml(code);
}
