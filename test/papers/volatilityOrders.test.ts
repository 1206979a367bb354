import { describe, expect, test } from "vitest";
import { loadDataset } from "../../lib/data/dataset";
import { logReturns } from "../../lib/indicators/returns";
import { rollingVolatility } from "../../lib/indicators/rollingVolatility";
import { mae, mse, rmse } from "../../lib/measures/errors";
import { claimsOf } from "../../lib/papers/claims";
import { conditionalVolatility } from "../../lib/volatility/forecasting/conditionalVolatility";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { selectGarchOrder, type OrderSelection } from "../../lib/volatility/estimation/selectOrder";
import { specName } from "../../lib/volatility/spec";
import stops from "../fixtures/papers/unscaled_arch.json";

/** What the reasons beside Table 1 of paper 2, and notebook 03, say of its orders and errors. */

type Stop = (typeof stops.models)[number];
const parameters = ({ mean, archLags, garchLags }: Stop): number =>
  1 + archLags + garchLags + (mean === "constant" ? 1 : 0);
const aic = (stop: Stop): number => 2 * parameters(stop) - 2 * stop.fractions;
const reasonOf = (cell: string): string =>
  claimsOf("mosef2025").find(({ id }) => id === `mosef2025/table-1/${cell}`)?.reason ?? "";

describe("Python's arch on returns as fractions", () => {
  test("ends below what it finds in per cent for nearly half of the models, and says that it converged", () => {
    expect(stops.models).toHaveLength(128);
    const below = stops.models.filter(({ fractions, perCent }) => perCent - fractions > 1);
    expect(below).toHaveLength(59);
    expect(below.filter(({ saysConverged }) => saysConverged)).toHaveLength(56);
    expect(Math.max(...below.map(({ fractions, perCent }) => perCent - fractions))).toBeCloseTo(40.5, 1);
  });

  test("prefers the printed order for BTC, because larger orders stop next to their start", () => {
    const btc = stops.models.filter(({ coin }) => coin === "BTC");
    const best = btc.reduce((a, b) => (aic(b) < aic(a) ? b : a));
    expect(best).toMatchObject({ mean: "constant", archLags: 4, garchLags: 2 });
    for (const garchLags of [3, 4]) {
      const larger = btc.find(
        (one) => one.mean === "constant" && one.archLags === 4 && one.garchLags === garchLags,
      )!;
      expect(larger.perCent - larger.fractions).toBeGreaterThan(30);
      expect(2 * parameters(larger) - 2 * larger.perCent).toBeLessThan(aic(best));
    }
  });

  test("stops at the weights of its start, with ω alone moved", () => {
    const [omega, ...weights] = stops["BTC zero mean (4,2), fractions"];
    expect(weights).toEqual([0.05, 0.05, 0.05, 0.05, 0.25, 0.25]);
    expect(omega).toBeGreaterThan(0);
  });

  test("prefers a zero mean for ADA, as the reason says", () => {
    const ada = stops.models.filter(({ coin }) => coin === "ADA");
    expect(ada.reduce((a, b) => (aic(b) < aic(a) ? b : a)).mean).toBe("zero");
    expect(reasonOf("ADA-USD/constant")).toContain("Python's arch on unscaled returns says the same");
  });
});

const market = process.env.VOLFOLIO_DATA ? loadDataset("mosef2025") : undefined;

describe.runIf(market && !market.provenance.simulated)("on the closes of the paper", () => {
  const coins = market?.symbols ?? [];
  const returns = Object.fromEntries(coins.map((coin) => [coin, logReturns(market!.candles[coin].close)]));
  const orders: Record<string, OrderSelection> = {};
  for (const coin of coins) orders[coin] = selectGarchOrder(returns[coin], { presample: "backcast" });
  const errorsOf = (coin: string, sigma: Float64Array): number[] => {
    const target = rollingVolatility(returns[coin], { window: 30, ddof: 1, warmUp: "skip" });
    return [mse, rmse, mae].map((error) => error(target, sigma.subarray(29)));
  };
  const estimateOf = (coin: string, name: string, mean = "constant"): VolatilityEstimate =>
    orders[coin].estimates.find(({ spec, options }) => specName(spec) === name && options.mean === mean)!;

  test("no model ends below the best that arch finds", () => {
    for (const { coin, mean, archLags, garchLags, fractions, perCent } of stops.models) {
      const ours = estimateOf(coin, `GARCH(${archLags},${garchLags})`, mean).logLikelihood;
      expect(ours, `${coin} ${mean} ${archLags} ${garchLags}`).toBeGreaterThan(
        Math.max(fractions, perCent) - 1e-4,
      );
    }
  });

  test("BTC: the lowest AIC is that of GARCH(4,4)", () => {
    const { spec, aic: lowest } = orders.BTC.best.estimate;
    expect(specName(spec)).toBe("GARCH(4,4)");
    expect(lowest).toBeCloseTo(-8369.96, 2);
    expect(estimateOf("BTC", "GARCH(4,2)").aic).toBeCloseTo(-8363.23, 2);
    expect(reasonOf("BTC-USD/best-q")).toContain("−8369.96, against −8363.23");
  });

  test("ADA: a constant mean costs 1.96, and no model's error comes near the printed one", () => {
    expect(orders.ADA.best.estimate.options.mean).toBe("zero");
    expect(estimateOf("ADA", "GARCH(4,3)").aic - orders.ADA.best.estimate.aic).toBeCloseTo(1.96, 2);
    const rmses = orders.ADA.estimates.map(({ conditionalVolatility: sigma }) => errorsOf("ADA", sigma)[1]);
    expect(Math.min(...rmses)).toBeCloseTo(0.0141, 4);
  });

  test("BNB: a zero mean is nearer to the printed error than the constant", () => {
    const [zero, constant] = ["zero", "constant"].map(
      (mean) => errorsOf("BNB", estimateOf("BNB", "GARCH(2,3)", mean).conditionalVolatility)[1],
    );
    expect(zero).toBeCloseTo(0.014768, 6);
    expect(constant).toBeCloseTo(0.014852, 6);
  });

  test("BTC: the printed errors are those of the point at which the search begins", () => {
    const r = returns.BTC;
    const mu = r.reduce((sum, x) => sum + x, 0) / r.length;
    const omega = (0.3 * r.reduce((sum, x) => sum + (x - mu) ** 2, 0)) / r.length;
    const start = { mu, omega, alpha: [0.05, 0.05, 0.05, 0.05], beta: [0.25, 0.25] };
    const spec = { kind: "garch", archLags: 4, garchLags: 2 } as const;
    const errors = errorsOf("BTC", conditionalVolatility(r, spec, start, { presample: "backcast" }));
    [0.000113, 0.010623, 0.007601].forEach((printed, i) => {
      expect(Math.abs(errors[i] / printed - 1)).toBeLessThan(i === 0 ? 0.0045 : 0.0006); // 0.000113 has three digits
    });
  });
});
