import { dirname, join } from "node:path";

/** The one family that still images are set in: shipped with the library, so that all machines draw alike. */
export const STILL_FAMILY: string = "DejaVu Sans Condensed";

/** Height of the letters above and below the base line, as a part of the font size. */
export const ASCENT: number = 0.93;
export const DESCENT: number = 0.24;

const FILES = { normal: "DejaVuSansCondensed.ttf", bold: "DejaVuSansCondensed-Bold.ttf" };

/** The font's files, absolute. */
export function fontFiles(): { readonly normal: string; readonly bold: string } {
  const folder = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
  return { normal: join(folder, FILES.normal), bold: join(folder, FILES.bold) };
}
