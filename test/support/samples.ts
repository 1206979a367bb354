import { createRng } from "../../lib/core/random";
import { volatilityRows } from "../../lib/forecasts/volatilityRows";
import { addDays, dayRange } from "../../lib/series/days";
import { fitOnEverything, holdOut } from "../../lib/series/splits";
import { fitGarch } from "../../lib/volatility/estimation/fit";
import { fitHar } from "../../lib/volatility/har/har";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { Parameter, PublicFunction } from "./publicFunctions";

/** Days in each sample. */
export const DAYS = 130;

const GARCH = { kind: "garch", archLags: 1, garchLags: 1 } as const;
const PARAMS = { mu: 0, omega: 4e-5, alpha: [0.1], beta: [0.8] };

/** Returns of a coin: 2 % a day. */
export function sampleReturns(seed: number, length = DAYS): number[] {
  return Array.from(simulateVolatility(GARCH, PARAMS, { length, rng: createRng(seed) }).returns);
}

const pathOf = (returns: readonly number[]): number[] => {
  let price = 100;
  return returns.map((r) => (price *= 1 + r));
};
/** Independent, between 0.5 and 1.5 times the level. */
const positive = (seed: number, level: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: DAYS }, () => level * (0.5 + rng.uniform()));
};
const normal = (seed: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: DAYS }, () => rng.normal());
};
const rowsOf = (columns: readonly (readonly number[])[]): number[][] =>
  columns[0].map((_, t) => columns.map((column) => column[t]));
const sampleDays = (): string[] => dayRange("2024-01-01", addDays("2024-01-01", DAYS - 1));
const assets = (): number[][] => rowsOf([sampleReturns(1), sampleReturns(2), sampleReturns(3)]);
const split = (): ReturnType<typeof holdOut> => holdOut(DAYS, { train: 0.8 });
const criteria = (): number[][] => [[0.3, 5, 1], [0.1, 3, 4], [0.2, 1, 2], [0.25, 2, 9]]; // prettier-ignore

/** A plausible value for each parameter, and each option without a default, by its name or by "function.name". */
const SAMPLES: Readonly<Record<string, () => unknown>> = {
  // series
  a: () => normal(1),
  b: () => normal(2),
  actual: () => positive(3, 0.02),
  benchmark: () => positive(4, 1),
  differences: () => sampleReturns(5),
  expectedShortfall: () => positive(7, 0.02),
  forecast: () => positive(6, 0.02),
  forecastVariance: () => positive(9, 4e-4),
  history: () => positive(9, 0.02),
  lossA: () => positive(10, 1),
  lossB: () => positive(11, 1),
  pValues: () => [0.01, 0.2, 0.04, 0.7],
  prices: () => pathOf(sampleReturns(13)),
  realisedVariance: () => positive(15, 4e-4),
  residuals: () => sampleReturns(16),
  returns: () => sampleReturns(1),
  scores: () => normal(17),
  shocks: () => sampleReturns(18),
  standardisedResiduals: () => normal(19),
  trainRows: () => fitOnEverything(positive(20, 1)),
  valueAtRisk: () => positive(8, 0.015),
  values: () => positive(21, 0.02),
  volatilities: () => [0.02, 0.03],
  volatility: () => positive(22, 0.02),
  wealth: () => pathOf(sampleReturns(23)),
  x: () => [0.1, -0.2],
  "compareWithNaive.naive": () => positive(4, 0.02),
  "indexForecast.index": () => positive(37, 60).slice(0, DAYS - 30),
  "deflatedSharpe.trialSharpes": () => [0.05, 0.1, -0.02],
  "simulateInvestment.weights": () => [0.5, 0.3, 0.2],
  // rows
  assetReturns: assets,
  columns: () => [positive(24, 0.02), positive(25, 0.03)],
  correlations: () => [[1, 0.2], [0.2, 1]], // prettier-ignore
  matrix: criteria,
  "nearestCorrelation.matrix": () => [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]], // prettier-ignore
  rows: assets,
  scenarios: assets,
  series: () => [sampleReturns(26)],
  "capm.returns": assets,
  "dynamicWeights.returns": assets,
  "sharpeLoss.returns": assets,
  "sharpeLoss.weights": () => assets().map(() => [0.5, 0.3, 0.2]),
  // records
  closes: () => ({
    BTC: pathOf(sampleReturns(1)),
    ETH: pathOf(sampleReturns(2)),
    XRP: pathOf(sampleReturns(3)),
  }),
  "correlationMatrix.columns": () => ({ a: normal(1), b: normal(2), c: normal(3) }),
  closesOrReturns: () => ({ BTC: sampleReturns(1), ETH: sampleReturns(2) }),
  losses: () => ({ one: positive(27, 1), two: positive(28, 1.01), three: positive(29, 1.02) }),
  strategies: () => ({ one: sampleReturns(30), two: sampleReturns(31), three: sampleReturns(32) }),
  "tableOf.columns": () => ({ a: normal(1), b: normal(2) }),
  variances: () => ({ BTC: positive(33, 4e-4), ETH: positive(34, 5e-4) }),
  // the rest
  days: () => ({ from: 100, to: DAYS, of: DAYS }),
  directions: () => ["max", "min", "min"],
  horizon: () => 2,
  lags: () => 3,
  coin: () => "BTC",
  covariance: () => [[0.04, 0.01, 0], [0.01, 0.09, 0], [0, 0, 0.05]], // prettier-ignore
  "portfolioMean.mean": () => [0.01, 0.02, 0.015],
  "indexForecast.volatilityRows": () =>
    volatilityRows({ dates: sampleDays(), closes: { BTC: pathOf(sampleReturns(1)) } }),
  "likelihoodSlopes.params": () => ({ ...PARAMS, mu: 0.001 }),
  "climbLikelihood.params": () => ({ ...PARAMS, mu: 0.001 }),
  iterations: () => 2,
  length: () => 10,
  level: () => 0.95,
  method: () => "holm",
  "newsImpact.estimate": () => fitGarch(sampleReturns(1)).estimate,
  "harForecast.estimate": () => fitHar(positive(21, 0.02)).estimate,
  next: () => ({ variance: positive(36, 4e-4).slice(0, 60) }),
  params: () => PARAMS,
  presample: () => 4e-4,
  "lstmStep.previous": () => ({ hidden: [0.1, 0.2], cell: [0, 0.1] }),
  range: () => split().train,
  refitEvery: () => 20,
  rng: () => createRng(1),
  rule: () => "riskParity",
  seed: () => 1,
  spec: () => GARCH,
  "runStrategy.spec": () => ({ kind: "capm", window: 60, rebalanceEvery: 5 }),
  split,
  statistic:
    () =>
    ([own]: readonly ArrayLike<number>[]) =>
      own[0] + own[1] * own[2],
  statistics:
    () =>
    ([own]: readonly ArrayLike<number>[]) => [own[0], own[1]],
  train: () => split().train,
  "garchFeature.train": () => 100,
  variant: () => "batch",
  weights: () => [0.5, 0.3, 0.2],
  "lstmStep.weights": () => ({
    kernel: new Float64Array(16).fill(0.1),
    recurrentKernel: new Float64Array(16).fill(0.1),
    bias: new Float64Array(8),
  }),
  window: () => 60,
  "rollingSharpe.window": () => 30,
  // long work, made short
  "bootstrapInterval.options": () => ({ rng: createRng(1), replications: 50 }),
  "bootstrapIntervals.options": () => ({ rng: createRng(1), replications: 50 }),
  "expectedShortfallTest.expectedShortfallTestOptions": () => ({ rng: createRng(1), replications: 50 }),
  "forecastVolatility.options": () => ({
    train: split().train,
    seed: 1,
    epochs: 1,
    network: [{ lstm: 2 }, { dense: 1 }],
  }),
  "volatilityTrial.options": () => ({ train: split().train, seed: 1, epochs: 1 }),
  "forecastVariances.options": () => ({
    seed: 1,
    window: 60,
    refitEvery: 40,
    epochs: 1,
    network: [{ lstm: 2 }, { dense: 1 }],
  }),
  "modelConfidenceSet.options": () => ({ rng: createRng(1), replications: 50 }),
  "superiorPredictiveAbility.options": () => ({ rng: createRng(1), replications: 50 }),
  "reliabilityIntervals.options": () => ({ rng: createRng(1), replications: 20 }),
  "rollingForecast.options": () => ({ window: 100, refitEvery: 30 }),
  "selectGarchOrder.options": () => ({ archLags: [1], garchLags: [1] }),
  "rollingHarForecast.rollingHarOptions": () => ({ window: 100, refitEvery: 10 }),
  "overlapAwareVolatility.options": () => ({ window: 30 }),
};

/** Arguments with which the function has something to compute; new ones at each call. */
export function argumentsFor(fn: PublicFunction): unknown[] {
  return fn.parameters.map((parameter) => sampleOf(fn.name, parameter));
}

/** The sample with other series in place of its own; `replace` gets each of them, and its place. */
export function replaceSeries(
  { name, shape }: Parameter,
  sample: unknown,
  replace: (values: number[], place: number) => number[],
): unknown {
  switch (shape) {
    case "series": {
      const values = replace(Array.from(sample as ArrayLike<number>), 0);
      return name === "trainRows" ? fitOnEverything(values) : values;
    }
    case "rows": {
      const rows = sample as number[][];
      // Most rows are days or strategies; `columns` and `series` are lists of series
      return ["columns", "series"].includes(name) ? rows.map(replace) : rowsOf(rowsOf(rows).map(replace));
    }
    case "record":
      return Object.fromEntries(
        Object.entries(sample as Record<string, number[]>).map(([key, values], k) => [
          key,
          replace(values, k),
        ]),
      );
    case "other":
      return sample;
  }
}

function sampleOf(name: string, parameter: Parameter): unknown {
  const own = SAMPLES[`${name}.${parameter.name}`];
  if (own) return own();
  if (parameter.optional) return undefined;
  const shared = SAMPLES[parameter.name];
  if (shared) return shared();
  if (parameter.required.length === 0) throw unknown(name, parameter.name);
  return Object.fromEntries(
    parameter.required.map((property) => {
      const sample = SAMPLES[`${name}.${property}`] ?? SAMPLES[property];
      if (!sample) throw unknown(name, `${parameter.name}.${property}`);
      return [property, sample()];
    }),
  );
}

const unknown = (name: string, missing: string): Error =>
  new Error(`${name} must be given ${missing}: add a sample of it to SAMPLES in test/support/samples.ts`);
