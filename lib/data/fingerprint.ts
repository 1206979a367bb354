import { sha256Of } from "../core/checksum";
import { MissingError } from "../core/errors";
import { datasetSpecs, sourceFile, type DatasetName, type DatasetSpecs } from "./datasetSpec";
import { placeOf } from "./place";
import { readSourceText } from "./sourceText";

/**
 * A checksum of the data in use. It changes when any of their files changes, and when real data take the place of
 * simulated ones or the other way round; so what was computed under one fingerprint holds as long as it lasts.
 *
 * @param folder - as in `loadDataset`.
 * @returns 64 hexadecimal digits.
 */
export function dataFingerprint(folder?: string): string {
  const specs = datasetSpecs();
  const names = Object.keys(specs) as DatasetName[];
  return sha256Of(names.map((name) => `${name}: ${fingerprintOf(name, specs, folder)}`).join("\n"));
}

function fingerprintOf(name: DatasetName, specs: DatasetSpecs, folder: string | undefined): string {
  try {
    const place = placeOf(name, specs, folder);
    if (place.simulated) return "simulated";
    const files = place.found.map(({ source }) => sourceFile(source));
    return files.map((file) => `${file} ${readSourceText(place.folder, file).sha256}`).join(", ");
  } catch (error) {
    // A notebook that does without this data set runs all the same; loading it fails with this error.
    if (error instanceof MissingError) return "missing";
    throw error;
  }
}
