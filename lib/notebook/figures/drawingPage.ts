import { readFile } from "node:fs/promises";
import type * as NapiCanvas from "@napi-rs/canvas";
import type { DOMWindow } from "jsdom";
import type { Data, Layout } from "plotly.js-dist";
import { fontFiles } from "./fonts";
import { glyphMeasure, textBox } from "./textBox";

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
  const [{ JSDOM, VirtualConsole }, canvas, plotly] = await Promise.all([
    import("jsdom"),
    import("@napi-rs/canvas"),
    readFile(require.resolve("plotly.js-cartesian-dist-min"), "utf8"),
  ]);
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(), // what plotly has to say goes nowhere: the library never prints
  });
  provideCanvases(window, canvas);
  provideTextSizes(window, canvas);
  // Plotly measures a violin's outline for the pointer, which an image has not.
  define(window.SVGElement.prototype, { getTotalLength: () => 0 });
  // One image pixel per cell would leave the painter to scale it up, which blurs the cells' edges.
  define(window, { CSS: { supports: () => false } });

  window.eval(plotly);
  const { Plotly } = window as unknown as { Plotly: PlotlyGlobal };
  return {
    svg: (data, layout, width, height) =>
      Plotly.toImage({ data, layout }, { format: "svg", imageDataOnly: true, width, height }),
  };
}

type CanvasLibrary = typeof NapiCanvas;

/** jsdom has no canvas: heat maps are painted on one of ours, remade when plotly changes the element's size. */
function provideCanvases(window: DOMWindow, { createCanvas }: CanvasLibrary): void {
  const canvases = new WeakMap<HTMLCanvasElement, NapiCanvas.Canvas>();
  const canvasOf = (element: HTMLCanvasElement): NapiCanvas.Canvas => {
    const known = canvases.get(element);
    if (known?.width === element.width && known.height === element.height) return known;
    const fresh = createCanvas(element.width, element.height);
    canvases.set(element, fresh);
    return fresh;
  };
  define(window.HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement): NapiCanvas.SKRSContext2D {
      return canvasOf(this).getContext("2d");
    },
    toDataURL(this: HTMLCanvasElement): string {
      return canvasOf(this).toDataURL();
    },
  });
}

/** Nor does it know the size of a text: measured in the font of the still image. */
function provideTextSizes(window: DOMWindow, { GlobalFonts, createCanvas }: CanvasLibrary): void {
  const family = "volfolio still image"; // a name that no installed font has
  for (const file of Object.values(fontFiles())) GlobalFonts.registerFromPath(file, family);
  const measureText = glyphMeasure(createCanvas(1, 1).getContext("2d"), family);
  function rectangle(this: Element): object {
    const { left, top, right, bottom } = textBox(this, measureText) ?? {
      left: 0,
      top: 0,
      right: 0,
      bottom: 0,
    };
    return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
  }
  define(window.SVGElement.prototype, { getBoundingClientRect: rectangle, getBBox: rectangle });
}

function define(target: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(target, name, { value, configurable: true });
}
