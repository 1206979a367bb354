import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { alternate, timed } from "./measure.mjs";
import { findPython, Peer } from "./peer.mjs";

const v = createRequire(import.meta.url)("../../lib/dist/index.js");

const INPUT = "build/bench/volatility-input.json";
const LAGS = [1, 2, 3, 4];
const LENGTHS = [2_000, 20_000, 200_000];
const REFITS = 10_000;
const REFIT_WINDOW = 1_000;

/** Our side uses arch's convention for the days before the first, so that both maximise the same function. */
const SAME = { presample: "backcast" };

/** Each model as both sides name it. */
const MODELS = [
  {
    name: "GARCH(1,1)",
    ours: { kind: "garch", archLags: 1, garchLags: 1 },
    peers: { vol: "GARCH", p: 1, q: 1 },
  },
  {
    name: "GJR-GARCH(1,1,1)",
    ours: { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 },
    peers: { vol: "GARCH", p: 1, o: 1, q: 1 },
  },
  {
    name: "EGARCH(1,1,1)",
    ours: { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 },
    peers: { vol: "EGARCH", p: 1, o: 1, q: 1 },
  },
  {
    name: "APARCH(1,1,1)",
    ours: { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 },
    peers: { vol: "APARCH", p: 1, o: 1, q: 1 },
  },
  {
    name: "FIGARCH(1,d,1)",
    ours: { kind: "figarch", archLags: 1, garchLags: 1 },
    peers: { vol: "FIGARCH", p: 1, q: 1 },
  },
];
const GARCH = MODELS[0];
const FIGARCH = MODELS.at(-1);

const difference = (a, b) => (b === null ? undefined : (a - b).toFixed(6));

/** The volatility room beside Python's arch: speed, length, memory. */
export default async function volatility() {
  const { candles, symbols, provenance } = v.loadDataset("mosef2025");
  const coins = Object.fromEntries(symbols.map((symbol) => [symbol, v.logReturns(candles[symbol].close)]));
  const series = { ...coins, ...simulated() };
  const found = findPython(["arch"]);
  writeFileSync(
    INPUT,
    JSON.stringify(series, (_, x) => (x instanceof Float64Array ? [...x] : x)),
  );
  let peer;
  try {
    peer = found.command && (await Peer.start(found.command, "volatility.py", INPUT));
    return {
      data: `${symbols.join(", ")}, ${coins.BTC.length} returns each. ${provenance.simulated ? `SIMULATED market, seed ${provenance.seed}.` : "Real market data."}`,
      peer: peer?.versions ?? null,
      peerMissing: found.missing,
      comparisons: [
        ...(await fits(coins.BTC, peer)),
        await grid(coins, peer),
        await rolling(coins.BTC, peer),
      ],
      tables: [await byLength(series, peer), memory()],
    };
  } finally {
    await peer?.stop();
    rmSync(INPUT);
  }
}

/** Paths of one GARCH process, so that a longer sample is more of the same. */
function simulated() {
  const params = { mu: 0.0005, omega: 2e-5, alpha: [0.08], beta: [0.9] };
  return Object.fromEntries(
    LENGTHS.map((length) => [
      `garch${length}`,
      v.simulateVolatility(GARCH.ours, params, { length, rng: v.createRng(1) }).returns,
    ]),
  );
}

/** Time of one fit, our three kinds of standard errors included, beside arch without and with its own. */
async function fits(returns, peer) {
  const compare = async (name, { ours, peers }, { rounds, calls = [1, 1], options, more, target }) => {
    const result = await alternate(
      rounds,
      () =>
        timed(() => v.fitVolatility(returns, ours, { ...SAME, ...options }).estimate.logLikelihood, calls[0]),
      peer &&
        (() => peer.ask({ task: "fit", series: "BTC", spec: { ...peers, ...more?.spec }, errors: more?.errors, calls: calls[1] })), // prettier-ignore
    );
    return { name, target, ...result, agreement: difference(result.ourValue, result.peerValue) };
  };
  const many = { rounds: 15, calls: [40, 10] };
  const studentT = { options: { distribution: "studentT" }, more: { spec: { dist: "t" } } };
  const rows = [
    await compare("GARCH(1,1): fit with three kinds of standard errors; peer: fit without", GARCH, {
      ...many,
      target: 0.2,
    }),
    await compare("the same; peer: fit with its standard errors", GARCH, { ...many, more: { errors: true } }),
    await compare("FIGARCH(1,d,1): fit with standard errors; peer: fit without", FIGARCH, { rounds: 9, calls: [4, 1], target: 0.2 }), // prettier-ignore
    await compare("the same; peer: fit with its standard errors", FIGARCH, { rounds: 5, calls: [4, 1], more: { errors: true } }), // prettier-ignore
    await compare("GARCH(1,1), Student t", GARCH, { rounds: 9, calls: [10, 4], ...studentT }),
  ];
  for (const model of MODELS.slice(1, -1))
    rows.push(await compare(model.name, model, { rounds: 9, calls: [4, 2] }));
  return rows;
}

/** All orders of all coins with both means: ours from several starts each, arch from its one. */
async function grid(coins, peer) {
  const cells = () =>
    Object.values(coins).flatMap((returns) =>
      Array.from(
        v
          .selectGarchOrder(returns, {
            ...SAME,
            archLags: LAGS,
            garchLags: LAGS,
            means: ["constant", "zero"],
          })
          .table.array("logLikelihood"),
      ),
    );
  const result = await alternate(
    5,
    () => timed(cells),
    peer && (() => peer.ask({ task: "grid", series: Object.keys(coins), lags: LAGS.length })),
  );
  const { ourValue, peerValue, ...row } = result;
  const gaps = peerValue && ourValue.map((value, k) => value - peerValue[k]);
  return {
    name: `the grid: ${ourValue.length} cells, all our starts; peer: one start`,
    target: 0.5,
    ...row,
    agreement: gaps && `${Math.min(...gaps).toFixed(6)} … ${Math.max(...gaps).toFixed(2)}`,
    cells: gaps && {
      below: gaps.filter((gap) => gap < -1e-4).length,
      above: gaps.filter((gap) => gap > 0.01).length,
    },
  };
}

/** Refits on a rolling window with warm starts, a one-step forecast from each. */
async function rolling(returns, peer) {
  const [window, refits] = [1_000, 200];
  const result = await alternate(
    5,
    () =>
      timed(() =>
        v
          .rollingForecast(returns.subarray(0, window + refits), GARCH.ours, { ...SAME, window })
          .variance.at(-1),
      ),
    peer && (() => peer.ask({ task: "rolling", series: "BTC", window, refits })),
  );
  const { ourValue, peerValue, ...row } = result;
  return {
    name: `rolling: ${refits} refits of ${window} returns, warm starts, one-step forecasts`,
    ...row,
    refitsPerSecond: (1000 * refits) / row.ours.median,
    agreement: peerValue && `last forecast ${(100 * (ourValue / peerValue - 1)).toFixed(4)} % off`,
  };
}

/** A GARCH(1,1) fit of longer and longer samples: linear when the time per return stays. */
async function byLength(series, peer) {
  const rows = [];
  for (const length of LENGTHS) {
    const name = `garch${length}`;
    const calls = Math.max(1, Math.round(20_000 / length));
    const { ours, peer: theirs } = await alternate(
      5,
      () => timed(() => v.fitVolatility(series[name], GARCH.ours, SAME), calls),
      peer && (() => peer.ask({ task: "fit", series: name, spec: GARCH.peers, calls })),
    );
    rows.push([
      length.toLocaleString("en"),
      ours.median.toFixed(2),
      ((1e6 * ours.median) / length).toFixed(0),
      theirs ? theirs.median.toFixed(2) : "",
      theirs ? (ours.median / theirs.median).toFixed(3) : "",
    ]);
  }
  return {
    title: "Length: GARCH(1,1) fits of one simulated process",
    headings: ["returns", "ours, ms", "ours, ns per return", "peer, ms", "ours ÷ peer"],
    rows,
  };
}

/** Memory while a rolling forecast refits again and again, after a collection every 1000 refits. */
function memory() {
  const { returns } = v.simulateVolatility(
    GARCH.ours,
    { mu: 0, omega: 2e-5, alpha: [0.08], beta: [0.9] },
    { length: REFIT_WINDOW + REFITS, rng: v.createRng(2) },
  );
  const rows = [];
  const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(2);
  const start = performance.now();
  v.rollingForecast(returns, GARCH.ours, {
    window: REFIT_WINDOW,
    onProgress: ({ done }) => {
      if (done % 1000 !== 0) return;
      globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      const seconds = (performance.now() - start) / 1000;
      rows.push([
        done.toLocaleString("en"),
        megabytes(heapUsed),
        megabytes(arrayBuffers),
        (done / seconds).toFixed(0),
      ]);
    },
  });
  return {
    title: `Memory: ${REFITS.toLocaleString("en")} refits of ${REFIT_WINDOW.toLocaleString("en")} returns`,
    headings: ["refits", "heap, MB", "array buffers, MB", "refits per second so far"],
    rows,
  };
}
