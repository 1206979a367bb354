// `npm run native`: builds the binding of tfjs-node against the TensorFlow library of the Python wheel `tensorflow-cpu`,
// in build/native. For machines where the binding's own download fails; nothing else in the project needs it.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LIB = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const FOLDER = join(LIB, "../build/native");
const PACKAGE = join(FOLDER, "node_modules/tfjs-native");
const LIBRARIES = join(PACKAGE, "deps/lib");
const WHEEL = "tensorflow-cpu==2.21.0";
const HEADERS = "node-api-headers@1.9.0";
const python = process.env.VOLFOLIO_PYTHON || "python3";
const compiler = process.env.CXX || "g++";

function fail(message) {
  console.error(`npm run native: ${message}\nWithout it everything runs on the kernel in WebAssembly.`);
  process.exit(1);
}

function run(what, command, ...given) {
  console.log(what);
  const { status, error } = spawnSync(command, given, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) fail(`${what}: failed (${error?.message ?? `${command} ended with ${status}`})`);
}

function need(command, probe, why) {
  if (spawnSync(command, probe, { stdio: "ignore" }).status !== 0)
    fail(`\`${command} ${probe.join(" ")}\` does not work: ${why}`);
}

if (process.platform !== "linux" || process.arch !== "x64")
  fail(`it is made for Linux on x86-64, and this is ${process.platform} on ${process.arch}`);
need(
  python,
  ["-m", "pip", "--version"],
  "a Python with pip fetches TensorFlow (VOLFOLIO_PYTHON names another)",
);
need(compiler, ["--version"], "a C++ compiler builds the binding (CXX names another)");

// A folder with its own package.json, so that npm installs here and nowhere above.
const { optionalDependencies } = JSON.parse(readFileSync(join(LIB, "package.json"), "utf8"));
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "package.json"), '{ "private": true }\n');
run(
  "1 of 4: the package with the binding's source",
  "npm",
  ...["install", "--prefix", FOLDER, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
  ...[`tfjs-native@${optionalDependencies["tfjs-native"]}`, HEADERS],
);

const wheels = join(FOLDER, "wheel");
run(
  `2 of 4: the wheel ${WHEEL}, some 250 MB`,
  python,
  ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-cache-dir"],
  ...["--only-binary", ":all:", "--dest", wheels, WHEEL],
);

const UNPACK = `
import shutil, sys, zipfile
from pathlib import Path
wheel, libraries, headers = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith(("tensorflow/libtensorflow_cc.so", "tensorflow/libtensorflow_framework.so")):
            target = Path(libraries, Path(name).name)
        elif name.startswith(tuple(f"tensorflow/include/{part}/" for part in ("tensorflow", "tsl", "xla"))) and name.endswith(".h"):
            target = Path(headers, name.removeprefix("tensorflow/include/"))
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as file:
            shutil.copyfileobj(source, file)
`;
const headers = join(FOLDER, "include");
run(
  "3 of 4: its library and headers",
  python,
  ...["-c", UNPACK, join(wheels, readdirSync(wheels)[0]), LIBRARIES, headers],
);
rmSync(wheels, { recursive: true });
for (const [link, target] of [
  ["libtensorflow.so", "libtensorflow_cc.so.2"],
  ["libtensorflow_framework.so", "libtensorflow_framework.so.2"],
])
  if (!existsSync(join(LIBRARIES, link))) symlinkSync(target, join(LIBRARIES, link));

const target = join(PACKAGE, "lib/napi-v8");
mkdirSync(target, { recursive: true });
run(
  "4 of 4: the binding",
  compiler,
  ...["-std=c++17", "-O2", "-shared", "-fPIC", "-DNAPI_VERSION=8"],
  ...[`-I${join(FOLDER, "node_modules/node-api-headers/include")}`, `-I${headers}`, `-I${PACKAGE}`],
  ...[join(PACKAGE, "binding/tfjs_backend.cc"), join(PACKAGE, "binding/tfjs_binding.cc")],
  ...[`-L${LIBRARIES}`, "-ltensorflow", "-ltensorflow_framework", "-Wl,-rpath,$ORIGIN/../../deps/lib"],
  ...["-o", join(target, "tfjs_binding.node")],
);

rmSync(headers, { recursive: true });

const { availableBackends } = createRequire(import.meta.url)("../../../dist/neural/backends/backend.js");
const [{ available, detail }] = availableBackends();
if (!available) fail(`it was built, but does not work: ${detail}`);
console.log(`${detail}: built, and proved on a network whose answer is known`);
