// What makes TypeDoc's pages a part of the book: its colours and fonts, a way back, and the library's modules as groups.
import { join, relative, sep } from "node:path";
import {
  Comment,
  CommentTag,
  Converter,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  ReflectionKind,
} from "typedoc";

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const one of project.children ?? []) putInRoom(one);
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
      if (parameter.name === "__namedParameters") parameter.name = "options"; // taken apart in place, and not described
  });
  app.renderer.defineTheme("book", BookTheme);
  app.renderer.hooks.on("head.end", (context) => raw(headOf(bookFrom(context))));
  app.renderer.hooks.on("body.begin", () => raw(`<a class="skip" href="#content">Skip to the text</a>`));
}

const LIB = join(import.meta.dirname, "..", "..", "..");

/** The module of `lib/` in which something stands is its category. */
function putInRoom(reflection) {
  const [source] = reflection.sources ?? [];
  const module = source && relative(LIB, source.fullFileName).split(sep)[0];
  if (!module) return;
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: module }]));
}

class BookTheme extends DefaultTheme {
  getRenderContext(page) {
    return new BookContext(this.router, this, page, this.application.options);
  }
}

class BookContext extends DefaultThemeRenderContext {
  #frame = this.defaultLayout;
  #bar = this.toolbar;

  defaultLayout = (template, page) => raw(accessible(JSX.renderElement(this.#frame(template, page))));

  /** The book's head line, with the search among its buttons. */
  toolbar = (page) => {
    const book = bookFrom(this);
    const links = `<a class="brand" href="${book}index.html">volfolio</a><a href="${book}index.html#contents">Contents</a><a href="${this.relativeURL("index.html")}">Reference</a>`;
    const theme = `<button type="button" data-setting="theme" hidden>Dark</button>`;
    const html = JSX.renderElement(this.#bar(page))
      .replace(/<a href="[^"]*" class="title">[^<]*<\/a>\s*<div id="tsd-toolbar-links"><\/div>/, links)
      .replace(/(<a [^>]*id="tsd-toolbar-menu-trigger")/, `${theme}$1 role="button"`);
    return raw(html);
  };

  /** Without TypeDoc's settings: the book has its own. The first page would list all a third time. */
  pageSidebar = (page) => (page.model.isProject() ? raw("") : this.pageNavigation(page));

  footer = () => raw("");
}

const raw = (html) => JSX.createElement(JSX.Raw, { html });

/** From a page of the reference to the folder of the book, which holds it. */
const bookFrom = (context) => `${context.relativeURL("./")}../`;

const headOf = (book) => `<link rel="icon" href="data:,">
<link rel="stylesheet" href="${book}assets/look.css">
<link rel="stylesheet" href="${book}assets/reference.css">
<script src="${book}assets/settings.js"></script>
<script src="${book}assets/reference.js"></script>`;

/**
 * What keyboards, screen readers and files on a disk need beyond TypeDoc: landmarks, headings that skip no level, no link
 * inside of what opens and closes, icons from the page itself (a page on a disk may not read another file).
 */
function accessible(html) {
  let level = 0;
  return html
    .replace(`<div class="col-content">`, `<main class="col-content" id="content" tabindex="-1">`)
    .replace(/<\/div>\s*<div class="col-sidebar">/, `</main><div class="col-sidebar">`)
    .replace(`<div class="page-menu">`, `<nav class="page-menu" aria-label="On this page">`)
    .replace(/<\/div>\s*<div class="site-menu">/, `</nav><div class="site-menu">`)
    .replaceAll(/href="[^"]*icons\.svg#/g, `href="#`)
    .replaceAll(/<summary\b.*?<\/summary>/gs, (summary) =>
      summary.replaceAll(/<a [^>]*class="tsd-anchor-icon".*?<\/a>/gs, ""),
    )
    .replaceAll(/<h([1-6])\b/g, (heading, written) => {
      const deeper = Number(written) > level + 1;
      level = Math.min(Number(written), level + 1);
      return deeper ? `${heading} aria-level="${level}"` : heading;
    });
}
