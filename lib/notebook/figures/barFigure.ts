import { checkOneOf, checkSameLength } from "../../core/checks";
import { DomainError } from "../../core/errors";
import type { FigureTexts, NamedSeries } from "./axes";
import type { Figure } from "./figure";

export interface BarFigureOptions extends FigureTexts {
  /** The groups along the x axis. */
  readonly categories: readonly string[];
  /** One bar in each group for each name. */
  readonly series: NamedSeries;
  /** What stands above the bars of a series, by its name: one text for each category. Nothing by default. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Bars in groups.
 *
 * @example barFigure({ categories: ["BTC", "ETH"], series: { ours, paper }, yTitle: "RMSE", caption: "…" })
 */
export function barFigure(options: BarFigureOptions): Figure {
  const { categories, series, labels = {}, caption, title, xTitle, yTitle } = options;
  const names = Object.keys(series);
  if (names.length === 0)
    throw new DomainError("barFigure", "series", series, "one series at least, by its name");
  for (const name of names) checkSameLength("barFigure", "categories", categories, name, series[name]);
  for (const [name, texts] of Object.entries(labels)) {
    checkOneOf("barFigure", "a name in labels", name, names);
    checkSameLength("barFigure", "categories", categories, `labels of ${name}`, texts);
  }
  return {
    data: names.map((name) => ({
      ...{ type: "bar", name, x: [...categories], y: Array.from(series[name]) },
      ...(labels[name] ? { text: [...labels[name]], textposition: "outside", cliponaxis: false } : {}),
    })),
    layout: {
      ...(title ? { title: { text: title } } : {}),
      // dtick: each group has its name, also where there is little room.
      xaxis: { type: "category", dtick: 1, ...(xTitle ? { title: { text: xTitle } } : {}), showgrid: false },
      yaxis: { title: { text: yTitle }, zeroline: true },
      showlegend: names.length > 1,
      bargap: 0.3,
      hovermode: "closest",
    },
    caption,
  };
}
