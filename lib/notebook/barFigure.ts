import { checkSameLength } from "../core/checks";
import { DomainError } from "../core/errors";
import type { FigureTexts, NamedSeries } from "./axes";
import type { Figure } from "./figure";

export interface BarFigureOptions extends FigureTexts {
  /** The groups along the x axis. */
  readonly categories: readonly string[];
  /** One bar in each group for each name. */
  readonly series: NamedSeries;
}

/**
 * Bars in groups.
 *
 * @example barFigure({ categories: ["BTC", "ETH"], series: { ours, paper }, yTitle: "RMSE", caption: "…" })
 */
export function barFigure({ categories, series, caption, title, xTitle, yTitle }: BarFigureOptions): Figure {
  const names = Object.keys(series);
  if (names.length === 0)
    throw new DomainError("barFigure", "series", series, "one series at least, by its name");
  for (const name of names) checkSameLength("barFigure", "categories", categories, name, series[name]);
  return {
    data: names.map((name) => ({ type: "bar", name, x: [...categories], y: Array.from(series[name]) })),
    layout: {
      ...(title ? { title: { text: title } } : {}),
      xaxis: { type: "category", ...(xTitle ? { title: { text: xTitle } } : {}), showgrid: false },
      yaxis: { title: { text: yTitle }, zeroline: true },
      showlegend: names.length > 1,
      bargap: 0.3,
      hovermode: "closest",
    },
    caption,
  };
}
