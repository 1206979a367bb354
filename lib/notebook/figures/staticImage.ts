import { drawingPage } from "./drawingPage";
import { fontFiles, STILL_FAMILY } from "./fonts";
import type { PlainFigure } from "./plainFigure";

/** Size of a still image in pixels, unless the layout says otherwise. */
export const STILL_WIDTH: number = 900;
export const STILL_HEIGHT: number = 500;

/**
 * The figure as PNG, without a browser: plotly draws an SVG, resvg paints it in the one font that the library ships.
 * The same figure gives the same bytes on every machine. The first call loads plotly (about half a second).
 */
export async function stillImage({ data, layout }: PlainFigure): Promise<Buffer> {
  const [{ Resvg }, { svg }] = await Promise.all([import("@resvg/resvg-js"), drawingPage()]);
  const { width = STILL_WIDTH, height = STILL_HEIGHT } = layout;
  const drawing = await svg(data, layout, width, height);
  const { normal, bold } = fontFiles();
  const painter = new Resvg(drawing, {
    font: {
      loadSystemFonts: false,
      fontFiles: [normal, bold],
      defaultFontFamily: STILL_FAMILY,
      serifFamily: STILL_FAMILY,
      sansSerifFamily: STILL_FAMILY,
    },
  });
  return painter.render().asPng();
}
