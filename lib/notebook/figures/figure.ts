import type {
  BarData,
  BoxData,
  ContourData,
  HeatmapData,
  Histogram2dData,
  HistogramData,
  Layout,
  PieData,
  ScatterData,
  ViolinData,
} from "plotly.js-dist";
import { DomainError } from "../../core/errors";

/** A trace that the still image and the small build of plotly can draw: no WebGL, no candlesticks. */
export type Trace =
  | Partial<ScatterData>
  | Partial<BarData>
  | Partial<BoxData>
  | Partial<ContourData>
  | Partial<HeatmapData>
  | Partial<HistogramData>
  | Partial<Histogram2dData>
  | Partial<PieData>
  | Partial<ViolinData>;

/** What `show` shows: plotly's traces and layout, and what there is to notice. The house style comes by itself. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout?: Partial<Layout>;
  /** One sentence that says what to notice. Stands below the figure. */
  readonly caption: string;
  /** For readers who don't see the image; the caption where it is left out. */
  readonly alt?: string;
}

/** All that `type` of a {@link Trace} may be. */
export const TYPES: readonly string[] = [
  "scatter",
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "pie",
  "violin",
];

/** @throws {@link DomainError} unless `figure` has a caption and traces that can be drawn everywhere. */
export function checkFigure(where: string, figure: Figure): void {
  if (typeof figure?.caption !== "string" || figure.caption.trim() === "")
    throw new DomainError(where, "caption", figure?.caption, "a sentence that says what to notice");
  if (!Array.isArray(figure.data) || figure.data.length === 0)
    throw new DomainError(where, "data", figure.data, "a list of one or more traces");
  figure.data.forEach((trace: Trace, i) => {
    const type: unknown = trace?.type ?? "scatter";
    if (!TYPES.includes(type as string))
      throw new DomainError(
        where,
        `data[${i}].type`,
        type,
        `one of ${TYPES.map((t) => `"${t}"`).join(", ")}, which every viewer can draw`,
      );
  });
}
