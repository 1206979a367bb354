import type * as Core from "@tensorflow/tfjs-core";
import { createRequire } from "node:module";
import { checkOneOf } from "../../core/checks";
import { MissingError } from "../../core/errors";
import { nativePackage, tensorFlowBinding } from "../backends/native/binding";
import { layerClass } from "./fusedLstmLayer";
import { nodeBackend, tfjs, type Tfjs } from "./tfjs";

export interface TfjsOptions {
  /**
   * Where its ops run: `"native"` is TensorFlow's C library, `"cpu"` plain JavaScript. By default what the caller has set
   * already, else native where it is there, else cpu.
   */
  readonly on?: "native" | "cpu";
}

/**
 * TensorFlow.js with a backend, silently: the same modules as `import * as tf from "@tensorflow/tfjs-core"`, which know
 * {@link fusedLstmLayer} when they load a model. Ops are functions, `tf.add(t, 1)`: `t.add(1)` comes with the union
 * package `@tensorflow/tfjs` alone, and so does what stock layers build on it, the orthogonal initialiser for one.
 *
 * @throws {@link MissingError} where native is asked for and not there.
 *
 * @example
 * const { tf, layers } = loadTfjs();
 * tf.add(tf.tensor1d([1, 2]), 3).dataSync();
 */
export function loadTfjs({ on }: TfjsOptions = {}): Tfjs {
  const where = "loadTfjs";
  if (on !== undefined) checkOneOf(where, "on", on, ["native", "cpu"]);
  const { tf } = tfjs();
  layerClass();
  const isChosen = tf.engine().backendName !== undefined;
  const chosen = on ?? (isChosen ? undefined : isNativeThere() ? "native" : "cpu");
  if (chosen === "native") startNative(where, tf);
  if (chosen === "cpu") {
    createRequire(__filename)("@tensorflow/tfjs-backend-cpu");
    void tf.setBackend("cpu"); // done at once
  }
  return tfjs();
}

function isNativeThere(): boolean {
  try {
    tensorFlowBinding("loadTfjs");
    return true;
  } catch {
    return false;
  }
}

/** Loads tfjs-node, which registers its backend. It calls two functions of `node:util` that Node 23 left out. */
function startNative(where: string, tf: typeof Core): void {
  tensorFlowBinding(where);
  const require = createRequire(__filename);
  Object.assign(require("node:util"), {
    isNullOrUndefined: (value: unknown) => value == null,
    isArray: Array.isArray,
  });
  require(nativePackage(where));
  void tf.setBackend("tensorflow"); // done at once
  if (nodeBackend(tf) === undefined)
    throw new MissingError(where, "tfjs-native was loaded, but its backend is not TensorFlow's");
}
