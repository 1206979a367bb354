import type { Annotation, Shape } from "plotly.js-dist";
import { DomainError } from "../core/errors";
import type { Figure } from "./figure";
import { colourOf, FRAME, QUIET_INK } from "./theme";

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
    return { type: "rect", x0: x, x1: x + 1 - GAP, y0: y, y1: y + HEIGHT, line, fillcolor: "#f3f7fb" };
  };
  const text = ({ name, detail }: PipelineStep, i: number): Partial<Annotation> => {
    const { x, y } = placeOf(i);
    return {
      text: `<b>${name}</b><br>${detail}`,
      ...{ x: x + (1 - GAP) / 2, y: y + HEIGHT / 2, showarrow: false, font: { size: 12 } },
    };
  };
  const arrow = (i: number): Partial<Annotation> => {
    const [from, to] = [placeOf(i), placeOf(i + 1)];
    const sameRow = from.y === to.y;
    const middle = (1 - GAP) / 2;
    const [tail, head] = sameRow
      ? [{ x: from.x + 1 - GAP, y: from.y + HEIGHT / 2 }, { x: to.x, y: to.y + HEIGHT / 2 }] // prettier-ignore
      : [{ x: from.x + middle, y: from.y }, { x: to.x + middle, y: to.y + HEIGHT }]; // prettier-ignore
    return {
      ...{ text: "", showarrow: true, arrowhead: 2, arrowcolor: QUIET_INK, arrowwidth: 1.3 },
      ...{ x: head.x, y: head.y, ax: tail.x, ay: tail.y, axref: "x", ayref: "y" },
    };
  };
  const hidden = { visible: false, fixedrange: true };
  return {
    data: [
      {
        type: "scatter",
        mode: "markers",
        x: [0],
        y: [0],
        marker: { opacity: 0, color: FRAME },
        hoverinfo: "skip",
      },
    ],
    layout: {
      shapes: steps.map((_, i) => box(i)),
      annotations: [...steps.map(text), ...steps.slice(1).map((_, i) => arrow(i))],
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
