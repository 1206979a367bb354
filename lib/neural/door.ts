export { lstmSequence } from "./lstmSequence";
export type {
  LstmGradients,
  LstmRun,
  LstmSequenceOptions,
  LstmStates,
  LstmUpstream,
  Sequences,
} from "./lstmSequence";
export { lstmStep } from "./lstmStep";
export type { LstmState, LstmStep, LstmWeightGradients } from "./lstmStep";
export type { LstmWeights, Rows } from "./lstmWeights";
export type { Activation, Architecture, DenseSpec, DropoutSpec, LayerSpec, LstmSpec } from "./architecture";
export type { DenseWeights, LayerWeights } from "./layerWeights";
export type { LearningCurves, TrainedModelData } from "./modelData";
export { loadModel, saveModel } from "./modelFile";
export type { StoredModel } from "./storedModel";
export { availableBackends } from "./backend";
export type { Backend, BackendStatus } from "./backend";
export { TrainedModel } from "./trainedModel";
export type { PredictOptions } from "./trainedModel";

export { trainSequenceModel } from "./trainSequenceModel";
export type { TrainingWindows, TrainOptions } from "./trainSequenceModel";
export type { AdamOptions } from "./adam";

export { cachedModel } from "./modelCache";
export type { CachedModel, ModelCacheOptions } from "./modelCache";
export { trainModels } from "./trainModels";
export type { TrainingJob } from "./trainModels";
export type { KeepModels, TrainModelsOptions } from "./trainMissing";
export {
  forecastPrices,
  forecastPricesAfter,
  forecastPricesOf,
  PRICE_NETWORK,
  PRICE_WINDOW,
  priceNetwork,
} from "./priceForecast";
export type {
  PriceColumns,
  PriceForecast,
  PriceForecastOptions,
  PriceTraining,
  WorkersOption,
} from "./priceForecast";
export { walkForwardPrices } from "./walkForwardPrices";
export type { PriceFold, WalkForwardPrices, WalkForwardPricesOptions } from "./walkForwardPrices";
export {
  forecastVolatility,
  forecastVolatilityOf,
  HYBRID_NETWORK,
  VOLATILITY_EPOCHS,
  VOLATILITY_NETWORK,
  VOLATILITY_WINDOW,
  volatilityNetwork,
} from "./volatilityForecast";
export { forecastVariances, VARIANCE_NETWORK } from "./varianceForecast";
export type { VarianceForecastOptions, VarianceForecasts } from "./varianceForecast";
export type { VolatilityForecast, VolatilityForecastOptions } from "./volatilityForecast";

export { softmax } from "../math/softmax";
export { DIRECT_SHARPE_NETWORK, MULTI_TASK_NETWORK } from "./portfolioNetwork";
export type { PortfolioNetwork, PortfolioWeights, Sharing } from "./portfolioNetwork";
export type { PortfolioShape, PortfolioWindows } from "./portfolioWindows";
export { portfolioGradient } from "./portfolioGradient";
export type { PortfolioGradient } from "./portfolioGradient";
export { PortfolioModel } from "./portfolioModel";
export type { PortfolioModelData } from "./portfolioModelData";
export type { PortfolioBackend } from "./portfolioBackend";
export type { StoredPortfolioModel } from "./storedPortfolioModel";
export { sharpeLoss } from "./sharpeLoss";
export type { SharpeLoss, SharpeLossOptions, SharpeVariant } from "./sharpeLoss";
export { DEFAULT_LAMBDA, trainPortfolioNetwork, trainPortfolioNetworks } from "./trainPortfolioNetwork";
export type { PortfolioJob, PortfolioTraining, TrainPortfolioOptions } from "./trainPortfolioNetwork";
export { gridSearch } from "./gridSearch";
export type {
  GridPoint,
  GridRow,
  GridSearch,
  GridSearchOptions,
  GridSpace,
  GridTrial,
  GridValue,
  TrialFunction,
} from "./gridSearch";
export type { PointOutcome, TrialResult } from "./gridPoint";
export { priceTrial, volatilityTrial } from "./trials";
export type {
  PricePoint,
  PriceTrialOptions,
  TrialRows,
  VolatilityPoint,
  VolatilityTrialOptions,
} from "./trials";
export { fusedLstm } from "./tensor/fusedLstm";
export type { FusedLstmOptions, LstmTensors } from "./tensor/fusedLstm";
export { fusedLstmLayer } from "./tensor/fusedLstmLayer";
export type { FusedLstmConfig } from "./tensor/fusedLstmLayer";
export { loadTfjs } from "./tensor/loadTfjs";
export type { TfjsOptions } from "./tensor/loadTfjs";
export type { Tfjs } from "./tensor/tfjs";
