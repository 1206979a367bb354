import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { contentKey } from "../../lib/core/contentKey";
import { createRng } from "../../lib/core/random";
import { maximise, moved, type Maximum } from "../../lib/math/maximise";
import type { Likelihood } from "../../lib/volatility/estimation/likelihood";

const STARTS = 20;

/** The fixtures, a file for each model. `FOUND=write` climbs anew, and writes down what is found. */
const FOLDER = join(__dirname, "../fixtures/volatility/highestFound");
const isWriting = process.env.FOUND === "write";

/** The log-likelihood, and the point in the units of the search. */
type Found = Pick<Maximum, "value"> & { readonly sample: string; readonly point: readonly number[] };

/** By the content of the returns. */
type FoundBySample = Record<string, Found>;

/**
 * The highest log-likelihood to which 20 climbs from random points lead. The climbs take minutes and end where they
 * ended the last time, so the highest point that they have found is kept, and the likelihood is computed at that point.
 * A sample that was not climbed yet, of market data that are not ours, is climbed now.
 *
 * @param model - names the fixture.
 */
export function highestFound(
  model: string,
  sample: string,
  returns: Float64Array,
  likelihood: Likelihood,
): number {
  const file = join(FOLDER, `${model}.json`);
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as FoundBySample) : {};
  const key = contentKey(returns).slice(0, 16);
  if (isWriting) {
    const { point, value } = climbed(returns, likelihood);
    const all: FoundBySample = { ...known, [key]: { sample, value, point: Array.from(point) } };
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
    return value;
  }
  if (!known[key]) return climbed(returns, likelihood).value;
  const point = Float64Array.from(known[key].point);
  const value = likelihood.value(point, new Float64Array(point.length));
  const anew = `another log-likelihood at the point in ${file}: FOUND=write npx vitest run highestMaximum`;
  expect(Math.abs(value - known[key].value), anew).toBeLessThan(1e-4);
  return value;
}

function climbed(returns: Float64Array, likelihood: Likelihood): Maximum {
  const { region, density } = likelihood;
  const rng = createRng(returns.length);
  const points = likelihood.model.starts(returns.length).inside.flat(2);
  const found = Array.from({ length: STARTS }, () => {
    // between two points of the model's map, and off by some
    const [a, b] = [0, 1].map(() => points[Math.floor(rng.uniform() * points.length)]);
    const share = rng.uniform();
    const variance = a.map((x, i) => share * x + (1 - share) * b[i] + 0.02 * rng.normal());
    const shape = density.shapes.map(({ name }) => (name === "nu" ? 2.5 + 8 * rng.uniform() : 0));
    const start = Float64Array.from([0.1 * rng.normal(), ...variance, ...shape]);
    const feasible = moved(start, new Float64Array(start.length), 0, region);
    return maximise((theta, gradient) => likelihood.value(theta, gradient), feasible, region);
  });
  return found.reduce((best, one) => (one.value > best.value ? one : best));
}
