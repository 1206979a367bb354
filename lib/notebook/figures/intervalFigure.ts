import { checkSameLength } from "../../core/checks";
import { DomainError } from "../../core/errors";
import type { FigureTexts } from "./axes";
import type { Figure } from "./figure";

/** An estimate and the ends of its interval, as `bootstrapInterval` gives them. */
export interface EstimateInterval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

export interface IntervalFigureOptions extends FigureTexts {
  /** The groups along the x axis. */
  readonly categories: readonly string[];
  /** One interval in each group for each name. */
  readonly series: Readonly<Record<string, readonly EstimateInterval[]>>;
}

/**
 * Estimates as dots, their intervals as whiskers, in groups.
 *
 * @example intervalFigure({ categories: names, series: { "Sharpe ratio": intervals }, yTitle: "per day", caption: "…" })
 * @throws {@link DomainError} where an interval does not run from a lower to an upper end.
 */
export function intervalFigure(options: IntervalFigureOptions): Figure {
  const { categories, series, caption, title, xTitle, yTitle } = options;
  const where = "intervalFigure";
  const names = Object.keys(series ?? {});
  if (names.length === 0) throw new DomainError(where, "series", series, "one series at least, by its name");
  for (const name of names) {
    checkSameLength(where, "categories", categories, name, series[name]);
    series[name].forEach((one, i) => {
      if (!(one.lower <= one.upper && Number.isFinite(one.estimate)))
        throw new DomainError(where, `${name}[${i}]`, one, "{ estimate, lower, upper }, lower ≤ upper");
    });
  }
  return {
    data: names.map((name) => ({
      type: "scatter",
      mode: "markers",
      name,
      x: [...categories],
      y: series[name].map(({ estimate }) => estimate),
      error_y: {
        type: "data",
        symmetric: false,
        array: series[name].map(({ estimate, upper }) => upper - estimate),
        arrayminus: series[name].map(({ estimate, lower }) => estimate - lower),
      },
      marker: { size: 9 },
    })),
    layout: {
      ...(title ? { title: { text: title } } : {}),
      scattermode: "group",
      xaxis: { type: "category", automargin: true, ...(xTitle ? { title: { text: xTitle } } : {}) },
      yaxis: { title: { text: yTitle } },
      showlegend: names.length > 1,
    },
    caption,
  };
}
