import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { withPlainVectors } from "../../core/printing";
import { projectPath } from "../../core/project";
import { type DataProvenance, provenanceText } from "../../data/provenance";
import { backendsUsed } from "../../neural/backends/backendsUsed";
import { display, type Shown } from "../display";
import { escapeHtml } from "../html";

/** Under this type the provenance travels from the cell to the result files. */
export const PROVENANCE_MIME: string = "application/vnd.volfolio.provenance+json";

/** What made a notebook's results: versions, machine, data, parameters. No name of a host, a person or a folder. */
export interface Provenance {
  readonly versions: {
    readonly volfolio: string;
    readonly node: string;
    readonly tslab: string;
    /** The compiler of the cells. */
    readonly typescript: string;
  };
  readonly machine: {
    /** "linux", "darwin", "win32". */
    readonly system: string;
    readonly architecture: string;
    readonly cores: number;
    /** Days are in UTC whatever it says. */
    readonly timeZone: string;
  };
  readonly data: readonly DataProvenance[];
  /** What the notebook's networks were trained on: "wasm (relaxed)". Empty where it has none. */
  readonly backends: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ProvenanceOptions {
  /** The notebook's, with its seed and profile; none by default. */
  readonly parameters?: object;
}

/**
 * The footer of a notebook: on which data, with which parameters, versions and machine it ran.
 *
 * @example provenance([coins.provenance, cvi.provenance], { parameters })
 */
export function provenance(
  datasets: readonly DataProvenance[],
  { parameters = {} }: ProvenanceOptions = {},
): Shown {
  const found = provenanceOf(datasets, parameters);
  const text = provenanceLines(found).join("\n");
  return display({
    [PROVENANCE_MIME]: found,
    "text/html": `<details open><summary>Provenance</summary><pre style="white-space:pre-wrap">${escapeHtml(text)}</pre></details>`,
    "text/plain": text,
  });
}

/** What {@link provenance} shows, as a record. */
export function provenanceOf(datasets: readonly DataProvenance[], parameters: object): Provenance {
  const tslab = require.resolve("tslab/package.json");
  return {
    versions: {
      volfolio: versionIn(projectPath("lib", "package.json")),
      node: process.versions.node,
      tslab: versionIn(tslab),
      typescript: versionIn(createRequire(tslab).resolve("@tslab/typescript-for-tslab/package.json")),
    },
    machine: {
      system: process.platform,
      architecture: process.arch,
      cores: availableParallelism(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    data: datasets,
    backends: backendsUsed(),
    parameters: withPlainVectors(parameters) as Record<string, unknown>,
  };
}

function versionIn(packageJson: string): string {
  return (JSON.parse(readFileSync(packageJson, "utf8")) as { version: string }).version;
}

function provenanceLines({ versions, machine, data, backends, parameters }: Provenance): string[] {
  const { volfolio, node, tslab, typescript } = versions;
  const { system, architecture, cores, timeZone } = machine;
  const chosen = Object.entries(parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    ...data.map(provenanceText),
    ...(chosen.length > 0 ? [`parameters: ${chosen.join(", ")}`] : []),
    ...(backends.length > 0 ? [`networks trained on ${backends.join(", ")}`] : []),
    `volfolio ${volfolio}, Node ${node}, tslab ${tslab} with TypeScript ${typescript}`,
    `${system} ${architecture}, ${cores} cores, time zone ${timeZone} (days are in UTC)`,
  ];
}
