import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { modelOf } from "../../lib/volatility/models/models";
import type { VarianceParams } from "../../lib/volatility/models/model";
import type { VolatilitySpec } from "../../lib/volatility/spec";
import { EXACT } from "../support/tolerances";
import { EXAMPLES } from "./examples";

function variance(
  spec: VolatilitySpec,
  params: VarianceParams,
  residuals: number[],
  presample: number,
): Float64Array {
  const model = modelOf(spec);
  const out = new Float64Array(residuals.length);
  model.forward(model.fromParams("test", params), Float64Array.from(residuals), presample, out);
  return out;
}

describe("three days by hand", () => {
  test("GJR", () => {
    // half of the presample's weight is on negative shocks: 0.1 + 0.05·2 + 0.1·½·2 + 0.8·2 = 1.9
    // after +1: 0.1 + 0.05·1 + 0.8·1.9 = 1.67;  after −2: 0.1 + (0.05 + 0.1)·4 + 0.8·1.67 = 2.036
    const params = { omega: 0.1, alpha: [0.05], gamma: [0.1], beta: [0.8] };
    const spec = { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 } as const;
    expect(variance(spec, params, [1, -2, 5], 2)).toBeAllClose([1.9, 1.67, 2.036]);
  });

  test("EGARCH", () => {
    // ln σ²: 0.1 + 0.9·ln 1 = 0.1, as no shock is known; then z = 1/√e^0.1, and
    // 0.1 + 0.2·(|z| − √(2/π)) − 0.05·z + 0.9·0.1; then the same with z = −2/σ
    const spec = { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 } as const;
    const params = { omega: 0.1, alpha: [0.2], gamma: [-0.05], beta: [0.9] };
    const z1 = Math.exp(-0.05);
    const second = 0.1 + 0.2 * (z1 - Math.sqrt(2 / Math.PI)) - 0.05 * z1 + 0.09;
    const z2 = -2 * Math.exp(-second / 2);
    const third = 0.1 + 0.2 * (-z2 - Math.sqrt(2 / Math.PI)) - 0.05 * z2 + 0.9 * second;
    expect(variance(spec, params, [1, -2, 5], 1)).toBeAllClose([0.1, second, third].map(Math.exp));
  });

  test("APARCH", () => {
    // δ = 1, so σ: 0.1 + 0.1·√4 + 0.8·√4 = 1.9, without asymmetry before the first day
    // after +1: 0.1 + 0.1·(1 − 0.5) + 0.8·1.9 = 1.67;  after −2: 0.1 + 0.1·(2 + 1) + 0.8·1.67 = 1.736
    const spec = { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 } as const;
    const params = { omega: 0.1, alpha: [0.1], gamma: [0.5], beta: [0.8], delta: 1 };
    expect(variance(spec, params, [1, -2, 5], 4)).toBeAllClose([1.9 ** 2, 1.67 ** 2, 1.736 ** 2]);
  });

  test("FIGARCH", () => {
    // δ₁ = 0.4, δ₂ = (1 − 0.4)/2·0.4 = 0.12, δ₃ = (2 − 0.4)/3·0.12 = 0.064
    // λ₁ = 0.2 − 0.3 + 0.4 = 0.3, λ₂ = 0.3·0.3 + 0.12 − 0.2·0.4 = 0.13, λ₃ = 0.3·0.13 + 0.064 − 0.2·0.12 = 0.079
    // ω/(1 − β) = 1;  1 + 0.509·2 = 2.018;  1 + 0.3·1² + 0.209·2 = 1.718;  1 + 0.3·3² + 0.13·1² + 0.079·2 = 3.988
    const spec = { kind: "figarch", archLags: 1, garchLags: 1, truncation: 3 } as const;
    const params = { omega: 0.7, alpha: [], phi: 0.2, d: 0.4, beta: [0.3] };
    expect(variance(spec, params, [1, -3, 5], 2)).toBeAllClose([2.018, 1.718, 3.988]);
  });

  test("FIGARCH forgets what lies further back than its truncation", () => {
    const spec = { kind: "figarch", archLags: 1, garchLags: 1, truncation: 3 } as const;
    const params = { omega: 0.7, alpha: [], phi: 0.2, d: 0.4, beta: [0.3] };
    // 1 + 0.3·1² + 0.13·2² + 0.079·1² with 9² and the presample forgotten
    expect(variance(spec, params, [9, 1, 2, 1, 0], 2)[4]).toBeCloseTo(1.899, 12);
  });

  test("EWMA", () => {
    // 2;  0.9·2 + 0.1·1² = 1.9;  0.9·1.9 + 0.1·3² = 2.61
    expect(variance({ kind: "ewma" }, { omega: 0, alpha: [0.1], beta: [0.9] }, [1, -3, 5], 2)).toBeAllClose([
      2, 1.9, 2.61,
    ]);
  });
});

describe("models that are others in disguise", () => {
  const rng = createRng(8);
  const residuals = Array.from({ length: 60 }, () => 2 * rng.normal());
  const { params } = EXAMPLES.gjr;

  test("GJR without leverage is GARCH", () => {
    const plain = { ...params, gamma: undefined };
    expect(
      variance({ kind: "gjr", archLags: 1, leverageLags: 0, garchLags: 1 }, plain, residuals, 4),
    ).toBeAllClose(variance({ kind: "garch", archLags: 1, garchLags: 1 }, plain, residuals, 4), EXACT);
  });

  test("APARCH with δ = 2 is GJR: α(1 − γ)² and 4αγ", () => {
    const [alpha, gamma] = [0.08, 0.3];
    const power = { omega: 0.2, alpha: [alpha], gamma: [gamma], beta: [0.85], delta: 2 };
    const twin = { omega: 0.2, alpha: [alpha * (1 - gamma) ** 2], gamma: [4 * alpha * gamma], beta: [0.85] };
    // The first day differs: APARCH has no asymmetry before it. So the presample is given the weight that agrees
    const first = (0.2 + 4 * (alpha + 0.85) - 0.2) / (alpha * (1 - gamma) ** 2 + 2 * alpha * gamma + 0.85);
    expect(
      variance({ kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 }, power, residuals, 4),
    ).toBeAllClose(
      variance({ kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 }, twin, residuals, first),
      EXACT,
    );
  });

  test("FIGARCH with d = 0 is GARCH(1,1) with α = φ − β as far as its truncation reaches", () => {
    // λᵢ = βⁱ⁻¹·(φ − β): the sum of GARCH(1,1) with α = φ − β, β. The region has β ≤ φ + d
    const weights = { omega: 0.3, alpha: [], phi: 0.5, d: 0, beta: [0.4] };
    const spec = { kind: "figarch", archLags: 1, garchLags: 1, truncation: 200 } as const;
    const level = 0.3 / (1 - 0.4) + (0.1 / (1 - 0.4)) * 4; // of a past that was the presample's all along
    const twin = { omega: 0.3, alpha: [0.1], beta: [0.4] };
    const fromLevel = variance({ kind: "garch", archLags: 1, garchLags: 1 }, twin, residuals, 4);
    const gap = level - fromLevel[0]; // what GARCH's own presample σ² does otherwise dies out as βᵗ
    expect(variance(spec, weights, residuals, 4)).toBeAllClose(
      fromLevel.map((v, t) => v + gap * 0.4 ** t),
      EXACT,
    );
  });

  test("EWMA is GARCH(1,1) without ω, α = 1 − β", () => {
    const theta = { omega: 1e-300, alpha: [0.06], beta: [0.94] };
    expect(variance({ kind: "ewma" }, theta, residuals, 4)).toBeAllClose(
      variance({ kind: "garch", archLags: 1, garchLags: 1 }, theta, residuals, 4),
      EXACT,
    );
  });
});

describe("the whole path is the step from each day to the next", () => {
  const rng = createRng(9);
  const residuals = Float64Array.from({ length: 150 }, () => 2 * rng.studentT(5));
  for (const [name, { spec, params }] of Object.entries(EXAMPLES))
    test(name, () => {
      const model = modelOf(spec);
      const theta = model.fromParams("test", params);
      const path = new Float64Array(residuals.length);
      model.forward(theta, residuals, 2.5, path);
      // FIGARCH's path comes from a Fourier transform: its rounding is of the size of the largest shocks
      expect(path).toBeAllClose(
        path.map((_, t) => model.step(theta, t, residuals, path, 2.5)),
        { rtol: 1e-11 },
      );
    });
});

describe("parameters in, parameters out", () => {
  for (const [name, { spec, params }] of Object.entries(EXAMPLES))
    test(name, () => {
      const model = modelOf(spec);
      const { mu, ...variance } = params;
      const back = model.toParams(model.fromParams("test", params));
      expect({ mu, ...back }).toEqual({
        mu,
        ...variance,
        ...(spec.kind === "ewma" && { alpha: [1 - params.beta[0]] }),
      });
    });
});
