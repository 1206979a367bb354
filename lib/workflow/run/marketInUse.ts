import { MissingError } from "../../core/errors";
import { datasetSpecs, type DatasetName } from "../../data/datasetSpec";
import { placeOf } from "../../data/place";

/** What kind of data the notebooks read. No claim is judged on simulated data. */
export type MarketInUse = "real" | "simulated" | "partly simulated";

/**
 * @param data - a data folder or "simulated"; left out, as the environment says.
 * @throws {@link MissingError} when the folder that somebody named has none of the data sets.
 */
export function marketInUse(data?: string): MarketInUse {
  const specs = datasetSpecs();
  const missing: MissingError[] = []; // a notebook that needs one of these data sets says so
  const kinds = (Object.keys(specs) as DatasetName[]).flatMap((name) => {
    try {
      return placeOf(name, specs, data).simulated;
    } catch (error) {
      if (!(error instanceof MissingError)) throw error;
      missing.push(error);
      return [];
    }
  });
  if (kinds.length === 0) throw missing[0];
  if (kinds.every((simulated) => simulated)) return "simulated";
  return kinds.some((simulated) => simulated) ? "partly simulated" : "real";
}
