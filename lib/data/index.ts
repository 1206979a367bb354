export type { CandleDataset } from "./candleDataset";
export type { Candles } from "./candles";
export { loadDataset } from "./dataset";
export type { LoadOptions } from "./dataset";
export { loadCandles } from "./ownCandles";
export type { LoadCandlesOptions } from "./ownCandles";
export type { CandleDatasetName, DatasetName } from "./datasetSpec";
export type { MarketCapDataset } from "./marketCapDataset";
export type { DataProvenance, SourceProvenance } from "./provenance";
