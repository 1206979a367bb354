import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fitOnce } from "./fitOnce.mjs";
import { alternate, inTurn, timed } from "./measure.mjs";
import { findPython, Peer } from "./peer.mjs";

const v = createRequire(import.meta.url)("../../lib/dist/index.js");

const INPUT = "build/bench/volatility-input.json";
const LAGS = [1, 2, 3, 4];
const LENGTHS = [2_000, 20_000, 200_000];
const FIRST_ROUNDS = 9;
const REFITS = 10_000;
const REFIT_WINDOW = 1_000;

/** Our side uses arch's convention for the days before the first, so that both maximise the same function. */
const SAME = { presample: "backcast" };

/** Each model as both sides name it. */
const GARCH = { ours: { kind: "garch", archLags: 1, garchLags: 1 }, peers: { vol: "GARCH", p: 1, q: 1 } };
const GJR = {
  ours: { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 },
  peers: { vol: "GARCH", p: 1, o: 1, q: 1 },
};
const EGARCH = {
  ours: { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 },
  peers: { vol: "EGARCH", p: 1, o: 1, q: 1 },
};
const APARCH = {
  ours: { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 },
  peers: { vol: "APARCH", p: 1, o: 1, q: 1 },
};
const FIGARCH = {
  ours: { kind: "figarch", archLags: 1, garchLags: 1 },
  peers: { vol: "FIGARCH", p: 1, q: 1 },
};

/**
 * Fits of one series. `calls` are fits in a row that one round times, ours and the peer's; with `errors` both sides are
 * asked for their standard errors, which they compute when they are read: of ours all three kinds.
 */
const FITS = [
  { name: "GARCH(1,1)", model: GARCH, rounds: 21, calls: [40, 10], target: 0.2 },
  {
    name: "GARCH(1,1), with standard errors",
    model: GARCH,
    rounds: 15,
    calls: [40, 10],
    errors: true,
  },
  { name: "FIGARCH(1,d,1)", model: FIGARCH, rounds: 15, calls: [10, 1], target: 0.2 },
  {
    name: "FIGARCH(1,d,1), with standard errors",
    model: FIGARCH,
    rounds: 9,
    calls: [10, 1],
    errors: true,
  },
  {
    name: "GARCH(1,1), Student t",
    model: GARCH,
    rounds: 15,
    calls: [20, 5],
    distribution: ["studentT", "t"],
  },
  { name: "GJR-GARCH(1,1,1)", model: GJR, rounds: 15, calls: [10, 5] },
  { name: "EGARCH(1,1,1)", model: EGARCH, rounds: 15, calls: [10, 5], target: 0.4 },
  { name: "APARCH(1,1,1)", model: APARCH, rounds: 9, calls: [5, 2], target: 0.4 },
];

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
        ...(await firstFits(found.command)),
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

/** The first fit that a process does, in as many fresh processes as there are rounds: loading the library is not timed. */
async function firstFits(python) {
  const inFresh = (command, script, task) => async () => {
    const process = await Peer.start(command, script, INPUT);
    const answer = await process.ask(task);
    await process.stop();
    return answer;
  };
  const rows = [];
  for (const errors of [false, true]) {
    const { ourValue, peerValue, ...row } = await inTurn(
      FIRST_ROUNDS,
      inFresh(process.execPath, "volatility.mjs", { spec: GARCH.ours, options: SAME, errors }),
      python && inFresh(python, "volatility.py", { task: "fit", series: "BTC", spec: GARCH.peers, errors }),
    );
    const name = `GARCH(1,1), the first fit of a process${errors ? ", with standard errors" : ""}`;
    rows.push({ name, target: errors ? undefined : 1, ...row, agreement: difference(ourValue, peerValue) });
  }
  return rows;
}

/** Each of {@link FITS}. */
async function fits(returns, peer) {
  const rows = [];
  for (const { name, rounds, target, ...fit } of FITS) {
    const { ours, peers } = compareFit(returns, peer, fit);
    const { ourValue, peerValue, ...row } = await alternate(rounds, ours, peers);
    rows.push({ name, target, ...row, agreement: difference(ourValue, peerValue) });
  }
  return rows;
}

/** One round of one kind of fit, on either side. */
function compareFit(returns, peer, { model, calls, errors, distribution: [own, theirs] = [] }) {
  const options = { ...SAME, ...(own && { distribution: own }) };
  const spec = { ...model.peers, ...(theirs && { dist: theirs }) };
  return {
    ours: () => timed(() => fitOnce(v, returns, model.ours, options, errors), calls[0]),
    peers: peer && (() => peer.ask({ task: "fit", series: "BTC", spec, errors, calls: calls[1] })),
  };
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
    name: `${ourValue.length} GARCH cells, all our starts; peer one start`,
    target: 0.5,
    ...row,
    agreement: gaps && `${Math.min(...gaps).toFixed(6)} … ${Math.max(...gaps).toFixed(2)}`,
    cells: gaps && {
      below: gaps.filter((gap) => gap < -1e-4).length,
      above: gaps.filter((gap) => gap > 0.01).length,
    },
  };
}

/** Refits on a rolling window, a one-step forecast from each: ours search from scratch, the peer starts where it ended. */
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
    name: `${refits} rolling refits of ${window} returns, with forecasts`,
    target: 0.125,
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
