import { checkNumber } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { display, type Shown } from "../display";
import { columnFormat } from "../numbers";

/** What a result file keeps of a measured value. */
export interface Metric {
  readonly value: number | string;
  readonly unit?: string;
  /** How far a run on another machine may be off, relative to the value. */
  readonly tolerance?: number;
}

export interface RecordOptions {
  /** Of every number; none by default. Texts have none. */
  readonly unit?: string;
  /**
   * How far the numbers of another run may be off, relative to these, before `volfolio verify` says that they moved.
   * Default: what `verify` is told, 1e-9. Wider for what a trained network gives, which differs between machines.
   */
  readonly tolerance?: number;
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
  { unit, tolerance }: RecordOptions = {},
): Shown {
  if (tolerance !== undefined) checkNumber("record", "tolerance", tolerance, 0, 1);
  const entries = Object.entries(values);
  for (const [name, value] of entries)
    if (!Number.isFinite(value) && typeof value !== "string")
      throw new DomainError("record", name, value, "a finite number or a text");
  const metrics = entries.map(([name, value]): [string, Metric] => [
    name,
    typeof value === "number"
      ? { value, ...(unit && { unit }), ...(tolerance !== undefined && { tolerance }) }
      : { value },
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
