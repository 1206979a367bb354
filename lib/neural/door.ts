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
