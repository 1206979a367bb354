import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectPath } from "../../core/project";

/** Fonts by package; of each the Latin and Greek letters, upright and slanted. */
const FONTS = ["source-serif-4", "source-sans-3", "source-code-pro"];

/** Puts styles, scripts, fonts and one copy of plotly into the book's `assets/`: a page loads nothing from elsewhere. */
export async function writeAssets(book: string): Promise<void> {
  const assets = join(book, "assets");
  await mkdir(assets, { recursive: true });
  const own = projectPath("lib", "workflow", "book", "client");
  for (const name of await readdir(own)) await cp(join(own, name), join(assets, name));
  await cp(require.resolve("plotly.js-cartesian-dist-min"), join(assets, "plotly.min.js"));
  await writeKatex(join(assets, "katex"));
  await Promise.all(FONTS.map((font) => writeFont(font, join(assets, "fonts"))));
}

async function writeKatex(folder: string): Promise<void> {
  const dist = dirname(require.resolve("katex"));
  await mkdir(join(folder, "fonts"), { recursive: true });
  const style = await readFile(join(dist, "katex.min.css"), "utf8");
  // Every browser of the last ten years reads woff2.
  await writeFile(
    join(folder, "katex.min.css"),
    style.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ""),
  );
  const fonts = (await readdir(join(dist, "fonts"))).filter((name) => name.endsWith(".woff2"));
  await Promise.all(fonts.map((name) => cp(join(dist, "fonts", name), join(folder, "fonts", name))));
}

async function writeFont(font: string, folder: string): Promise<void> {
  const files = join(dirname(require.resolve(`@fontsource-variable/${font}/package.json`)), "files");
  await mkdir(folder, { recursive: true });
  const wanted = (await readdir(files)).filter((name) =>
    /-(?:latin|greek)-wght-(?:normal|italic)\.woff2$/.test(name),
  );
  await Promise.all(wanted.map((name) => cp(join(files, name), join(folder, name))));
}
