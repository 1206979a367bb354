import type { DistributionKind } from "../options";
import type { Density } from "./density";
import { ged } from "./ged";
import { normal } from "./normal";
import { skewT } from "./skewT";
import { studentT } from "./studentT";

/** The density that an option names. */
export const DENSITIES: Readonly<Record<DistributionKind, Density>> = { normal, studentT, ged, skewT };
