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
export { TrainedModel } from "./trainedModel";

export { trainSequenceModel } from "./trainSequenceModel";
export type { TrainingWindows, TrainOptions } from "./trainSequenceModel";
export type { AdamOptions } from "./adam";
