// Prints one line a topic: a digest over every bit of what the library computes there. The same file runs in Node and,
// bundled, in a browser; sameBits.test.ts compares the lines.

import "./deaf.mjs"; // before all others
import { fingerprint } from "./fingerprint.mjs";
import * as elementary from "../../lib/dist/core/elementary/index.js";
import { createRng } from "../../lib/dist/core/random.js";
import * as market from "../../lib/dist/data/simulated/simulate.js";
import * as indicators from "../../lib/dist/indicators/index.js";
import * as measures from "../../lib/dist/measures/index.js";
import { lstmSequence } from "../../lib/dist/neural/lstm/lstmSequence.js";
import { initialWeights, initialLstmWeights } from "../../lib/dist/neural/initialWeights.js";
import { placeLayers } from "../../lib/dist/neural/architecture.js";
import { ReferenceNetwork } from "../../lib/dist/neural/backends/reference/network.js";
import { openWasm } from "../../lib/dist/neural/backends/wasm/open.js";
import * as portfolio from "../../lib/dist/portfolio/index.js";
import * as reliability from "../../lib/dist/reliability/index.js";
import * as statistics from "../../lib/dist/statistics/index.js";
import * as volatility from "../../lib/dist/volatility/index.js";

const DAYS = { seed: 1, from: "2018-12-01", to: "2025-12-31" };
const ADAM = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

const filled = (length, value) => Float64Array.from({ length }, (_, i) => value(i));

/** Any double, all bit patterns alike: subnormals, infinities and NaN among them. */
function anyDouble(rng) {
  return new Float64Array(Uint32Array.of(rng.integer(2 ** 32), rng.integer(2 ** 32)).buffer)[0];
}

/** One function over doubles of all sizes and over ordinary ones. */
function sweep(f, two) {
  const rng = createRng(1);
  const value = (i) => (i % 2 === 0 ? anyDouble(rng) : 40 * rng.uniform() - 20);
  return filled(40_000, (i) => (two ? f(Math.abs(value(i)), 6 * rng.uniform() - 3) : f(value(i))));
}

function streams() {
  const rng = createRng(2);
  return [
    filled(5000, rng.uniform),
    filled(5000, rng.normal),
    filled(5000, () => rng.studentT(4.5)),
    filled(5000, () => rng.integer(1000)),
    filled(100, rng.split("part").normal),
  ];
}

const bitcoin = () => market.simulateCandles("qfe2025", DAYS).BTC;
const returns = (from, count) => indicators.logReturns(bitcoin().close).slice(from, from + count);

const PARAMS = {
  mu: 0.001,
  omega: 2e-5,
  alpha: [0.08],
  gamma: [0.05],
  beta: [0.85],
  delta: 1.3,
  d: 0.4,
  phi: 0.2,
  nu: 6,
  lambda: -0.1,
};
const LAGS = { archLags: 1, garchLags: 1 };
const LEVERAGE = { ...LAGS, leverageLags: 1 };
const MODELS = {
  garch: [{ kind: "garch", ...LAGS }, ["omega", "alpha", "beta"]],
  gjr: [{ kind: "gjr", ...LEVERAGE }, ["omega", "alpha", "gamma", "beta"]],
  egarch: [{ kind: "egarch", ...LEVERAGE }, ["omega", "alpha", "gamma", "beta"]],
  aparch: [{ kind: "aparch", ...LEVERAGE }, ["omega", "alpha", "gamma", "beta", "delta"]],
  figarch: [{ kind: "figarch", ...LAGS, truncation: 200 }, ["omega", "phi", "d", "beta"]],
  ewma: [{ kind: "ewma" }, ["beta"]],
};
const SHAPES = { normal: [], studentT: ["nu"], ged: ["nu"], skewT: ["nu", "lambda"] };

const valuesOf = (names) => Object.fromEntries(names.map((name) => [name, PARAMS[name]]));

/** Likelihoods at stated parameters, simulated paths and fits, of one model under one density. */
function model(kind, distribution) {
  const [spec, names] = MODELS[kind];
  const own = { omega: 0, alpha: [], beta: [], ...valuesOf(names) };
  if (kind === "egarch") own.omega = -0.9; // of ln σ²
  if (kind === "figarch") Object.assign(own, { beta: [0.4] });
  const params = { mu: PARAMS.mu, ...own, ...valuesOf(SHAPES[distribution]) };
  const values = returns(400, 500);
  const { estimate } = volatility.fitVolatility(values, spec, { distribution });
  return [
    volatility.volatilityLogLikelihood(values, spec, params, { distribution }),
    kind === "figarch"
      ? null
      : volatility.simulateVolatility(spec, params, { length: 300, rng: createRng(3), distribution }),
    estimate,
    volatility.forecastVariance(estimate, 5),
  ];
}

/** Sequences, targets and a network of every kind of layer. */
function learned(makeNetwork) {
  const size = { steps: 12, features: 2 };
  const placed = placeLayers(
    "digest",
    [
      { lstm: 8, sequence: true },
      { dropout: 0.2 },
      { lstm: 6 },
      { dense: 4, activation: "tanh" },
      { dense: 1 },
    ],
    size,
  );
  const rng = createRng(4);
  const count = 24;
  const single = (length) => Float32Array.from({ length }, rng.normal);
  const windows = { inputs: single(count * size.steps * size.features), targets: single(count) };
  const which = Array.from({ length: count }, (_, i) => i);
  const network = makeNetwork(placed, 8, createRng(5));
  network.load(placed.map((layer, k) => initialWeights(layer, createRng(6).split(`layer ${k}`))));
  const losses = [];
  for (let epoch = 0; epoch < 3; epoch++)
    for (let from = 0; from < count; from += 8)
      losses.push(network.learn(windows, which, from, from + 8, ADAM));
  const result = [losses, Array.from(network.predict(windows, which, 0, 8)), network.read()];
  network.dispose();
  return result;
}

function layer() {
  const rng = createRng(7);
  const inputs = Array.from({ length: 3 }, () =>
    Array.from({ length: 10 }, () => [rng.normal(), rng.normal()]),
  );
  const run = lstmSequence(inputs, initialLstmWeights(2, 5, rng));
  return [run.outputs, run.gradients({ last: run.last })];
}

function tests() {
  const [values, other] = [returns(0, 600), returns(600, 600)];
  const [squares, forecast] = [values, other].map((r) => r.map((x) => x * x + 1e-5));
  const s = statistics;
  return [
    s.ljungBox(values, { lags: 10 }),
    s.archLm(values, { lags: 5 }),
    s.jarqueBera(values),
    s.augmentedDickeyFuller(bitcoin().close.slice(0, 600)),
    s.kpss(values),
    s.autocorrelation(values, { lags: 10 }),
    s.partialAutocorrelation(values, { lags: 10 }),
    s.wilcoxonSignedRank(values, { ties: "corrected" }),
    s.dieboldMariano(squares, forecast),
    s.mincerZarnowitz(squares, forecast),
    s.standardisedDensity(values),
    s.christoffersenTest(
      values,
      values.map(() => 0.06),
      { level: 0.95 },
    ),
    s.modelConfidenceSet({ a: squares, b: forecast }, { replications: 200, rng: createRng(8) }),
    s.bootstrapInterval([values], ([r]) => s.skewness(r), {
      method: "bca",
      replications: 200,
      rng: createRng(9),
    }),
  ];
}

function risks() {
  const values = returns(0, 800);
  return [
    ["historical", "normal", "studentT", "cornishFisher"].flatMap((method) => [
      measures.valueAtRisk(values, { level: 0.95, method }),
      measures.conditionalValueAtRisk(values, { level: 0.95, method }),
    ]),
    measures.probabilisticSharpe(values),
    measures.sharpeRatio(values),
    measures.qlike(
      values.map((x) => x * x + 1e-6),
      values.map((x) => 2 * x * x + 1e-5),
    ),
    indicators.rangeVariance(bitcoin(), { estimator: "garmanKlass" }),
  ];
}

function portfolios() {
  const market_ = Object.values(market.simulateCandles("qfe2025", DAYS));
  const rows = market_.map((coin) => indicators.logReturns(coin.close).slice(0, 500));
  const days = Array.from(rows[0], (_, t) => rows.map((row) => row[t]));
  const { covariance } = portfolio.shrunkCovariance(days);
  const mean = rows.map((row) => row.reduce((sum, x) => sum + x, 0) / row.length);
  return [
    covariance,
    portfolio.minVariance({ mean, covariance }),
    portfolio.maxSharpe({ mean, covariance }),
    reliability.entropyWeights(days.slice(0, 6).map((day) => day.map((x) => 1 + x))),
    reliability.topsis(
      days.slice(0, 6).map((day) => day.map((x) => 1 + x)),
      { weights: mean.map(() => 1 / mean.length), directions: mean.map(() => "max") },
    ),
  ];
}

const named = (title, pairs) => Object.fromEntries(pairs.map(([name, of]) => [`${title}: ${name}`, of]));

const functions = Object.entries(elementary).filter(([, f]) => typeof f === "function");

const TOPICS = {
  ...named(
    "elementary",
    functions.map(([name, f]) => [name, () => sweep(f, f.length !== 1)]),
  ),
  "random streams": streams,
  ...named("simulated market", [
    ["candles", () => [market.simulateCandles("qfe2025", DAYS), market.simulateCandles("mosef2025", DAYS)]],
    ["volatility index", () => market.simulateCvi(DAYS)],
    ["market capitalisations", () => market.simulateMarketCaps(DAYS)],
  ]),
  ...named(
    "volatility",
    Object.keys(MODELS).flatMap((kind) =>
      Object.keys(SHAPES).map((distribution) => [
        `${kind}, ${distribution}`,
        () => model(kind, distribution),
      ]),
    ),
  ),
  "volatility: HAR": () =>
    volatility.fitHar(
      returns(0, 600).map((x) => x * x + 1e-6),
      { logarithms: true },
    ).estimate,
  ...named("network", [
    ["reference", () => learned((placed, _, rng) => new ReferenceNetwork(placed, rng))],
    ["WebAssembly", () => learned(openWasm().makeNetwork)],
    ["LSTM layer", layer],
  ]),
  statistics: tests,
  "measures and indicators": risks,
  "portfolios and reliability": portfolios,
};

globalThis.digests = Object.fromEntries(
  Object.entries(TOPICS).map(([topic, compute]) => [topic, fingerprint(compute())]),
);
if (typeof document === "undefined") process.stdout.write(JSON.stringify(globalThis.digests, null, 1) + "\n");
