import { readFile } from "node:fs/promises";
import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import type { Data, Layout } from "plotly.js-dist";
import { fontFiles, STILL_FAMILY } from "./fonts";
import { glyphRuler, textBox } from "./textBox";

/** The part of plotly that draws still images. */
export interface DrawingPage {
  /** The figure as an SVG document, `width` by `height` pixels. */
  readonly svg: (
    data: readonly Data[],
    layout: Partial<Layout>,
    width: number,
    height: number,
  ) => Promise<string>;
}

interface PlotlyGlobal {
  toImage(
    figure: { data: readonly Data[]; layout: Partial<Layout> },
    options: { format: "svg"; imageDataOnly: true; width: number; height: number },
  ): Promise<string>;
}

let page: Promise<DrawingPage> | undefined;

/** Plotly in a window without a browser. Made at the first call, the same ever after. */
export function drawingPage(): Promise<DrawingPage> {
  page ??= openPage();
  return page;
}

async function openPage(): Promise<DrawingPage> {
  const [{ JSDOM }, canvas, plotly] = await Promise.all([
    import("jsdom"),
    import("@napi-rs/canvas"),
    readFile(require.resolve("plotly.js-cartesian-dist-min"), "utf8"),
  ]);
  const fonts = fontFiles();
  for (const file of [fonts.normal, fonts.bold]) canvas.GlobalFonts.registerFromPath(file, STILL_FAMILY);
  const { window } = new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only" });

  // jsdom has no canvas: heat maps are painted on one of ours, remade when plotly changes the element's size.
  const canvases = new WeakMap<HTMLCanvasElement, Canvas>();
  const canvasOf = (element: HTMLCanvasElement): Canvas => {
    const known = canvases.get(element);
    if (known?.width === element.width && known.height === element.height) return known;
    const fresh = canvas.createCanvas(element.width, element.height);
    canvases.set(element, fresh);
    return fresh;
  };
  define(window.HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement): SKRSContext2D {
      return canvasOf(this).getContext("2d");
    },
    toDataURL(this: HTMLCanvasElement): string {
      return canvasOf(this).toDataURL();
    },
  });

  // Nor does it know the size of a text.
  const ruler = glyphRuler(canvas.createCanvas(1, 1).getContext("2d"), STILL_FAMILY);
  const rectangle = (element: Element): object => {
    const { left, top, right, bottom } = textBox(element, ruler) ?? { left: 0, top: 0, right: 0, bottom: 0 };
    return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
  };
  define(window.SVGElement.prototype, {
    getBoundingClientRect(this: Element): object {
      return rectangle(this);
    },
    getBBox(this: Element): object {
      return rectangle(this);
    },
  });

  // One image pixel per cell would leave the painter to scale it up, which blurs the cells' edges.
  define(window, { CSS: { supports: () => false } });

  window.eval(plotly);
  const { Plotly } = window as unknown as { Plotly: PlotlyGlobal };
  return {
    svg: (data, layout, width, height) =>
      Plotly.toImage({ data, layout }, { format: "svg", imageDataOnly: true, width, height }),
  };
}

function define(target: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(target, name, { value, configurable: true });
}
