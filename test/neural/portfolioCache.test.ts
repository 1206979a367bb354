import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createRng } from "../../lib/core/random";
import { sha256Of } from "../../lib/core/checksum";
import type { CachedModel } from "../../lib/neural/training/modelCache";
import { PortfolioModel } from "../../lib/neural/portfolio/portfolioModel";
import type { PortfolioNetwork, PortfolioWeights } from "../../lib/neural/portfolio/portfolioNetwork";
import type { PortfolioShape, PortfolioWindows } from "../../lib/neural/portfolio/portfolioWindows";
import {
  trainPortfolioNetwork,
  trainPortfolioNetworks,
  type PortfolioJob,
  type PortfolioTraining,
} from "../../lib/neural/portfolio/trainPortfolioNetwork";
import { dataFolder } from "../support/dataFolder";

function madeUp(seed: number, shape: PortfolioShape): PortfolioWindows {
  const rng = createRng(seed);
  const [count, assets, steps, features] = shape;
  const normals = (length: number, size = 1): Float64Array =>
    Float64Array.from({ length }, () => size * rng.normal());
  return {
    shape,
    inputs: normals(count * assets * steps * features),
    joined: normals(count * assets),
    returns: normals(count * assets, 0.03),
  };
}

const windows = madeUp(1, [30, 3, 4, 2]);
const network: PortfolioNetwork = { sharing: "perCoin", lstm: [4, 3], dropout: 0.2, joinVolatility: true };
const job = (changed: Partial<PortfolioTraining> = {}): PortfolioJob => ({
  windows,
  network,
  training: { epochs: 2, seed: 1, ...changed },
});
const weightsOf = ({ model }: CachedModel<PortfolioModel>): PortfolioWeights => model.weights;

afterEach(() => void vi.unstubAllEnvs());

test("a portfolio network is trained once, and comes back as it was", async () => {
  const cache = dataFolder();
  const [first] = await trainPortfolioNetworks([job()], { cache });
  const [second] = await trainPortfolioNetworks([job()], { cache });
  expect([first.hit, second.hit]).toEqual([false, true]);
  expect(second.file).toBe(first.file);
  expect({ ...second.model }).toEqual({ ...first.model });
  expect(second.model.portfolios(windows)).toEqual(first.model.portfolios(windows));
  const { windows: w, network: n, training } = job();
  expect(weightsOf(second)).toEqual((await trainPortfolioNetwork(w, n, training)).weights);
});

test("is another one as soon as anything that it depends on differs", async () => {
  const cache = dataFolder();
  const one = job();
  const moved = (part: "inputs" | "joined" | "returns"): PortfolioWindows => ({
    ...windows,
    [part]: Float64Array.from(windows[part], (x, i) => (i === 7 ? x + 1e-9 : x)),
  });
  const validation = madeUp(2, [5, 3, 4, 2]);
  const jobs: PortfolioJob[] = [
    one,
    ...(["inputs", "joined", "returns"] as const).map((part) => ({ ...one, windows: moved(part) })),
    { ...one, network: { ...network, dropout: 0.1 } },
    { ...one, network: { ...network, sharing: "concatenated" } },
    job({ seed: 2 }),
    job({ epochs: 1 }),
    job({ lambda: 0.2 }),
    job({ variant: "batch" }),
    job({ batchSize: 16 }),
    job({ adam: { learningRate: 0.01 } }),
    job({ validation }),
    job({ backend: "reference" }),
  ];
  const models = await trainPortfolioNetworks(jobs, { cache, workers: 2 });
  expect(models.map(({ hit }) => hit)).toEqual(jobs.map(() => false));
  expect(readdirSync(cache)).toHaveLength(jobs.length);
  vi.stubEnv("VOLFOLIO_BACKEND", "reference");
  const [there] = await trainPortfolioNetworks([one], { cache });
  expect([there.hit, there.model.backend]).toEqual([false, "reference"]);
});

test("those that are found count as done, and the others are the same on any number of workers", async () => {
  const jobs = [job({ seed: 1 }), job({ seed: 2 }), job({ seed: 3 })];
  const anew = await trainPortfolioNetworks(jobs, { cache: false, workers: 3 });
  expect(anew.map(({ hit, file }) => [hit, file])).toEqual(jobs.map(() => [false, undefined]));
  for (const workers of [1, 2]) {
    const cache = dataFolder();
    await trainPortfolioNetworks(jobs.slice(1, 2), { cache });
    const done: number[] = [];
    const onProgress = (event: { done: number; of: number }): void => void done.push(event.done, event.of);
    const models = await trainPortfolioNetworks(jobs, { cache, workers, onProgress });
    expect(models.map(({ hit }) => hit)).toEqual([false, true, false]);
    expect(models.map(weightsOf)).toEqual(anew.map(weightsOf));
    expect(done).toEqual([2, 3, 3, 3]);
  }
});

test.each([
  ["cut short", (text: string) => text.slice(0, 300), /the entry is not JSON/],
  ["not an entry", () => "null", /another key/],
  ["changed in one digit", (text: string) => text.replace(/("scores":\[\[)-?\d/, "$19"), /checksum/],
])("an entry that is %s is named, trained anew and replaced", async (_, damage, reason) => {
  const cache = dataFolder();
  const [first] = await trainPortfolioNetworks([job()], { cache });
  const text = readFileSync(first.file!, "utf8");
  expect(damage(text)).not.toBe(text);
  writeFileSync(first.file!, damage(text));
  const [again] = await trainPortfolioNetworks([job()], { cache });
  expect(again.hit).toBe(false);
  expect(again.damaged).toMatch(reason);
  expect(again.damaged).toContain(first.file!);
  expect(weightsOf(again)).toEqual(weightsOf(first));
  const [healed] = await trainPortfolioNetworks([job()], { cache });
  expect([healed.hit, healed.damaged]).toEqual([true, undefined]);
});

test("an entry under another's name is not taken for it", async () => {
  const cache = dataFolder();
  const jobs = [job({ seed: 1 }), job({ seed: 2 })];
  const [one, two] = await trainPortfolioNetworks(jobs, { cache, workers: 1 });
  copyFileSync(one.file!, two.file!);
  const [again] = await trainPortfolioNetworks(jobs.slice(1), { cache });
  expect(again.damaged).toMatch(/another key/);
  expect(weightsOf(again)).toEqual(weightsOf(two));
});

describe("a stored portfolio model", () => {
  type Stored = { format: string; sha256: string; model: { weights: { bias: number[] } } };
  const stored = async (): Promise<Stored> =>
    JSON.parse(JSON.stringify(await trainPortfolioNetwork(windows, network, job().training))) as Stored;

  test("is refused where it is of another kind, or its weights don't fit", async () => {
    const whole = await stored();
    expect(() => PortfolioModel.fromJSON({ epochs: 3 })).toThrow("this is not a stored portfolio model");
    expect(() => PortfolioModel.fromJSON({ ...whole, format: "volfolio sequence model 1" })).toThrow(
      "this is not a stored portfolio model",
    );
    whole.model.weights.bias.pop();
    const sealed = { ...whole, sha256: sha256Of(JSON.stringify(whole.model)) };
    expect(() => PortfolioModel.fromJSON(sealed)).toThrow("weights do not fit its network");
  });
});
