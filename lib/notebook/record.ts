import { DomainError } from "../core/errors";
import { display, type Shown } from "./display";
import { columnFormat } from "./numbers";

/** What a result file keeps of a measured value. */
export interface Metric {
  readonly value: number | string;
  readonly unit?: string;
}

export interface RecordOptions {
  /** Of every number; texts have none. */
  readonly unit?: string;
}

/** Under this type the values travel from the cell to the result files: `{ name: Metric }`. */
export const METRICS_MIME: string = "application/vnd.volfolio.metrics+json";

/**
 * Shows values and keeps them in the notebook's results, under their names.
 *
 * @example record({ "BTC rmse": 0.0107, "BTC mape": 2.4 }, { unit: "%" })
 * @throws {@link DomainError} unless each value is a finite number or a text.
 */
export function record(
  values: Readonly<Record<string, number | string>>,
  { unit }: RecordOptions = {},
): Shown {
  const entries = Object.entries(values);
  for (const [name, value] of entries)
    if (!Number.isFinite(value) && typeof value !== "string")
      throw new DomainError("record", name, value, "a finite number or a text");
  const metrics = entries.map(([name, value]): [string, Metric] => [
    name,
    unit && typeof value === "number" ? { value, unit } : { value },
  ]);
  const lines = metrics.map(([name, metric]) => `${name} = ${metricText(metric)}`);
  return display({ [METRICS_MIME]: Object.fromEntries(metrics), "text/plain": lines.join("\n") });
}

const DIGITS = 6;

function metricText({ value, unit }: Metric): string {
  if (typeof value === "string") return value;
  const text = columnFormat([value], DIGITS)(value);
  return unit ? `${text} ${unit}` : text;
}
