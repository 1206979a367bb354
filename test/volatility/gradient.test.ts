import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { Likelihood } from "../../lib/volatility/estimation/likelihood";
import type { DistributionKind, MeanKind, Presample, VolatilitySpec } from "../../lib/volatility/spec";

const SPECS: VolatilitySpec[] = [
  { kind: "garch", archLags: 1, garchLags: 1 },
  { kind: "garch", archLags: 3, garchLags: 2 },
  { kind: "garch", archLags: 2, garchLags: 0 },
  { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 },
  { kind: "gjr", archLags: 2, leverageLags: 3, garchLags: 1 },
  { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 },
  { kind: "egarch", archLags: 2, leverageLags: 1, garchLags: 2 },
  { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 },
  { kind: "aparch", archLags: 2, leverageLags: 1, garchLags: 2 },
  { kind: "figarch", archLags: 1, garchLags: 1 },
  { kind: "figarch", archLags: 0, garchLags: 1, truncation: 50 },
  { kind: "figarch", archLags: 0, garchLags: 0 },
  { kind: "ewma" },
  { kind: "ewma", decay: 0.94 },
];
const DISTRIBUTIONS: DistributionKind[] = ["normal", "studentT", "ged", "skewT"];
const MEANS: MeanKind[] = ["zero", "constant", "ar"];
const PRESAMPLES: Presample[] = ["mean", "backcast", 1.3];

const rng = createRng(11);
const returns = Float64Array.from({ length: 300 }, () => rng.studentT(5) * 0.8 + 0.1);

describe("the adjoint's gradient against central differences", () => {
  for (const spec of SPECS)
    for (const [k, distribution] of DISTRIBUTIONS.entries())
      test(`${JSON.stringify(spec)}, ${distribution}`, () => {
        const options = { distribution, mean: MEANS[k % 3], arLags: 2, presample: PRESAMPLES[(k + 1) % 3] };
        const likelihood = new Likelihood(returns, spec, options);
        const { mean, density } = likelihood;
        const shape = density.shapes.map(({ name, starts }) => (name === "lambda" ? 0.15 : starts[0]));
        const points = likelihood.model.starts(returns.length).inside.flat(2);
        for (const start of points.filter((_, i) => i % Math.ceil(points.length / 8) === 0)) {
          const theta = Float64Array.from([...mean.names.map((_, i) => 0.07 - 0.03 * i), ...start, ...shape]);
          const gradient = new Float64Array(theta.length);
          likelihood.value(theta, gradient);
          const scratch = new Float64Array(theta.length);
          const differences = theta.map((_, i) => {
            const step = 1e-5 * Math.max(0.1, Math.abs(theta[i]));
            const at = (shift: number): number =>
              likelihood.value(
                theta.map((x, j) => (j === i ? x + shift : x)),
                scratch,
              );
            return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
          });
          // fourth-order differences of a sum of 300 logarithms: good to some 1e-8 of the gradient's size
          expect(gradient).toBeAllClose(differences, { rtol: 2e-7, atol: 2e-6 });
        }
      });
});
