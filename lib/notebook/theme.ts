import type { Layout, Template } from "plotly.js-dist";
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

export const INK: string = "#262b33";
export const QUIET_INK: string = "#5b6472";
export const GRID: string = "#e6e9ee";
const FAINT_GRID = "#f2f4f7";
const FRAME = "#aeb6c2";

/** Low, middle and high of a quantity that has a middle (a correlation): blue, white, orange. */
export const DIVERGING: [number, string][] = [
  [0, "#08519c"],
  [0.25, "#6baed6"],
  [0.5, "#ffffff"],
  [0.75, "#fd8d3c"],
  [1, "#a63603"],
];

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
    minor: { gridcolor: FAINT_GRID },
  };
  const layout: Partial<Layout> = {
    font: { family: "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif", size: 13, color: INK },
    title: { x: 0, xref: "paper", xanchor: "left", font: { size: 16 } },
    colorway: [...PALETTE],
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    margin: { l: 56, r: 24, t: figure.layout?.title ? 52 : 24, b: 44 },
    hovermode: "x unified",
    hoverlabel: { font: { size: 12 } },
    xaxis: { ...axis, showline: true },
    yaxis: axis,
    legend: legendPlace(figure),
  };
  return { layout };
}

/** A colour bar stands on the right: beside one, the legend lies below. */
function legendPlace(figure: Figure): Partial<Layout["legend"]> {
  const hasColourBar = figure.data.some(({ type }) =>
    ["heatmap", "contour", "histogram2d"].includes(type ?? ""),
  );
  return hasColourBar
    ? { orientation: "h", x: 0, xanchor: "left", y: -0.18, yanchor: "top" }
    : { x: 1.01, xanchor: "left", y: 1, yanchor: "top" };
}
