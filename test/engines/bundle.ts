import { join } from "node:path";
import * as esbuild from "esbuild";

/** Modules of Node that the digest needs in part; of all others it needs none. */
const STAND_INS = ["crypto", "fs", "path"];

const standIns: esbuild.Plugin = {
  name: "stand-ins",
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => {
      const name = path.slice("node:".length);
      if (STAND_INS.includes(name)) return { path: join(__dirname, "standIns", `${name}.mjs`) };
      return { path, namespace: "missing" };
    });
    build.onLoad({ filter: /.*/, namespace: "missing" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** The digest script with the built library, as one classic script for a page. */
export async function digestBundle(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(__dirname, "digest.mjs")],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    loader: { ".wasm": "binary" },
    define: { __dirname: '"/lib"', __filename: '"/lib/file"' },
    banner: { js: 'globalThis.process = { arch: "", env: {}, argv: [], versions: { node: "" } };' },
    plugins: [standIns],
    logLevel: "silent",
  });
  return outputFiles[0].text;
}
