import type { SKRSContext2D } from "@napi-rs/canvas";
import { cos, sin } from "../../core/elementary";
import { ASCENT, DESCENT } from "./fonts";

/** Sides of a rectangle in pixels, y downwards, in the coordinates of the element's parent. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The width of `text` in pixels. */
export type MeasureText = (text: string, fontSize: number, bold: boolean) => number;

const LINE_HEIGHT = 1.3; // of the font size: plotly's line spacing
const BROWSER_FONT_SIZE = 16;

/** Measures by real glyph widths. @param context - of a canvas that knows the family. */
export function glyphMeasure(context: SKRSContext2D, family: string): MeasureText {
  return (text, fontSize, bold) => {
    context.font = `${bold ? "bold " : ""}${fontSize}px "${family}"`;
    return context.measureText(text).width;
  };
}

/**
 * The box that a browser would report for SVG text, or for a group that holds some; undefined where there is none.
 * jsdom draws nothing and so knows no sizes, but plotly asks for them to place labels, legends and margins.
 */
export function textBox(element: Element, measureText: MeasureText): Box | undefined {
  const box =
    element.tagName === "text" ? ownTextBox(element, measureText) : boxOfChildren(element, measureText);
  return box && transformed(box, element.getAttribute("transform") ?? "");
}

function boxOfChildren(element: Element, measureText: MeasureText): Box | undefined {
  const boxes = Array.from(element.children, (child) => textBox(child, measureText)).filter(
    (box) => box !== undefined,
  );
  return boxes.length === 0 ? undefined : union(boxes);
}

function ownTextBox(text: Element, measureText: MeasureText): Box | undefined {
  if (!text.textContent) return undefined;
  const lines = Array.from(text.querySelectorAll("tspan.line"));
  const fontSize = inherited(text, "font-size", numberOf) ?? BROWSER_FONT_SIZE;
  const bold = isBold(inherited(text, "font-weight", (weight) => weight) ?? "normal");
  const widths = (lines.length > 0 ? lines : [text]).map((line) =>
    widthOf(line, fontSize, bold, measureText),
  );
  const width = Math.max(...widths);
  const x = Number(text.getAttribute("x") ?? 0);
  const baseLine = Number(text.getAttribute("y") ?? 0);
  const anchor = inherited(text, "text-anchor", (value) => value);
  const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
  const firstShift = lines.length > 0 ? emOf(lines[0].getAttribute("dy")) * fontSize : 0;
  const top = baseLine + firstShift - ASCENT * fontSize;
  const height = (ASCENT + DESCENT + (widths.length - 1) * LINE_HEIGHT) * fontSize;
  return { left, top, right: left + width, bottom: top + height };
}

/** Width of a line: its pieces may be smaller (raised exponents) or bold. */
function widthOf(node: Element, fontSize: number, bold: boolean, measureText: MeasureText): number {
  let width = 0;
  for (const child of Array.from(node.childNodes)) {
    if (child.nodeType === child.TEXT_NODE) width += measureText(child.textContent ?? "", fontSize, bold);
    else {
      const piece = child as Element;
      const size = styleOf(piece, "font-size");
      const weight = styleOf(piece, "font-weight");
      const pieceSize = size?.endsWith("%") ? (fontSize * Number.parseFloat(size)) / 100 : fontSize;
      width += widthOf(piece, pieceSize, weight === undefined ? bold : isBold(weight), measureText);
    }
  }
  return width;
}

function inherited<T>(element: Element, name: string, read: (value: string) => T | undefined): T | undefined {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const value = styleOf(at, name) ?? at.getAttribute(name);
    const answer = value == null ? undefined : read(value);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function styleOf(element: Element, name: string): string | undefined {
  const style = element.getAttribute("style");
  return style ? new RegExp(`(?:^|;)\\s*${name}:\\s*([^;]+)`).exec(style)?.[1] : undefined;
}

function numberOf(text: string): number | undefined {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? value : undefined;
}

const emOf = (length: string | null): number => (length ? Number.parseFloat(length) : 0);
const isBold = (weight: string): boolean => weight === "bold" || Number(weight) >= 600;

function union(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** The box around `box` after an SVG transform of `translate` and `rotate` steps (plotly's labels use no others). */
function transformed(box: Box, transform: string): Box {
  const steps = Array.from(transform.matchAll(/(translate|rotate)\(([^)]*)\)/g)).reverse();
  return steps.reduce((at, [, kind, list]) => {
    const [a, b = 0, c = 0] = list.split(/[\s,]+/).map(Number);
    if (kind === "translate")
      return { left: at.left + a, right: at.right + a, top: at.top + b, bottom: at.bottom + b };
    return rotated(at, (a * Math.PI) / 180, b, c);
  }, box);
}

function rotated({ left, top, right, bottom }: Box, angle: number, aroundX: number, aroundY: number): Box {
  const corners = [left, right].flatMap((x) => [top, bottom].map((y) => [x - aroundX, y - aroundY]));
  const turned = corners.map(([x, y]) => ({
    x: aroundX + x * cos(angle) - y * sin(angle),
    y: aroundY + x * sin(angle) + y * cos(angle),
  }));
  const xs = turned.map((corner) => corner.x);
  const ys = turned.map((corner) => corner.y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
