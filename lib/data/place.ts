import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { MissingError } from "../core/errors";
import { projectPath, projectRoot } from "../core/project";
import {
  sourceFile,
  type DatasetName,
  type DatasetSpecs,
  type SeriesSpec,
  type SourceSpec,
} from "./datasetSpec";

/** Where the data of one data set come from. */
export type DataPlace = FolderPlace | SimulatedPlace;

export interface FolderPlace {
  readonly simulated: false;
  readonly folder: string;
  /** For each series, in the order of its declaration, the first of its sources whose file is there. */
  readonly found: readonly FoundSeries[];
}

export interface SimulatedPlace {
  readonly simulated: true;
  /** Why no real data are used, in words. */
  readonly reason: string;
}

export interface FoundSeries {
  readonly symbol: string;
  readonly source: SourceSpec;
}

/**
 * Where a data set is read from: `folder`, else the folder in `VOLFOLIO_DATA`, else `data/snapshots/` of the
 * project if it holds the whole data set, else the simulated market. `"simulated"` in place of a folder asks
 * for the simulated market. A relative folder counts from the project's root, wherever the program runs.
 *
 * @throws {@link MissingError} when a folder that somebody named is not there, or lacks a file of the data set.
 */
export function placeOf(name: DatasetName, specs: DatasetSpecs, folder?: string): DataPlace {
  const series = seriesOf(specs, name);
  const named = namedFolder(folder);
  if (named === undefined) {
    const { found, missing } = lookIn(projectPath("data", "snapshots"), series);
    if (missing.length === 0) return { simulated: false, folder: projectPath("data", "snapshots"), found };
    return { simulated: true, reason: `data/snapshots has no ${missing[0]}; npm run data downloads it` };
  }
  if (named.folder === SIMULATED) return { simulated: true, reason: `${named.by} asks for it` };
  const { found, missing } = lookIn(named.folder, series);
  if (missing.length > 0)
    throw new MissingError(
      named.by,
      `the folder must hold ${missing.join(", ")} for the data set "${name}", but ${named.folder} does not. ` +
        `Without ${named.by}, what "npm run data" downloads is used; with "${SIMULATED}", the simulated market`,
    );
  return { simulated: false, folder: named.folder, found };
}

const SIMULATED = "simulated";

/** The folder that an option or the environment names, absolute, and which of the two did. */
function namedFolder(folder: string | undefined): { by: string; folder: string } | undefined {
  const by = folder ? "option folder" : "VOLFOLIO_DATA";
  const name = folder || process.env.VOLFOLIO_DATA;
  if (!name) return undefined;
  if (name === SIMULATED) return { by, folder: name };
  const absolute = resolve(projectRoot(), name);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
    throw new MissingError(by, `must name a folder of market data, or "${SIMULATED}", got ${absolute}`);
  return { by, folder: absolute };
}

function lookIn(folder: string, series: readonly SeriesSpec[]): { found: FoundSeries[]; missing: string[] } {
  const found: FoundSeries[] = [];
  const missing: string[] = [];
  for (const { symbol, sources } of series) {
    const source = sources.find((candidate) => existsSync(join(folder, sourceFile(candidate))));
    if (source) found.push({ symbol, source });
    else missing.push(sources.map(sourceFile).join(" or "));
  }
  return { found, missing };
}

function seriesOf(specs: DatasetSpecs, name: DatasetName): readonly SeriesSpec[] {
  if (name !== "marketCaps") return specs[name].series;
  const { byCoin, total } = specs.marketCaps;
  return [
    { symbol: "by coin", sources: byCoin.sources },
    { symbol: "total", sources: total.sources },
  ];
}
