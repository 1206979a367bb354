import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LIB = fileURLToPath(new URL("../../..", import.meta.url));
const VARIANTS = { "kernel.simd.wasm": ["simd"], "kernel.relaxed.wasm": ["simd", "relaxed-simd"] };

/** Compiles the kernel to lib/dist/neural: with plain SIMD, and with the multiply-add of relaxed SIMD. */
export async function buildKernel() {
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(join(LIB, "dist/neural"), { recursive: true });
  for (const [name, features] of Object.entries(VARIANTS)) {
    const { error, stderr } = await asc.main(
      [
        ...["neural/backends/kernel/index.ts", "--baseDir", LIB, "--outFile", join("dist/neural", name)],
        ...["-O3", "--noAssert", "--runtime", "stub", "--use", "abort="],
        ...features.flatMap((feature) => ["--enable", feature]),
      ],
      {},
    );
    if (error) throw new Error(stderr.toString());
  }
}
