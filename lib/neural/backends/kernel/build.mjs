import { mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIB = join(HERE, "../../..");
const VARIANTS = { "kernel.simd.wasm": ["simd"], "kernel.relaxed.wasm": ["simd", "relaxed-simd"] };

const timeOf = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Compiles the kernel to lib/dist/neural, where it is older than its sources: with plain SIMD, and with the multiply-add
 * of relaxed SIMD.
 */
export async function buildKernel() {
  const newest = Math.max(...readdirSync(HERE).map((name) => timeOf(join(HERE, name))));
  for (const [name, features] of Object.entries(VARIANTS)) {
    const target = join("dist/neural", name);
    if (timeOf(join(LIB, target)) > newest) continue;
    mkdirSync(join(LIB, "dist/neural"), { recursive: true });
    const { default: asc } = await import("assemblyscript/asc");
    const { error, stderr } = await asc.main(
      [
        ...["neural/backends/kernel/index.ts", "--baseDir", LIB, "--outFile", target],
        ...["-O3", "--noAssert", "--runtime", "stub", "--use", "abort="],
        ...features.flatMap((feature) => ["--enable", feature]),
      ],
      {},
    );
    if (error) throw new Error(stderr.toString());
  }
}
