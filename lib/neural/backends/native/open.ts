import type { MakeNetwork } from "../network";
import { tensorFlowBinding } from "./binding";
import { NativeNetwork } from "./network";
import { Ops } from "./ops";

/** TensorFlow's C library, and which version of it runs. @throws {@link MissingError} where it does not. */
export function openNative(): { label: string; makeNetwork: MakeNetwork } {
  const binding = tensorFlowBinding("native");
  return {
    label: `native (TensorFlow ${binding.TF_Version})`,
    makeNetwork: (placed, _, rng) => new NativeNetwork(new Ops(binding), placed, rng),
  };
}
