import { checkOneOf } from "../../core/checks";
import { MissingError } from "../../core/errors";
import type { MakeNetwork } from "./network";
import { openNative } from "./native/open";
import { proveNetwork } from "./proof";
import { ReferenceNetwork } from "./reference/network";
import { openWasm } from "./wasm/open";

/**
 * What computes a network: `"native"` is TensorFlow's C library, `"wasm"` our kernel in WebAssembly, `"reference"` plain
 * TypeScript in double precision.
 */
export type Backend = "native" | "wasm" | "reference";

const BACKENDS: readonly Backend[] = ["native", "wasm", "reference"];

/** Whether a backend runs here. */
export interface BackendStatus {
  readonly backend: Backend;
  readonly available: boolean;
  /** What runs: "wasm (relaxed)". Or why it can't, and what to do. */
  readonly detail: string;
}

/** A backend that has proved itself. */
export interface OpenBackend {
  readonly backend: Backend;
  /** The backend with its build, as results name it: "wasm (relaxed)". */
  readonly label: string;
  readonly makeNetwork: MakeNetwork;
}

export interface BackendRequest {
  /** Take this one or fail; `VOLFOLIO_BACKEND` by default. */
  readonly backend?: Backend;
  /** Where nothing is forced: take this one if it runs here. */
  readonly preferred?: Backend;
  /** Where nothing is forced: choose among these; all by default. */
  readonly among?: readonly Backend[];
}

const OPENERS: Record<Backend, () => Omit<OpenBackend, "backend">> = {
  native: openNative,
  wasm: openWasm,
  reference: () => ({
    label: "reference",
    makeNetwork: (placed, _, rng) => new ReferenceNetwork(placed, rng),
  }),
};

/**
 * The backend to compute on: the one that is forced, else the first of native, wasm and reference that runs here and
 * has proved itself on a network whose answer is known.
 *
 * @throws {@link MissingError} where the one that is forced does not run here, {@link DomainError} where there is no
 *   such backend.
 */
export function chooseBackend(
  where: string,
  { backend, preferred, among = BACKENDS }: BackendRequest = {},
): OpenBackend {
  if (backend !== undefined) checkOneOf(where, "backend", backend, BACKENDS);
  const forced = backend ?? backendOfEnvironment(where);
  if (forced !== undefined) {
    const found = tryBackend(forced);
    if ("label" in found) return found;
    const by = backend === undefined ? " (VOLFOLIO_BACKEND)" : "";
    throw new MissingError(where, `the backend "${forced}"${by} does not run here: ${found.detail}`);
  }
  for (const name of preferred ? [preferred, ...among] : among) {
    const found = tryBackend(name);
    if ("label" in found) return found;
  }
  throw new MissingError(where, "no backend runs here"); // the reference needs nothing: it is always there
}

/** The backend in a label such as "wasm (relaxed)"; undefined where there is no such backend. */
export function backendOfLabel(label: string): Backend | undefined {
  return BACKENDS.find((backend) => label === backend || label.startsWith(`${backend} `));
}

/** Which backends run here, and why the others don't: each is tried. In the order in which one is chosen. */
export function availableBackends(): readonly BackendStatus[] {
  return BACKENDS.map((backend) => {
    const found = tryBackend(backend);
    return Object.freeze({
      backend,
      available: "label" in found,
      detail: "label" in found ? found.label : found.detail,
    });
  });
}

function backendOfEnvironment(where: string): Backend | undefined {
  const value = process.env.VOLFOLIO_BACKEND;
  if (!value) return undefined;
  checkOneOf(where, "VOLFOLIO_BACKEND", value as Backend, BACKENDS);
  return value as Backend;
}

const tried = new Map<Backend, OpenBackend | { readonly detail: string }>();

/** Opens a backend and proves it, once a thread. */
function tryBackend(backend: Backend): OpenBackend | { readonly detail: string } {
  const known = tried.get(backend);
  if (known !== undefined) return known;
  let found: OpenBackend | { readonly detail: string };
  try {
    const open = OPENERS[backend]();
    proveNetwork(backend, open.makeNetwork);
    found = Object.freeze({ backend, ...open });
  } catch (error) {
    found = { detail: (error as Error).message };
  }
  tried.set(backend, found);
  return found;
}
