import type { Layout, LayoutAxis } from "plotly.js-dist";
import { log10 } from "../../core/elementary";
import type { Trace } from "./figure";

/**
 * The layout with axes of values on which all traces find room, also those that are not shown now: from the lowest value
 * to the highest and a little more, bars from 0. An axis with a range of its own keeps it, and so does one with a trace
 * whose heights only the drawing knows (a histogram's).
 */
export function withSharedScale(layout: Partial<Layout>, traces: readonly Trace[]): Partial<Layout> {
  const names = [...new Set(traces.map(axisOf))];
  const axes = names.flatMap((name) => {
    const axis: Partial<LayoutAxis> = (layout as Record<string, Partial<LayoutAxis> | undefined>)[name] ?? {};
    const range =
      axis.range ??
      rangeOf(
        traces.filter((trace) => axisOf(trace) === name),
        axis,
      );
    return range ? [[name, { ...axis, range }]] : [];
  });
  return { ...layout, ...(Object.fromEntries(axes) as Partial<Layout>) };
}

const MORE = 0.05; // of the height, above the highest value and below the lowest

function rangeOf(traces: readonly Trace[], { type }: Partial<LayoutAxis>): [number, number] | undefined {
  const isLog = type === "log";
  const hasBars = !isLog && traces.some((trace) => trace.type === "bar");
  let [low, high] = hasBars ? [0, 0] : [Infinity, -Infinity];
  for (const trace of traces) {
    const heights = heightsOf(trace);
    if (!heights) return undefined;
    for (let i = 0; i < heights.length; i++) {
      const height = isLog ? log10(heights[i]) : heights[i];
      if (!Number.isFinite(height)) continue;
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
  }
  if (!(low < high)) return undefined;
  const more = MORE * (high - low);
  return [hasBars && low === 0 ? 0 : low - more, hasBars && high === 0 ? 0 : high + more];
}

/** "yaxis", "yaxis2": the name in the layout of the axis that a trace stands on. */
function axisOf(trace: Trace): string {
  const { yaxis = "y" } = trace as { yaxis?: string };
  return yaxis.replace("y", "yaxis");
}

function heightsOf(trace: Trace): ArrayLike<number> | undefined {
  const { type = "scatter", y } = trace as { type?: string; y?: ArrayLike<number> };
  return type === "scatter" || type === "bar" ? y : undefined;
}
