import { checkNumber, checkVector } from "../../core/checks";
import type { Figure, Trace } from "./figure";
import { INK } from "./theme";

export interface TailFigureOptions {
  /** One a day, as fractions. */
  readonly returns: ArrayLike<number>;
  /** A fraction, positive for a loss: the days at or below −VaR are the tail. */
  readonly valueAtRisk: number;
  /** A fraction, positive for a loss. */
  readonly conditionalValueAtRisk: number;
  /** The width of a bar, in per cent. Default 0.5. */
  readonly binSize?: number;
  /** Below the figure: what to notice. */
  readonly caption: string;
}

const [TAIL, OTHERS] = ["#d55e00", "#0072b2"];

/**
 * A histogram of daily returns whose tail has a colour of its own, with −VaR and −CVaR as lines.
 *
 * @throws `DomainError` for a return that is not a finite number, or a width of 0 or less.
 * @example
 * const returns = [-0.05, -0.02, 0.01, 0.03, 0.04];
 * const [valueAtRisk, conditionalValueAtRisk] = [0.02, 0.035]; // of level 0.75
 * const caption = "Two days of five.";
 * const figure = v.tailFigure({ returns, valueAtRisk, conditionalValueAtRisk, caption });
 * figure.data[0]; // → { type: "histogram", name: "tail: 2 of 5 days", x: [-5, -2] }
 */
export function tailFigure(options: TailFigureOptions): Figure {
  const where = "tailFigure";
  const { valueAtRisk, conditionalValueAtRisk, binSize = 0.5, caption } = options;
  checkVector(where, "returns", options.returns);
  checkNumber(where, "valueAtRisk", valueAtRisk);
  checkNumber(where, "conditionalValueAtRisk", conditionalValueAtRisk);
  checkNumber(where, "binSize", binSize, Number.MIN_VALUE);
  const returns = Array.from(options.returns);
  const tail = returns.filter((r) => r <= -valueAtRisk);
  const others = returns.filter((r) => r > -valueAtRisk);
  return {
    data: [
      bars(`tail: ${tail.length} of ${returns.length} days`, TAIL, binSize, tail),
      { ...bars("other days", OTHERS, binSize, others), showlegend: false },
      mark("−VaR", valueAtRisk, "solid"),
      mark("−CVaR", conditionalValueAtRisk, "dash"),
    ],
    layout: {
      barmode: "stack",
      xaxis: { title: { text: "return, % per day", standoff: 2 } },
      yaxis: { title: { text: "days" } },
      yaxis2: { overlaying: "y", range: [0, 1], visible: false },
      legend: { traceorder: "normal" },
      showlegend: true,
    },
    caption,
  };
}

function bars(name: string, color: string, size: number, returns: readonly number[]): Trace {
  return {
    type: "histogram",
    name,
    x: returns.map((r) => 100 * r),
    xbins: { start: -30, end: 60, size },
    marker: { color },
  };
}

/** A line from the bottom to the top, on an axis of its own. */
function mark(name: string, risk: number, dash: "solid" | "dash"): Trace {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: [-100 * risk, -100 * risk],
    y: [0, 1],
    yaxis: "y2",
    line: { color: INK, dash },
  };
}
