import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { projectPath } from "../../core/project";
import { writeAssets } from "./assets";
import { readBookContent, type BookContent, type Chapter } from "./bookContent";
import { chapterPage } from "./chapterPage";
import { claimsPage } from "./claimsPage";
import { contentsPage } from "./contentsPage";
import { bookDocuments, documentPage, type BookDocument } from "./documents";
import { entryPages, type EntryPages } from "./entryLinks";
import type { Resolve } from "./markdown";
import { framed, type ContentsGroup, type Page } from "./pageFrame";
import type { Reference } from "./reference";
import { runPage } from "./runPage";

/**
 * Makes the book of a run: static pages under `<out>/book`, which need no server, no network and, but for live figures,
 * no script.
 *
 * @param out - the folder that `reproduce` wrote.
 * @param found - the reference of the library, which becomes a part of the book where there is one.
 * @returns the book's first page.
 * @throws {@link MissingError} when nothing has run.
 */
export async function writeBook(out: string, found: Reference): Promise<string> {
  const content = await readBookContent(out);
  const book = join(out, "book");
  await rm(book, { recursive: true, force: true });
  await writeAssets(book);
  const names = await writeReference(book, found);
  const documents = bookDocuments();
  const resolve = resolver(book, content.chapters, documents);
  const contents = contentsOf(content, documents, names.size > 0);
  const pages: Page[] = [contentsPage(content, contents[1]), claimsPage(content), runPage(content)];
  for (const chapter of content.chapters)
    if (chapter.notebook)
      pages.push(
        await chapterPage({ book, chapter, notebook: chapter.notebook, resolve, entryPages: names }),
      );
  pages.push(...documents.map((document) => documentPage(document, resolve)));
  await Promise.all(pages.map((page) => writeFile(join(book, page.file), framed(page, contents))));
  return join(book, "index.html");
}

const API = "api";

/** Puts the reference into the book. @returns its pages by the names that they describe. */
async function writeReference(book: string, found: Reference): Promise<EntryPages> {
  if ("missing" in found) return new Map();
  await cp(found.folder, join(book, API), { recursive: true });
  return entryPages(found.folder, API);
}

function contentsOf(
  { chapters }: BookContent,
  documents: readonly BookDocument[],
  hasReference: boolean,
): ContentsGroup[] {
  const notebooks = chapters.map(({ title, page, run, notebook }) => ({
    title,
    ...(notebook && { file: page }),
    ...(run.status !== "passed" && { note: run.status }),
  }));
  return [
    {
      name: "Notebooks",
      entries: [
        { title: "Overview", file: "index.html" },
        ...notebooks,
        { title: "Claims", file: "claims.html" },
        { title: "The run", file: "run.html" },
      ],
    },
    {
      name: "Documents",
      entries: [
        ...documents.map(({ title, file }) => ({ title, file })),
        ...(hasReference ? [{ title: "Reference of the library", file: `${API}/index.html` }] : []),
      ],
    },
  ];
}

/** A notebook or document becomes its page, an image is copied into the book; the book has nothing else. */
function resolver(book: string, chapters: readonly Chapter[], documents: readonly BookDocument[]): Resolve {
  const pages = new Map<string, string>([
    ["README.md", "index.html"],
    ...chapters.flatMap(({ name, page, notebook }): [string, string][] =>
      notebook ? [[`notebooks/${name}.ipynb`, page]] : [],
    ),
    ...documents.map(({ path, file }): [string, string] => [path, file]),
  ]);
  return (path) => {
    const page = pages.get(path);
    if (page !== undefined || !/\.(png|svg|jpg)$/.test(path) || !existsSync(projectPath(path))) return page;
    mkdirSync(join(book, "images"), { recursive: true });
    copyFileSync(projectPath(path), join(book, "images", basename(path)));
    return `images/${basename(path)}`;
  };
}
