export { archLm } from "./archLm";
export type { ArchLmOptions, ArchLmResult } from "./archLm";
export { augmentedDickeyFuller } from "./augmentedDickeyFuller";
export type { AugmentedDickeyFullerOptions, AugmentedDickeyFullerResult } from "./augmentedDickeyFuller";
export { autocorrelation, partialAutocorrelation } from "./autocorrelation";
export type { AutocorrelationOptions, Correlogram, PartialAutocorrelationOptions } from "./autocorrelation";
export type { BlockBootstrap } from "./blockBootstrap";
export { bootstrapInterval, bootstrapIntervals } from "./bootstrapInterval";
export type {
  BootstrapInterval,
  BootstrapIntervalOptions,
  IntervalMethod,
  AlignedSeries,
} from "./bootstrapInterval";
export { compareWithNaive } from "./compareWithNaive";
export type { NaiveComparison } from "./compareWithNaive";
export { dieboldMariano } from "./dieboldMariano";
export type { DieboldMarianoOptions, DieboldMarianoResult } from "./dieboldMariano";
export type { ConfidenceSetStatistic } from "./elimination";
export { jarqueBera, kurtosis, skewness } from "./jarqueBera";
export type { JarqueBeraResult, KurtosisOptions, SkewnessOptions } from "./jarqueBera";
export { kpss } from "./kpss";
export type { KpssCriticalValues, KpssOptions, KpssResult } from "./kpss";
export { ljungBox } from "./ljungBox";
export type { LjungBoxOptions, LjungBoxResult } from "./ljungBox";
export { absoluteErrors, percentageErrors, qlikeLosses, squaredErrors } from "./losses";
export type { AdfCriticalValues, DeterministicTerms } from "./mackinnon";
export { mincerZarnowitz } from "./mincerZarnowitz";
export type { MincerZarnowitzOptions, MincerZarnowitzResult } from "./mincerZarnowitz";
export { modelConfidenceSet } from "./modelConfidenceSet";
export type { ModelConfidenceSet, ModelConfidenceSetOptions, RankedModel } from "./modelConfidenceSet";
export { adjustPValues } from "./multipleTesting";
export type { MultipleTestingMethod } from "./multipleTesting";
export type { TestResult } from "./report";
export { signBias } from "./signBias";
export type { SignBiasEffect, SignBiasOptions, SignBiasResult } from "./signBias";
export { standardisedDensity } from "./standardisedDensity";
export type { StandardisedDensity, StandardisedDensityOptions } from "./standardisedDensity";
export type { ZeroRule } from "./signedRanks";
export { superiorPredictiveAbility } from "./superiorPredictiveAbility";
export type {
  SuperiorPredictiveAbility,
  SuperiorPredictiveAbilityOptions,
} from "./superiorPredictiveAbility";
export { wilcoxonSignedRank } from "./wilcoxonSignedRank";
export type { Alternative, WilcoxonOptions, WilcoxonResult } from "./wilcoxonSignedRank";
export { christoffersenTest, expectedShortfallTest, kupiecTest } from "./riskBacktests";
export type {
  BacktestOptions,
  ChristoffersenResult,
  ExpectedShortfallResult,
  ExpectedShortfallTestOptions,
  KupiecResult,
} from "./riskBacktests";
