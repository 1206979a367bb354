import { checkInteger, checkNumber, checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";

export type Activation = "linear" | "relu" | "tanh";

/** LSTM with this many units. It gives the output of its last step or, with `sequence`, of every step. */
export interface LstmSpec {
  /** How many units. */
  readonly lstm: number;
  /** Whether it hands on the state of each step, for a further LSTM, or that of the last only; false by default. */
  readonly sequence?: boolean;
}

/** Drops each number with this probability while training; scales the others up. */
export interface DropoutSpec {
  /** The part of the values that is left out in training, from 0 to below 1. */
  readonly dropout: number;
}

/** Fully connected, with this many units; `activation` is "linear" by default. */
export interface DenseSpec {
  /** How many outputs. */
  readonly dense: number;
  /** "linear" by default. */
  readonly activation?: Activation;
}

export type LayerSpec = LstmSpec | DropoutSpec | DenseSpec;

/** The layers of a network, from the inputs to the output: `[{ lstm: 100 }, { dropout: 0.2 }, { dense: 1 }]`. */
export type Architecture = readonly LayerSpec[];

/** A layer with what flows into it. */
export interface PlacedLayer {
  readonly spec: LayerSpec;
  /** Numbers a step that come in. */
  readonly features: number;
  /** Numbers a step that go out. */
  readonly units: number;
  /** Steps that come in. */
  readonly steps: number;
}

/**
 * Works out what flows through each layer.
 *
 * @throws {@link DomainError} unless the layers fit together and end in one number a window.
 */
export function placeLayers(
  where: string,
  architecture: Architecture,
  shape: { readonly steps: number; readonly features: number },
): readonly PlacedLayer[] {
  const layers: Architecture = architecture;
  if (!Array.isArray(architecture) || layers.length === 0)
    throw new DomainError(where, "architecture", architecture, "an array of layers");
  let { steps, features } = shape;
  const placed = layers.map((spec, k): PlacedLayer => {
    const name = `architecture[${k}]`;
    const units = checkLayer(where, name, spec) ?? features;
    const layer = { spec, features, units, steps };
    if ("lstm" in spec && !spec.sequence) {
      const another = layers.slice(k + 1).some((later) => "lstm" in later);
      if (another)
        throw new DomainError(where, `${name}.sequence`, spec.sequence, "true where another LSTM follows");
      steps = 1;
    }
    features = units;
    return layer;
  });
  if (steps !== 1 || features !== 1)
    throw new DomainError(
      where,
      "architecture",
      architecture,
      `layers that end in one number a window (these end in ${steps} × ${features})`,
    );
  return placed;
}

/** The units of the layer; undefined where it has as many as come in. */
function checkLayer(where: string, name: string, spec: LayerSpec): number | undefined {
  const kinds = ["lstm", "dropout", "dense"].filter((kind) => spec != null && Object.hasOwn(spec, kind));
  if (kinds.length !== 1) throw new DomainError(where, name, spec, "{ lstm }, { dropout } or { dense }");
  if ("dropout" in spec) {
    checkNumber(where, `${name}.dropout`, spec.dropout, 0, 0.99);
    return undefined;
  }
  const [kind, units] = "lstm" in spec ? (["lstm", spec.lstm] as const) : (["dense", spec.dense] as const);
  checkInteger(where, `${name}.${kind}`, units, 1, 4096);
  if ("dense" in spec && spec.activation !== undefined)
    checkOneOf(where, `${name}.activation`, spec.activation, ["linear", "relu", "tanh"]);
  return units;
}

/** The layer in a few words: "LSTM 50 (sequence)". */
export function layerName(spec: LayerSpec): string {
  if ("dropout" in spec) return `dropout ${spec.dropout}`;
  if ("lstm" in spec) return `LSTM ${spec.lstm}${spec.sequence ? " (sequence)" : ""}`;
  return `dense ${spec.dense}${(spec.activation ?? "linear") === "linear" ? "" : ` (${spec.activation})`}`;
}
