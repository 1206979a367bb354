import type { Annotation, Shape } from "plotly.js-dist";
import { DomainError } from "../../core/errors";
import type { Figure } from "./figure";
import { BOX, colourOf, QUIET_INK } from "./theme";

/** A box of a pipeline: what is done, and a line or two about what comes out. */
export interface PipelineStep {
  readonly name: string;
  readonly detail: string;
}

export interface PipelineFigureOptions {
  /** In the order in which they run. */
  readonly steps: readonly PipelineStep[];
  /** Boxes beside each other before the next row begins; 4 by default. */
  readonly columns?: number;
  /** Below the figure: what to notice. */
  readonly caption: string;
}

const HEIGHT = 0.62; // of a row
const GAP = 0.16; // of a column

/**
 * Boxes with arrows between them, row after row.
 *
 * @example pipelineFigure({ steps: [{ name: "prices", detail: "7 coins" }, { name: "returns", detail: "1000 days" }], caption: "…" })
 */
export function pipelineFigure({ steps, columns = 4, caption }: PipelineFigureOptions): Figure {
  if (!(steps?.length > 0))
    throw new DomainError("pipelineFigure", "steps", steps, "a list of one or more steps");
  const rows = Math.ceil(steps.length / columns);
  const placeOf = (i: number): { x: number; y: number } => ({ x: i % columns, y: -Math.floor(i / columns) });
  const box = (i: number): Partial<Shape> => {
    const { x, y } = placeOf(i);
    const line = { color: colourOf(0), width: 1.5 };
    return { type: "rect", x0: x, x1: x + 1 - GAP, y0: y, y1: y + HEIGHT, line, fillcolor: BOX };
  };
  const text = ({ name, detail }: PipelineStep, i: number): Partial<Annotation> => {
    const { x, y } = placeOf(i);
    return {
      text: `<b>${name}</b><br>${detail}`,
      ...{ x: x + (1 - GAP) / 2, y: y + HEIGHT / 2, showarrow: false, font: { size: 12 } },
    };
  };
  // Lines and triangles of their own: the still image can't draw an annotation's arrow.
  const arrow = (
    i: number,
  ): { line: Partial<Shape>; head: { x: number; y: number; symbol: "triangle-right" | "triangle-down" } } => {
    const [from, to] = [placeOf(i), placeOf(i + 1)];
    const middle = (1 - GAP) / 2;
    const line = { type: "line" as const, line: { color: QUIET_INK, width: 1.3 } };
    if (from.y === to.y) {
      const [y, x1] = [from.y + HEIGHT / 2, to.x - 0.02];
      return {
        line: { ...line, x0: from.x + 1 - GAP, y0: y, x1, y1: y },
        head: { x: x1, y, symbol: "triangle-right" },
      };
    }
    const [turn, x1, y1] = [from.y - (1 - HEIGHT) / 2, to.x + middle, to.y + HEIGHT + 0.04];
    const x0 = from.x + middle;
    const path = `M ${x0} ${from.y} L ${x0} ${turn} L ${x1} ${turn} L ${x1} ${y1}`;
    return { line: { ...line, type: "path", path }, head: { x: x1, y: y1, symbol: "triangle-down" } };
  };
  const arrows = steps.slice(1).map((_, i) => arrow(i));
  const hidden = { visible: false, fixedrange: true };
  return {
    data: [
      {
        ...{ type: "scatter", mode: "markers", hoverinfo: "skip" },
        ...{ x: arrows.map(({ head }) => head.x), y: arrows.map(({ head }) => head.y) },
        marker: { symbol: arrows.map(({ head }) => head.symbol), size: 9, color: QUIET_INK },
      },
    ],
    layout: {
      shapes: [...steps.map((_, i) => box(i)), ...arrows.map(({ line }) => line)],
      annotations: steps.map(text),
      xaxis: { ...hidden, range: [-0.05, Math.min(columns, steps.length) - GAP + 0.05] },
      yaxis: { ...hidden, range: [1 - rows - 0.1, HEIGHT + 0.1] },
      height: 60 + 105 * rows,
      showlegend: false,
      margin: { l: 10, r: 10, t: 10, b: 10 },
    },
    caption,
    alt: steps.map(({ name, detail }) => `${name} (${detail.replaceAll("<br>", ", ")})`).join(" → "),
  };
}
