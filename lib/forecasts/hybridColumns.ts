import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import { forwardFill, type DatedSeries } from "../series/align";
import type { Day } from "../series/days";
import { holdOut, type TrainRange } from "../series/splits";
import type { VolatilitySpec } from "../volatility/spec";
import { garchFeature, type HybridVariant } from "./garchFeature";
import type { VolatilityRows } from "./volatilityRows";

/** What a network sees beside past volatility. */
export type HybridFeature = "garch" | "cvi";

export interface HybridColumnsOptions {
  /** What stands beside past volatility. */
  readonly features: readonly HybridFeature[];
  /** "clean" learns from training rows only; "paper" does as the paper did. */
  readonly variant: HybridVariant;
  /** The model behind the feature "garch". */
  readonly spec: VolatilitySpec;
  /** The index behind the feature "cvi"; undefined where it is none of the features. */
  readonly cvi: DatedSeries | undefined;
}

/** The columns of one coin, row by row what is known at the close of the row's day. */
export interface HybridColumns {
  readonly dates: readonly Day[];
  /** The volatility first: it is target and feature. */
  readonly columns: readonly Float64Array[];
  readonly names: readonly string[];
  readonly train: TrainRange;
}

/**
 * The columns from which a hybrid learns. The clean variant keeps every row: a CVI that is missing is the last one before,
 * with a flag beside it where some training row needs one. The paper's drops rows without CVI, so that its windows of 30
 * rows may span more than 30 days.
 */
export function hybridColumns(
  coin: string,
  rows: VolatilityRows,
  { features, variant, spec, cvi }: HybridColumnsOptions,
): HybridColumns {
  const { dates, train } = rows;
  checkOneOf("hybridColumns", "coin", coin, Object.keys(rows.volatility));
  const named: [string, Float64Array][] = [["volatility", rows.volatility[coin]]];
  if (features.includes("garch")) {
    const garch = garchFeature(rows.returns[coin], { spec, train: rows.trainingReturns, variant });
    named.push(["garch", garch.subarray(garch.length - dates.length)]);
  }
  let kept = dates.map(() => true);
  if (features.includes("cvi")) {
    if (cvi === undefined)
      throw new DomainError("forecastHybrid", "market.cvi", cvi, "there where the CVI is a feature");
    const { values, filled } = forwardFill(cvi, dates);
    named.push(["cvi", values]);
    if (variant === "paper") kept = filled.map((missing) => !missing);
    else if (filled.slice(0, train.to).includes(true))
      named.push(["cvi missing", Float64Array.from(filled, Number)]);
  }
  const only = <T>(values: ArrayLike<T>): T[] => Array.from(values).filter((_, row) => kept[row]);
  const keptDates = only(dates);
  const cut = kept.slice(0, train.to).filter(Boolean).length;
  return Object.freeze({
    dates: keptDates,
    names: named.map(([name]) => name),
    columns: named.map(([, values]) => Float64Array.from(only(values))),
    // Half a row more than the training rows, as the split rounds down
    train: holdOut(keptDates.length, { train: (cut + 0.5) / keptDates.length }).train,
  });
}
