import type { Layout } from "plotly.js-dist";
import { DomainError } from "../core/errors";
import type { Figure, Trace } from "./figure";

export interface SliderFigureOptions {
  /** The parameter: "window (days)". */
  readonly parameter: string;
  /** What it may be, in the order of the slider. */
  readonly values: readonly (number | string)[];
  /** Where the slider stands at first, and what the still image shows. Default: the first value. */
  readonly start?: number | string;
}

/**
 * One figure for several values of a parameter, with a slider that needs no kernel: it works in the book, too. All figures
 * have the layout and the words of the first shown.
 *
 * @param draw - the figure for a value; each time with the same number of traces.
 * @example
 * sliderFigure({ parameter: "window", values: [7, 30, 90], start: 30 }, (window) =>
 *   lineFigure({ dates, series: { volatility: rollingVolatility(returns, { window }) }, … }))
 */
export function sliderFigure<T extends number | string>(
  options: SliderFigureOptions & { readonly values: readonly T[] },
  draw: (value: T) => Figure,
): Figure {
  const { parameter, values, start = values[0] } = options;
  const where = "sliderFigure";
  if (!(values?.length > 1)) throw new DomainError(where, "values", values, "two values at least");
  const active = values.findIndex((value) => value === start);
  if (active < 0) throw new DomainError(where, "start", start, `one of ${values.join(", ")}`);
  const figures = values.map(draw);
  const { length } = figures[active].data;
  for (const [i, { data }] of figures.entries())
    if (data.length !== length)
      throw new DomainError(
        where,
        `the figure for ${values[i]}`,
        data,
        `one with ${length} traces, as the others`,
      );
  const data = figures.flatMap(({ data }, i) =>
    data.map((trace): Trace => ({ ...trace, visible: i === active })),
  );
  const steps = values.map((value, i) => ({
    label: String(value),
    method: "restyle" as const,
    args: [{ visible: data.map((_, k) => Math.floor(k / length) === i) }],
  }));
  const slider = { active, currentvalue: { prefix: `${parameter}: ` }, pad: { t: 30 }, steps };
  return {
    ...figures[active],
    data,
    layout: { ...figures[active].layout, sliders: [slider] as Layout["sliders"] },
  };
}
