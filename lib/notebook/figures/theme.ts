import type { Layout, Legend, Template } from "plotly.js-dist";
import { pow } from "../../core/elementary";
import type { Figure } from "./figure";

/**
 * Colours that also colour-blind readers tell apart (Okabe and Ito 2008; their yellow, too pale on white, and
 * black left out, a grey added).
 */
export const PALETTE: readonly string[] = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#5f6672",
];

/** The colour of the i-th line. */
export function colourOf(i: number): string {
  return PALETTE[i % PALETTE.length];
}

/** How the i-th line is drawn: dashed once all colours are taken, so that no two lines look alike. */
export function dashOf(i: number): "solid" | "dash" | "dot" {
  return (["solid", "dash"] as const)[Math.floor(i / PALETTE.length)] ?? "dot";
}

export const INK: string = "#262b33";
export const QUIET_INK: string = "#5b6472";
export const GRID: string = "#e6e9ee";
export const FRAME: string = "#aeb6c2";
export const BOX: string = "#f3f7fb";

/** From little to much. */
export const SEQUENTIAL: [number, string][] = [
  [0, "#f7fbff"],
  [1, "#0072b2"],
];

/** Low, middle and high of a quantity that has a middle (a correlation): blue, white, orange. */
export const DIVERGING: [number, string][] = [
  [0, "#0072b2"],
  [0.5, "#f7f7f7"],
  [1, "#d55e00"],
];

/** The colour at `part` (0 to 1) of a scale, as plotly mixes it: red, green and blue from 0 to 255. */
export function scaleColour(scale: readonly (readonly [number, string])[], part: number): number[] {
  const at = Math.min(Math.max(part, 0), 1);
  const i = Math.max(
    1,
    scale.findIndex(([end]) => at <= end),
  );
  const [[start, from], [end, to]] = [scale[i - 1], scale[i]];
  const share = (at - start) / (end - start);
  const [a, b] = [channels(from), channels(to)];
  return a.map((low, k) => low + share * (b[k] - low));
}

export const BLACK: string = "#000000";
export const WHITE: string = "#ffffff";

/** Black or white, whichever is read better on a colour: never less than 4.5 to 1. */
export function readableOn(colour: readonly number[]): string {
  return contrast(colour, channels(BLACK)) >= contrast(colour, channels(WHITE)) ? BLACK : WHITE;
}

/** The contrast of two colours as WCAG 2 defines it, from 1 to 21. */
export function contrast(one: readonly number[], other: readonly number[]): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** The house style as a plotly template: what a figure's own layout says comes first. */
export function houseStyle(figure: Figure): Template {
  const axis = {
    automargin: true,
    gridcolor: GRID,
    linecolor: FRAME,
    tickcolor: FRAME,
    ticklen: 4,
    ticks: "outside" as const,
    tickfont: { color: QUIET_INK },
    title: { font: { size: 13, color: QUIET_INK }, standoff: 10 },
    zeroline: false,
    exponentformat: "B" as const,
    minexponent: 5,
    separatethousands: true,
  };
  const legend = legendPlace(figure);
  const layout: Partial<Layout> = {
    font: { family: "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif", size: 13, color: INK },
    title: {
      x: 0,
      xref: "paper",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { t: 14 },
      font: { size: 15, weight: 600 },
    },
    colorway: [...PALETTE],
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    margin: { l: 56, r: 24, t: (figure.layout?.title ? 46 : 20) + (legend.y === ABOVE ? 28 : 0), b: 44 },
    hovermode: "x unified",
    hoverlabel: { font: { size: 12 } },
    xaxis: { ...axis, showline: true },
    yaxis: axis,
    legend,
  };
  return { layout };
}

/** On the right; above the drawing where long names would narrow it; below where a colour bar stands on the right. */
function legendPlace({ data }: Figure): Partial<Legend> {
  const hasColourBar = data.some(({ type }) => ["heatmap", "contour", "histogram2d"].includes(type ?? ""));
  if (hasColourBar) return { orientation: "h", x: 0, xanchor: "left", y: -0.18, yanchor: "top" };
  const longest = Math.max(...data.map(({ name }) => name?.length ?? 0));
  return longest > LONG_NAME
    ? { orientation: "h", x: 0, xanchor: "left", y: ABOVE, yanchor: "bottom" }
    : { x: 1.01, xanchor: "left", y: 1, yanchor: "top" };
}

const LONG_NAME = 14; // characters
const ABOVE = 1.02;
