import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { times } from "../../lib/math/matrix";
import { sampleMoments } from "../../lib/math/covariance";
import { capm } from "../../lib/portfolio/capm";
import { dynamicWeights } from "../../lib/portfolio/dynamicWeights";

const returns = fc.array(
  fc.array(fc.double({ min: -0.2, max: 0.25, noNaN: true }), { minLength: 3, maxLength: 3 }),
  { minLength: 12, maxLength: 12 },
);
/** Returns that vary in every column, and not all alike. */
const lively = returns.map((rows) =>
  rows.map((row, t) => row.map((r, i) => r + 0.05 * Math.sin((t + 1) * (i + 2)))),
);

describe("momentum and mean reversion", () => {
  const rows = [
    [0.1, -0.1, 0],
    [0.1, -0.1, 0.07],
  ];
  test("by hand", () => {
    // growth: 0.21, −0.19, 0.07
    expect(dynamicWeights(rows, { rule: "momentum" })).toBeAllClose([0.75, 0, 0.25]);
    expect(dynamicWeights(rows, { rule: "meanReversion" })).toBeAllClose([0, 1, 0]);
  });
  test("nothing that qualifies: equal weights", () => {
    const falling = rows.map((row) => row.map((r) => -Math.abs(r)));
    expect(dynamicWeights(falling, { rule: "momentum" })).toBeAllClose([1 / 3, 1 / 3, 1 / 3]);
  });
});

describe("risk parity", () => {
  test("each asset contributes the same to the variance", () => {
    fc.assert(
      fc.property(lively, (rows) => {
        const w = dynamicWeights(rows, { rule: "riskParity" });
        const shared = times(sampleMoments(rows).covariance, w);
        const parts = w.map((x, i) => x * shared[i]);
        const total = parts.reduce((a, b) => a + b);
        expect(parts.map((part) => part / total)).toBeAllClose([1 / 3, 1 / 3, 1 / 3], { rtol: 1e-7 });
      }),
    );
  });
  test("uncorrelated assets: inverse deviations", () => {
    // columns at right angles, deviations as 1 : 2
    const rows = [[1, 2], [1, -2], [-1, 2], [-1, -2]].map((row) => row.map((x) => x / 100)); // prettier-ignore
    expect(dynamicWeights(rows, { rule: "riskParity" })).toBeAllClose([2 / 3, 1 / 3], { rtol: 1e-9 });
  });
});

test("every rule: weights of at least 0 that sum to one, and go along with their assets", () => {
  fc.assert(
    fc.property(
      lively,
      fc.constantFrom("momentum" as const, "meanReversion" as const, "riskParity" as const),
      (rows, rule) => {
        // prettier-ignore
        const w = dynamicWeights(rows, { rule });
        expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
        expect([w.reduce((a, b) => a + b)]).toBeAllClose([1]);
        const turned = dynamicWeights(rows.map(([a, b, c]) => [c, a, b]), { rule }); // prettier-ignore
        expect(turned).toBeAllClose([w[2], w[0], w[1]], { rtol: 1e-6 });
      },
    ),
  );
});

describe("CAPM", () => {
  const market = [0.01, -0.02, 0.03, 0, 0.015];
  const noise = [0.01, 0.005, -0.01, 0.002, -0.007];

  test("finds the line that the returns were made by", () => {
    // noise that the market doesn't explain: residuals of noise on market and a constant
    const at = (x: number[]): number => x.reduce((a, b) => a + b) / x.length;
    const centre = market.map((m) => m - at(market));
    const slope = centre.reduce((s, m, t) => s + m * noise[t], 0) / centre.reduce((s, m) => s + m * m, 0);
    const rest = noise.map((e, t) => e - at(noise) - slope * centre[t]);
    const rows = market.map((m, t) => [0.001 + 1.5 * m + rest[t], -0.002 + 0.5 * m - 2 * rest[t]]);
    const fit = capm(rows, { market });
    expect(fit.beta).toBeAllClose([1.5, 0.5]);
    expect(fit.alpha).toBeAllClose([0.001, -0.002]);
    expect(fit.expectedReturns).toBeAllClose([1.5 * at(market), 0.5 * at(market)]);
    // β/σ²: 1.5/1 to 0.5/4
    expect(fit.weights).toBeAllClose([12 / 13, 1 / 13], { rtol: 1e-9 });
  });

  test("without a market, the betas of all assets average one", () => {
    fc.assert(
      fc.property(lively, (rows) => {
        const { beta, weights } = capm(rows);
        expect([beta.reduce((a, b) => a + b) / 3]).toBeAllClose([1]);
        expect([weights.reduce((a, b) => a + b)]).toBeAllClose([1]);
      }),
    );
  });

  test("refuses a market that stands still, and an asset that is the market", () => {
    expect(() => capm([[0.1], [0.1], [0.1]])).toThrow("capm: the variance of the market must be above 0");
    expect(() => capm([[0.1], [0.2], [0.4]])).toThrow(
      "capm: the residual variance of asset 0 must be above 0",
    );
    expect(() => capm([[0.1, 0], [0, 0.1]])).toThrow("returns must hold at least 3 rows, got 2"); // prettier-ignore
  });
});

describe("what has no weights is refused", () => {
  const market = [-0.1, -0.2, -0.1, -0.3, 0.2];

  test("CAPM where all assets move against the market, or one does not move", () => {
    const against = [[0.1, 0.12], [0.2, 0.21], [0.15, 0.13], [0.3, 0.32], [-0.1, -0.21]]; // prettier-ignore
    expect(() => capm(against, { market })).toThrow(
      "capm: the betas must be above 0 for one asset at least: all move against the market",
    );
    for (const still of [0.3, 0.1 + 0.2]) {
      const rows = market.map((r, t) => [r + 0.01 * (t % 2), t === 2 ? still : 0.3]);
      expect(() => capm(rows, { market })).toThrow(
        "capm: the residual variance of asset 1 must be above 0, got 0",
      );
    }
    const yields = market.map((_, t) => (t === 2 ? 0.1 + 0.2 : 0.3));
    expect(() => capm(against, { market: yields })).toThrow(
      "capm: the variance of the market must be above 0",
    );
  });

  test("risk parity of assets that hedge each other without a rest; with a rest the shares are equal", () => {
    const rng = createRng(1);
    const hedged = (rest: number): number[][] =>
      Array.from({ length: 200 }, () => {
        const common = 0.02 * rng.normal();
        return [common, -common + rest * rng.normal(), 0.03 * rng.normal()];
      });
    expect(() => dynamicWeights(hedged(0), { rule: "riskParity" })).toThrow(
      "dynamicWeights: the covariance of returns must be that of assets which don't hedge each other without a rest",
    );
    const rows = hedged(0.002);
    const w = dynamicWeights(rows, { rule: "riskParity" });
    const { covariance } = sampleMoments(rows);
    const shares = w.map((x, i) => x * covariance[i].reduce((sum, s, j) => sum + s * w[j], 0));
    expect(shares).toBeAllClose(
      shares.map(() => shares[0]),
      { rtol: 1e-7 },
    ); // what the hedge leaves of ten digits
  });
});
