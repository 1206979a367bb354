import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ParameterErrors, VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { fitGarch } from "../../lib/volatility/estimation/fit";
import type { VolatilityParams } from "../../lib/volatility/spec";

/**
 * The benchmark of Fiorentini, Calzolari and Panattoni (1996): GARCH(1,1) with a constant mean on the 1974 daily changes
 * of the mark in pounds (Bollerslev and Ghysels 1996), as McCullough and Renfro (1999) and the pages of TSP publish it.
 * The data are not ours to pass on, so this runs where VOLFOLIO_DATA holds them.
 */
const folder = process.env.VOLFOLIO_DATA ?? "simulated";

/** In the order μ, ω, α, β, as printed: the six digits of the article, the twelve of TSP. */
const PUBLISHED = {
  params: ["-.619041E-2", ".107613E-1", ".153134", ".805974"],
  paramsByTsp: ["-.006190408380", ".010761397852", ".153134061820", ".805973670305"],
  logLikelihood: ["-1106.60788104"],
  hessian: [".846212E-2", ".285271E-2", ".265228E-1", ".335527E-1"],
  opg: [".843359E-2", ".132298E-2", ".139737E-1", ".165604E-1"],
  robust: [".918935E-2", ".649319E-2", ".535317E-1", ".724614E-1"],
};

/** The same at the point where the gradient vanishes, by Newton's method with 40 digits (exact.py beside the fixtures). */
const EXACT = {
  params: [-0.006190408379937541, 0.01076139785181782, 0.153134061820467, 0.8059736703053702],
  logLikelihood: [-1106.60788104128875],
  hessian: [0.00846211910965, 0.00285271195766, 0.0265228309661, 0.0335526889199],
  opg: [0.00843359321004, 0.0013229750757, 0.0139737921484, 0.0165604026576],
  robust: [0.00918935396086, 0.00649318608211, 0.0535317025345, 0.0724614482122],
};

/** One unit in the last printed digit: some of the printed numbers are cut there, not rounded (ω = .01076139…). */
function lastUnit(printed: string): number {
  const [, decimals, exponent = "0"] = /\.(\d+)(?:E(-?\d+))?$/.exec(printed)!;
  return 10 ** (Number(exponent) - decimals.length);
}

/** Is the number that was printed this one, rounded or cut? */
function isPrinted(value: number, printed: string): boolean {
  return Math.abs(value - Number(printed)) < lastUnit(printed);
}

describe.runIf(folder !== "simulated")("Fiorentini, Calzolari and Panattoni's benchmark", () => {
  test.each(["params", "paramsByTsp", "logLikelihood", "hessian", "opg", "robust"] as const)(
    "to the last printed digit: %s",
    (name) => {
      ours()[name].forEach((value, i) => {
        const printed = PUBLISHED[name][i];
        expect(isPrinted(value, printed), `${value} is printed as ${printed}`).toBe(true);
      });
    },
  );

  test("parameters, log-likelihood and errors to what 40 digits say", () => {
    const { params, logLikelihood, ...errors } = ours();
    expect(params).toBeAllClose(EXACT.params, { rtol: 1e-11 });
    expect(logLikelihood).toBeAllClose(EXACT.logLikelihood, { rtol: 1e-14 });
    for (const kind of ["hessian", "opg", "robust"] as const)
      expect(errors[kind]).toBeAllClose(EXACT[kind], { rtol: 1e-8 });
  });

  test("the search says that it converged, away from all bounds", () => {
    const { convergence, onBound } = estimate();
    expect(convergence.status).toBe("converged");
    expect(onBound).toEqual([]);
  });
});

function estimate(): VolatilityEstimate {
  const file = readFileSync(join(folder, "benchmark", "dem2gbp.csv"), "utf8");
  return fitGarch(file.trim().split(/\r?\n/).slice(1).map(Number)).estimate;
}

function ours(): Record<keyof typeof PUBLISHED, number[]> {
  const { params, logLikelihood, standardErrors } = estimate();
  const inOrder = ({ mu, omega, alpha, beta }: VolatilityParams | ParameterErrors): number[] =>
    [mu, omega, ...alpha!, ...beta!].map(Number);
  return {
    params: inOrder(params),
    paramsByTsp: inOrder(params),
    logLikelihood: [logLikelihood],
    hessian: inOrder(standardErrors.hessian),
    opg: inOrder(standardErrors.opg),
    robust: inOrder(standardErrors.robust),
  };
}
