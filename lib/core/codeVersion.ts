import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contentKey } from "./contentKey";
import { projectPath } from "./project";

const known = new Map<string, string>();

/**
 * A checksum of the built code of some modules, kernels included: what was computed by other code does not count as the
 * same.
 */
export function codeVersion(modules: readonly string[]): string {
  const key = modules.join();
  const version = known.get(key) ?? contentKey(modules.map(builtFiles));
  known.set(key, version);
  return version;
}

function builtFiles(module: string): Record<string, Uint8Array> {
  const folder = projectPath("lib", "dist", module);
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const code = names.filter((name) => /\.(js|wasm)$/.test(name));
  return Object.fromEntries(code.map((name) => [name, readFileSync(join(folder, name))]));
}
