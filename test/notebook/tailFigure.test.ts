import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { confidenceSetFigure } from "../../lib/notebook/figures/confidenceSetFigure";
import { checkFigure } from "../../lib/notebook/figures/figure";
import { tailFigure } from "../../lib/notebook/figures/tailFigure";
import { modelConfidenceSet } from "../../lib/statistics/modelConfidenceSet";

test("the tail is what lies at or below −VaR, and every day is drawn once", () => {
  const figure = tailFigure({
    returns: [-0.06, -0.05, 0.01, 0.02],
    valueAtRisk: 0.05,
    conditionalValueAtRisk: 0.055,
    binSize: 2,
    caption: "Two of four.",
  });
  checkFigure("test", figure);
  const [tail, others, first, second] = figure.data as Record<string, unknown>[];
  expect(tail).toMatchObject({ name: "tail: 2 of 4 days", x: [-6, -5] });
  expect(others).toMatchObject({ x: [1, 2], showlegend: false });
  expect((tail.xbins as { size: number }).size).toBe(2);
  expect(first).toMatchObject({ name: "−VaR", x: [-5, -5] });
  expect(second).toMatchObject({ name: "−CVaR", x: [-5.5, -5.5] });
  const bad = { valueAtRisk: 0, conditionalValueAtRisk: 0, caption: "…" };
  expect(() => tailFigure({ ...bad, returns: [Number.NaN] })).toThrow("returns[0]");
  expect(() => tailFigure({ ...bad, returns: [0], binSize: 0 })).toThrow("binSize");
});

test("confidence sets: models by coins, as p-values", () => {
  const rng = createRng(1);
  const loss = (level: number): Float64Array =>
    Float64Array.from({ length: 60 }, () => level * rng.uniform());
  const set = modelConfidenceSet({ good: loss(1), bad: loss(3) }, { rng, replications: 100 });
  const figure = confidenceSetFigure({ sets: { BTC: set }, models: ["bad", "good"], caption: "One leaves." });
  checkFigure("test", figure);
  const cells = (figure.data as { z?: number[][] }[]).flatMap(({ z }) => z!.flat()).filter(Number.isFinite);
  expect(new Set(cells)).toEqual(new Set([set.pValues.bad, set.pValues.good]));
  const wrong = (): unknown => confidenceSetFigure({ sets: { BTC: set }, models: ["ugly"], caption: "…" });
  expect(wrong).toThrow();
});
