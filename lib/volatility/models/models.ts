import { aparchModel } from "./aparch";
import { egarchModel } from "./egarch";
import { ewmaModel } from "./ewma";
import { figarchModel } from "./figarch";
import { linearModel } from "./garchFamily";
import type { VarianceModel } from "./model";
import type { VolatilitySpec } from "../spec";

/** The model that a spec names. It keeps work space: one for each likelihood. */
export function modelOf(spec: VolatilitySpec): VarianceModel {
  switch (spec.kind) {
    case "garch":
      return linearModel(spec.archLags, 0, spec.garchLags);
    case "gjr":
      return linearModel(spec.archLags, spec.leverageLags, spec.garchLags);
    case "egarch":
      return egarchModel(spec.archLags, spec.leverageLags, spec.garchLags);
    case "aparch":
      return aparchModel(spec.archLags, spec.leverageLags, spec.garchLags);
    case "figarch":
      return figarchModel(spec.archLags, spec.garchLags, spec.truncation ?? 1000);
    case "ewma":
      return ewmaModel(spec.decay);
  }
}
