import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectPath } from "../../core/project";
import { MarkdownPage, type Resolve } from "./markdown";
import type { Page } from "./pageFrame";

/** A document of the project that the book holds as a page. */
export interface BookDocument {
  /** In the project: "docs/benchmarks.md". */
  readonly path: string;
  readonly title: string;
  /** Of the page. */
  readonly file: string;
  readonly text: string;
}

/** The results page, what one can do with the library, the environment, the data: as far as they are there. */
export function bookDocuments(): BookDocument[] {
  const guides = readdirSync(projectPath("docs"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name}`);
  const paths = ["RESULTS.md", ...guides, "environment.md", "data/README.md"];
  return paths.filter((path) => existsSync(projectPath(path))).map(documentAt);
}

function documentAt(path: string): BookDocument {
  const text = readFileSync(projectPath(path), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1] ?? path;
  const file = `${path.replace(/\.md$/, "").replaceAll("/", "-").toLowerCase()}.html`;
  return { path, title, file, text };
}

export function documentPage({ path, title, file, text }: BookDocument, resolve: Resolve): Page {
  const folder = join(path, "..");
  const { html, headings } = new MarkdownPage(folder === "." ? "" : folder, resolve).render(text);
  return { file, title, headings, body: `<div class="prose">${html}</div>` };
}
