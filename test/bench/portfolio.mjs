import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { alternate, timed } from "./measure.mjs";
import { findPython, Peer } from "./peer.mjs";

const v = createRequire(import.meta.url)("../../lib/dist/index.js");

const INPUT = "build/bench/portfolio-input.json";

/** `calls` in a row that one round times, ours and the peer's. */
const SHARPES = [
  { name: "4 assets, ±1", assets: 4, bounds: [-1, 1], peer: "slsqp", rounds: 21, calls: [200, 10] },
  {
    name: "50 assets, no short sales",
    assets: 50,
    bounds: [0, 1],
    peer: "sharpe",
    rounds: 15,
    calls: [10, 1],
  },
  { name: "500 assets, no short sales", assets: 500, bounds: [0, 1], peer: "sharpe", rounds: 7, target: 2 },
  {
    name: "500 assets, at most 5 % each",
    assets: 500,
    bounds: [0, 0.05],
    peer: "sharpe",
    rounds: 7,
    target: 2,
  },
  {
    name: "500 assets, −2 to 5 % each",
    assets: 500,
    bounds: [-0.02, 0.05],
    peer: "sharpe",
    rounds: 7,
    target: 2,
  },
];
const CVARS = [
  { name: "50 assets × 10 000 scenarios, no short sales", bounds: [0, 1], rounds: 5, target: 1 },
  { name: "50 assets × 10 000 scenarios, ±1", bounds: [-1, 1], rounds: 5, target: 1 },
];

/** The optimisers beside cvxpy and scipy. */
export default async function portfolio() {
  const markets = Object.fromEntries(
    [4, 50, 500].map((assets) => [assets, simulated(assets, 3 * assets + 30)]),
  );
  const scenarios = simulated(50, 10_000).returns;
  const input = { "cvar returns": scenarios };
  for (const [assets, { mean, covariance }] of Object.entries(markets))
    Object.assign(input, { [`${assets} mean`]: mean, [`${assets} covariance`]: covariance });
  writeFileSync(INPUT, JSON.stringify(input));
  const found = findPython(["cvxpy", "scipy", "highspy"]);
  let peer;
  try {
    peer = found.command && (await Peer.start(found.command, "portfolio.py", INPUT));
    const comparisons = [];
    for (const row of SHARPES) comparisons.push(await sharpe(row, markets[row.assets], peer));
    for (const row of CVARS) comparisons.push(await cvar(row, scenarios, peer));
    return {
      data: "Simulated returns: one common factor and noise, Student t with 5 degrees of freedom.",
      peer: peer?.versions ?? null,
      peerMissing: found.missing,
      agreementOf: "value, ours − peer",
      comparisons,
      tables: [],
    };
  } finally {
    await peer?.stop();
    rmSync(INPUT);
  }
}

async function sharpe({ name, assets, bounds, peer: task, rounds, calls = [1, 1], target }, moments, peer) {
  const result = await alternate(
    rounds,
    () => timed(() => v.maxSharpe(moments, { bounds }).value, calls[0]),
    peer && (() => peer.ask({ task, name: `${assets}`, bounds, calls: calls[1] })),
  );
  const beside = task === "slsqp" ? "scipy's SLSQP" : "cvxpy's Clarabel";
  return { name: `max Sharpe, ${name}: ${beside}`, target, ...compared(result) };
}

async function cvar({ name, bounds, rounds, target }, scenarios, peer) {
  const result = await alternate(
    rounds,
    () => timed(() => v.minCvar(scenarios, { bounds, level: 0.95, tail: "exact" }).value),
    peer && (() => peer.ask({ task: "cvar", name: "cvar", bounds, level: 0.95 })),
  );
  return { name: `min CVaR, ${name}: cvxpy's HiGHS`, target, ...compared(result) };
}

function compared({ ours, peer, ratio, cpuRatio, ourValue, peerValue }) {
  const agreement = peerValue === null ? undefined : (ourValue - peerValue).toExponential(1);
  return { ours, peer, ratio, cpuRatio, agreement };
}

/** Returns of so many days, and means and covariances of them. */
function simulated(assets, days) {
  const rng = v.createRng(assets);
  const drift = Array.from({ length: assets }, () => 0.0005 + 0.001 * rng.normal());
  const returns = Array.from({ length: days }, () => {
    const market = 0.01 * rng.studentT(5);
    return drift.map((mu) => mu + market + 0.02 * rng.studentT(5));
  });
  const mean = drift.map((_, i) => returns.reduce((sum, row) => sum + row[i], 0) / days);
  const covariance = drift.map((_, i) =>
    drift.map(
      (__, j) => returns.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[j] - mean[j]), 0) / (days - 1),
    ),
  );
  return { returns, mean, covariance };
}
