import { isDeepStrictEqual } from "node:util";
import type { Layout } from "plotly.js-dist";
import { DomainError } from "../../core/errors";
import type { Figure, Trace } from "./figure";
import { withSharedScale } from "./sharedScale";
import { colourOf } from "./theme";

export interface SliderFigureOptions {
  /** The parameter: "window (days)". */
  readonly parameter: string;
  /** What it may be, in the order of the slider. */
  readonly values: readonly (number | string)[];
  /** Where the slider stands at first, and what the still image shows. Default: the first value. */
  readonly start?: number | string;
  /** One scale for all values, so that heights can be compared: the axis stays as the slider moves. Default false. */
  readonly sameScale?: boolean;
}

/**
 * One figure for several values of a parameter, with a slider that needs no kernel: it works in the book, too. All figures
 * have the layout and the words of the first shown. A trace that is the same in all of them is drawn once, below the
 * others, and stays.
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
  const { parameter } = options;
  const values: readonly T[] = options.values;
  const where = "sliderFigure";
  if (!(values?.length > 1)) throw new DomainError(where, "values", values, "two values at least");
  const { start = values[0] } = options;
  const active = values.findIndex((value) => value === start);
  if (active < 0) throw new DomainError(where, "start", start, `one of ${values.join(", ")}`);
  const figures = values.map((value) => inOwnColours(draw(value)));
  const { length } = figures[active].data;
  for (const [i, { data }] of figures.entries())
    if (data.length !== length)
      throw new DomainError(
        where,
        `the figure for ${values[i]}`,
        data,
        `one with ${length} traces, as the others`,
      );
  const isCommon = figures[0].data.map((trace, k) =>
    figures.every(({ data }) => isDeepStrictEqual(data[k], trace)),
  );
  const common = figures[0].data.filter((_, k) => isCommon[k]);
  const own = figures.map(({ data }) => data.filter((_, k) => !isCommon[k]));
  const data = [...common, ...own.flat()];
  const shownFor = (i: number): boolean[] => [
    ...common.map(() => true),
    ...own.flatMap((traces, k) => traces.map(() => k === i)),
  ];
  const shownAtFirst = shownFor(active);
  const steps = values.map((value, i) => ({
    label: String(value),
    method: "restyle" as const,
    args: [{ visible: shownFor(i) }],
  }));
  const { layout = {} } = figures[active];
  const room = layout.xaxis?.title ? BELOW_TITLE : BELOW_LABELS;
  const slider = { active, currentvalue: { prefix: `${parameter}: ` }, pad: { t: room }, steps };
  return {
    ...figures[active],
    data: data.map((trace, k): Trace => ({ ...trace, visible: shownAtFirst[k] })),
    layout: {
      ...(options.sameScale ? withSharedScale(layout, data) : layout),
      sliders: [slider] as Layout["sliders"],
    },
  };
}

const BELOW_LABELS = 30; // px from the drawing to the slider, where the labels of the x axis stand between them
const BELOW_TITLE = 56; // px, where its title does, too

/** Each trace in the colour of its place: plotly counts the hidden ones, too. */
function inOwnColours(figure: Figure): Figure {
  const coloured = (trace: Trace, k: number): Trace => {
    const part = (trace.type ?? "scatter") === "scatter" ? "line" : "marker";
    const given = (trace as Record<string, object | undefined>)[part];
    return { ...trace, [part]: { color: colourOf(k), ...given } };
  };
  return { ...figure, data: figure.data.map(coloured) };
}
