import { escapeHtml } from "../../notebook/html";
import type { Heading } from "./markdown";

/** A page before it is framed. */
export interface Page {
  readonly file: string;
  readonly title: string;
  readonly body: string;
  /** Those of the second level are listed in the contents while the page is open. */
  readonly headings?: readonly Heading[];
}

/** A line of the contents. */
export interface ContentsEntry {
  readonly title: string;
  /** Missing for a notebook that has no page. */
  readonly file?: string;
  /** Said behind the title: "failed". */
  readonly note?: string;
}

export interface ContentsGroup {
  readonly name: string;
  readonly entries: readonly ContentsEntry[];
}

/** The whole document of a page: contents, head line, the pages before and after. */
export function framed(page: Page, contents: readonly ContentsGroup[]): string {
  const title = page.file === "index.html" ? "volfolio" : `${page.title} · volfolio`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/katex/katex.min.css">
<link rel="stylesheet" href="assets/look.css">
<link rel="stylesheet" href="assets/book.css">
<script src="assets/settings.js"></script>
<script src="assets/book.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="top">
<a class="brand" href="index.html">volfolio</a>
<details class="menu"><summary>Contents</summary><nav aria-label="Contents, in short">${contentsHtml(contents, page)}</nav></details>
<div class="settings" hidden>
<button type="button" data-setting="code" data-values="shown hidden">Hide code</button>
<button type="button" data-setting="theme" data-values="light dark">Dark</button>
</div>
</header>
<div class="columns">
<nav class="contents" aria-label="Contents">${contentsHtml(contents, page)}</nav>
<main id="content" tabindex="-1">
${page.body}
${neighbours(page, contents)}
</main>
</div>
</body>
</html>
`;
}

function contentsHtml(groups: readonly ContentsGroup[], page: Page): string {
  return groups
    .map(
      ({ name, entries }) =>
        `<p>${escapeHtml(name)}</p><ul>${entries.map((entry) => entryHtml(entry, page)).join("")}</ul>`,
    )
    .join("");
}

function entryHtml({ title, file, note }: ContentsEntry, page: Page): string {
  const said = note ? ` <span class="note">${escapeHtml(note)}</span>` : "";
  if (file === undefined) return `<li><span class="absent">${escapeHtml(title)}</span>${said}</li>`;
  if (file !== page.file) return `<li><a href="${file}">${escapeHtml(title)}</a>${said}</li>`;
  const sections = (page.headings ?? []).filter(({ level }) => level === 2);
  const list = sections.map((one) => `<li><a href="#${one.slug}">${escapeHtml(one.title)}</a></li>`).join("");
  return `<li><a href="${file}" aria-current="page">${escapeHtml(title)}</a>${said}${list ? `<ul>${list}</ul>` : ""}</li>`;
}

function neighbours({ file }: Page, contents: readonly ContentsGroup[]): string {
  const pages = contents.flatMap(({ entries }) => entries).filter((entry) => entry.file !== undefined);
  const place = pages.findIndex((entry) => entry.file === file);
  const link = (entry: ContentsEntry | undefined, rel: "prev" | "next", word: string): string =>
    entry ? `<a rel="${rel}" href="${entry.file}"><span>${word}</span>${escapeHtml(entry.title)}</a>` : "";
  const before = place > 0 ? pages[place - 1] : undefined;
  return `<nav class="neighbours" aria-label="Pages before and after">${link(before, "prev", "Previous")}${link(pages[place + 1], "next", "Next")}</nav>`;
}
