import type { ScatterData } from "plotly.js-dist";
import { DomainError } from "../../core/errors";
import type { Correlogram } from "../../statistics/autocorrelation";
import type { FigureTexts } from "./axes";
import type { Figure, Trace } from "./figure";
import { panelFigure } from "./panelFigure";
import { PALETTE, QUIET_INK } from "./theme";

export interface CorrelogramFigureOptions extends FigureTexts {
  /** A panel each, by title; all of the same lags. */
  readonly panels: Readonly<Record<string, Correlogram>>;
  /** Panels beside each other. Default 2. */
  readonly columns?: number;
}

const WHERE = "correlogramFigure";

/**
 * Autocorrelations as bars from lag 1 on (lag 0 is always 1), between the bands that hold so many of them
 * where there is no autocorrelation. All panels have one scale.
 *
 * @example correlogramFigure({ panels: { BTC: autocorrelation(returns, { lags: 30 }) }, yTitle: "autocorrelation", caption: "…" })
 */
export function correlogramFigure({ panels, ...options }: CorrelogramFigureOptions): Figure {
  const charts = Object.entries(panels);
  if (charts.length === 0)
    throw new DomainError(WHERE, "panels", panels, "one correlogram at least, by its name");
  const { confidence, lags } = charts[0][1];
  const band = `${Number((100 * confidence).toPrecision(4))} % band`;
  const lines = charts.map(([name, { values, bands }]) => {
    const [value, upper] = [values.subarray(1), bands.subarray(1)];
    return [name, { [BARS]: value, [band]: upper, [LOWER]: upper.map((b) => -b) }] as const;
  });
  const figure = panelFigure({
    xTitle: "lag (days)",
    ...options,
    x: lags.slice(1),
    panels: Object.fromEntries(lines),
    sameScale: true,
  });
  return { ...figure, data: figure.data.map(redrawn), layout: { ...figure.layout, bargap: 0.35 } };
}

/** A line of the panels as what it stands for: the bars, or an edge of the band. */
function redrawn(trace: Trace): Trace {
  const { name, x, y, xaxis, yaxis } = trace as Partial<ScatterData>;
  if (name === BARS)
    return { type: "bar", name, x, y, xaxis, yaxis, marker: { color: PALETTE[0] }, showlegend: false };
  const edge = { ...trace, line: { color: QUIET_INK, width: 1.2, dash: "dash" } } as Partial<ScatterData>;
  return name === LOWER ? { ...edge, showlegend: false, hoverinfo: "skip" } : edge;
}

const BARS = "autocorrelation";
const LOWER = "lower band";
