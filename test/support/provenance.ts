import { dataProvenance, type DataProvenance } from "../../lib/data/provenance";

/** Of a data set that was loaded for the paper's days: what `loadDataset` gives, without the files. */
export function provenanceOf(dataset: string, more: Partial<DataProvenance> = {}): DataProvenance {
  return dataProvenance({
    dataset,
    simulated: false,
    missingDays: "expected",
    leftOut: [],
    sources: [],
    ...more,
  });
}
