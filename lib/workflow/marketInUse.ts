import { MissingError } from "../core/errors";
import { datasetSpecs, type DatasetName } from "../data/datasetSpec";
import { placeOf } from "../data/place";

/** What kind of data the notebooks read. No claim is judged on simulated data. */
export type MarketInUse = "real" | "simulated" | "partly simulated";

/** @param data - a data folder or "simulated"; left out, as the environment says. */
export function marketInUse(data?: string): MarketInUse {
  const specs = datasetSpecs();
  const kinds = (Object.keys(specs) as DatasetName[]).flatMap((name) => {
    try {
      return placeOf(name, specs, data).simulated;
    } catch (error) {
      if (error instanceof MissingError) return []; // a notebook that needs this data set says so
      throw error;
    }
  });
  if (kinds.every((simulated) => simulated)) return "simulated";
  return kinds.some((simulated) => simulated) ? "partly simulated" : "real";
}
