import { MissingError } from "../../core/errors";
import type { MakeNetwork } from "../network";
import { tensorFlowBinding } from "./binding";

/** TensorFlow's C library, and which version of it runs. @throws {@link MissingError} where it does not. */
export function openNative(): { label: string; makeNetwork: MakeNetwork } {
  const { TF_Version } = tensorFlowBinding("native");
  throw new MissingError("native", `TensorFlow ${TF_Version} is there, but no network runs on it yet`);
}
