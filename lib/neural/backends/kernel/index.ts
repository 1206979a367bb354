// The kernel of neural: what `lib/neural/backends/wasm/module.ts` loads. Compiled by AssemblyScript, once with plain SIMD and once with
// relaxed SIMD. It keeps no state but `wide`, and allocates nothing: the caller lays out the memory.
export { adam } from "./adam";
export {
  columnSums,
  copyRows,
  denseForward,
  hyperbolic,
  hyperbolicGradient,
  maskRows,
  relu,
  reluGradient,
} from "./dense";
export { inputGradient, transposeWeights, weightGradient } from "./gradient";
export { lstmForward, lstmStepBackward } from "./lstm";
export { wide } from "./product";
