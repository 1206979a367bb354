import type * as Core from "@tensorflow/tfjs-core";
import type * as Layers from "@tensorflow/tfjs-layers";
import { createRequire } from "node:module";
import type { NodeBackend } from "./nativeLstm";

/** TensorFlow.js, for those who build networks of their own. */
export interface Tfjs {
  /** `@tensorflow/tfjs-core`: tensors, ops, gradients, optimisers. */
  readonly tf: typeof Core;
  /** `@tensorflow/tfjs-layers`: models and layers. */
  readonly layers: typeof Layers;
}

let loaded: Tfjs | undefined;

/** The modules, without a choice of backend. Loaded when first used: it takes a third of a second. */
export function tfjs(): Tfjs {
  if (loaded !== undefined) return loaded;
  const require = createRequire(__filename);
  const tf = require("@tensorflow/tfjs-core") as typeof Core;
  tf.enableProdMode(); // or its cpu backend prints
  loaded = Object.freeze({ tf, layers: require("@tensorflow/tfjs-layers") as typeof Layers });
  return loaded;
}

/** The backend of tfjs-node, where the tensors are on it: told by what it can do. */
export function nodeBackend(tf: typeof Core): NodeBackend | undefined {
  if (tf.getBackend() !== "tensorflow") return undefined;
  const backend = tf.backend() as unknown as NodeBackend;
  return typeof backend.binding?.executeOp === "function" ? backend : undefined;
}
