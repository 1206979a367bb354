// What the library takes of node:fs to open its kernel, whose bytes are in the bundle.
import relaxed from "../../../lib/dist/neural/kernel.relaxed.wasm";
import simd from "../../../lib/dist/neural/kernel.simd.wasm";

export const existsSync = () => true;
export const readFileSync = (path) => (path.endsWith("relaxed.wasm") ? relaxed : simd);
