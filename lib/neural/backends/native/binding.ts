import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MissingError } from "../../../core/errors";
import { projectPath } from "../../../core/project";

/** The package under its alias: under its own name, another package may stand in for it. */
const PACKAGE = "tfjs-native";
const REMEDY = "`npm run native` builds it (environment.md), or take another backend";

/** What this module uses of the binding of tfjs-node. Tensors are numbers. */
export interface TensorFlowBinding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array;
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number; readonly shape: readonly number[] }[];
}

export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

let opened: TensorFlowBinding | undefined;

/**
 * TensorFlow's C library through the binding of tfjs-node, without the rest of that package.
 *
 * @throws {@link MissingError} that says what is missing, and what to do.
 */
export function tensorFlowBinding(where: string): TensorFlowBinding {
  if (opened !== undefined) return opened;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3"; //   or it prints
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0"; //  or it prints, and sums in an order of its own
  process.env.TF_NUM_INTRAOP_THREADS ??= "1"; // batches are small, and networks run side by side on worker threads
  const file = bindingFile(where);
  let loaded: TensorFlowBinding;
  try {
    loaded = createRequire(__filename)(file) as TensorFlowBinding;
  } catch (cause) {
    const [reason] = String((cause as Error).message).split("\n");
    throw new MissingError(where, `TensorFlow's library does not load (${reason}): ${REMEDY}`, { cause });
  }
  if (typeof loaded?.executeOp !== "function" || typeof loaded.TF_Version !== "string")
    throw new MissingError(where, `${PACKAGE} is there, but is not a binding to TensorFlow: ${REMEDY}`);
  opened = loaded;
  return loaded;
}

/** The package, where `npm run native` or `npm ci` put it. */
export function nativePackage(where: string): string {
  const require = createRequire(__filename);
  const places = [projectPath("build", "native"), __dirname];
  for (const place of places) {
    try {
      return dirname(require.resolve(`${PACKAGE}/package.json`, { paths: [place] }));
    } catch {
      // not there
    }
  }
  throw new MissingError(
    where,
    `${PACKAGE} is not installed, as its download needs a host of its own: ${REMEDY}`,
  );
}

function bindingFile(where: string): string {
  const folder = join(nativePackage(where), "lib");
  const builds = existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
  const file = builds.map((build) => join(folder, build, "tfjs_binding.node")).find(existsSync);
  if (file === undefined)
    throw new MissingError(where, `${PACKAGE} is installed without its binding to TensorFlow: ${REMEDY}`);
  return file;
}
