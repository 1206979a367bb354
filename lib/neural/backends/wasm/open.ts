import type { MakeNetwork } from "../network";
import { returnKernel, takeKernel } from "./kernel";
import { compiledKernel } from "./module";
import { KernelNetwork } from "./network";

/** The kernel in WebAssembly, and which build of it runs. @throws {@link MissingError} where none does. */
export function openWasm(): { label: string; makeNetwork: MakeNetwork } {
  return {
    label: `wasm (${compiledKernel().variant})`,
    makeNetwork: (placed, batch, rng) => {
      const kernel = takeKernel();
      const network = new KernelNetwork(kernel, placed, batch, rng);
      return {
        load: (weights) => network.load(weights),
        read: () => network.read(),
        predict: (...window) => network.predict(...window),
        learn: (...batchAndOptions) => network.learn(...batchAndOptions),
        dispose: () => returnKernel(kernel),
      };
    },
  };
}
