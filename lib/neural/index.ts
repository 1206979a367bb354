export { lstmSequence } from "./lstm/lstmSequence";
export type {
  LstmGradients,
  LstmRun,
  LstmSequenceOptions,
  LstmStates,
  LstmUpstream,
  Sequences,
} from "./lstm/lstmSequence";
export { lstmStep } from "./lstm/lstmStep";
export type { LstmState, LstmStep, LstmWeightGradients } from "./lstm/lstmStep";
export type { LstmWeights, Rows } from "./lstm/lstmWeights";
export type { Activation, Architecture, DenseSpec, DropoutSpec, LayerSpec, LstmSpec } from "./architecture";
export type { DenseWeights, LayerWeights } from "./layerWeights";
export type { LearningCurves, TrainedModelData } from "./training/modelData";
export { loadModel, saveModel } from "./training/modelFile";
export type { StoredModel } from "./training/storedModel";
export { availableBackends } from "./backends/backend";
export type { Backend, BackendStatus } from "./backends/backend";
export { TrainedModel } from "./training/trainedModel";
export type { PredictOptions } from "./training/trainedModel";

export { trainSequenceModel } from "./training/trainSequenceModel";
export type { TrainingWindows, TrainOptions } from "./training/trainSequenceModel";
export type { AdamOptions } from "./training/adam";

export { cachedModel } from "./training/modelCache";
export type { CachedModel, ModelCacheOptions } from "./training/modelCache";
export { trainModels } from "./training/trainModels";
export type { TrainingJob } from "./training/trainModels";
export type { KeepModels, TrainModelsOptions } from "./training/trainMissing";

export { softmax } from "../math/softmax";
export { DIRECT_SHARPE_NETWORK, MULTI_TASK_NETWORK } from "./portfolio/portfolioNetwork";
export type { PortfolioNetwork, PortfolioWeights, Sharing } from "./portfolio/portfolioNetwork";
export type { PortfolioShape, PortfolioWindows } from "./portfolio/portfolioWindows";
export { portfolioGradient } from "./portfolio/portfolioGradient";
export type { PortfolioGradient } from "./portfolio/portfolioGradient";
export { PortfolioModel } from "./portfolio/portfolioModel";
export type { PortfolioModelData } from "./portfolio/portfolioModelData";
export type { PortfolioBackend } from "./portfolio/portfolioBackend";
export type { StoredPortfolioModel } from "./portfolio/storedPortfolioModel";
export { sharpeLoss } from "./portfolio/sharpeLoss";
export type { SharpeLoss, SharpeLossOptions, SharpeVariant } from "./portfolio/sharpeLoss";
export {
  DEFAULT_LAMBDA,
  trainPortfolioNetwork,
  trainPortfolioNetworks,
} from "./portfolio/trainPortfolioNetwork";
export type {
  PortfolioJob,
  PortfolioTraining,
  TrainPortfolioOptions,
} from "./portfolio/trainPortfolioNetwork";
export { gridSearch } from "./training/gridSearch";
export type {
  GridPoint,
  GridRow,
  GridSearch,
  GridSearchOptions,
  GridSpace,
  GridTrial,
  GridValue,
  TrialFunction,
} from "./training/gridSearch";
export type { PointOutcome, TrialResult } from "./training/gridPoint";
export { fusedLstm } from "./tensor/fusedLstm";
export type { FusedLstmOptions, LstmTensors } from "./tensor/fusedLstm";
export { fusedLstmLayer } from "./tensor/fusedLstmLayer";
export type { FusedLstmConfig } from "./tensor/fusedLstmLayer";
export { loadTfjs } from "./tensor/loadTfjs";
export type { TfjsOptions } from "./tensor/loadTfjs";
export type { Tfjs } from "./tensor/tfjs";
