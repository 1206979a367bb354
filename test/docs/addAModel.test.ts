import { beforeAll, expect, test } from "vitest";
import { projectPath } from "../../lib/core/project";
import type { Likelihood } from "../../lib/volatility/estimation/likelihood";
import type { VolatilityFit } from "../../lib/volatility/estimation/fit";
import type { RollingForecast } from "../../lib/volatility/forecasting/rolling";
import type * as volatility from "../../lib/volatility/index";
import type { VolatilityParams } from "../../lib/volatility/params";
import { changesOf, compilerErrors, runOnChanged, type Changes } from "./changedLibrary";
import { pageText } from "./page";

/** Two programs of the compiler. */
const PATIENCE = 60_000;

/** Of a mean over simulated paths. */
const STANDARD_ERRORS = 4;

const text = pageText("add-a-model.md");
const cell = /^```ts title="a cell"\n(.*?)^```/ms.exec(text)![1];
const estimation = projectPath("lib", "volatility", "estimation");

/** What the page's own code makes, and parts of the changed library that its reader does not see. */
interface Page {
  readonly returns: Float64Array;
  readonly truth: VolatilityParams;
  readonly fit: VolatilityFit;
  readonly week: Float64Array;
  readonly curve: Float64Array;
  readonly rolled: RollingForecast;
  readonly spec: never;
  readonly v: typeof volatility;
  readonly Likelihood: typeof Likelihood;
}

const names = "v, spec, truth, returns, fit, week, curve, rolled";
const code = `${cell}export { ${names} };\nexport { Likelihood } from "${estimation}/likelihood";\n`;

let changes: Changes;
let page: Page;
beforeAll(async () => {
  changes = changesOf(text);
  page = (await runOnChanged(changes, code)) as unknown as Page;
});

test("the page adds one file and changes the list, the index and the tests' examples", () => {
  expect([...changes.keys()]).toEqual(
    ["models/avgarch.ts", "models/models.ts", "index.ts"]
      .map((file) => projectPath("lib", "volatility", file))
      .concat(projectPath("test", "volatility", "examples.ts")),
  );
});

test(
  "the compiler takes the changed library and the cell, and asks for the model where it is missing",
  () => {
    expect(compilerErrors(changes, code)).toEqual([]);
    const models = projectPath("lib", "volatility", "models", "models.ts");
    const forgotten = changes.get(models)!.replace("  avgarch,\n};", "};");
    expect(compilerErrors(new Map([...changes, [models, forgotten]]), code).join()).toContain(
      "'avgarch' is missing",
    );
  },
  PATIENCE,
);

test("the equation by hand", () => {
  // σ: 0.1 + 0.2·2 + 0.5·2 = 1.5;  after +1: 0.1 + 0.2·1 + 0.5·1.5 = 1.05;  after −3: 0.1 + 0.2·3 + 0.5·1.05 = 1.225
  const params = { mu: 0, omega: 0.1, alpha: [0.2], beta: [0.5] };
  const options = { mean: "zero", presample: 4 } as const;
  const sigma = page.v.conditionalVolatility([1, -3, 5], page.spec, params, options);
  expect(sigma).toBeAllClose([1.5, 1.05, 1.225]);
});

test("its gradient is that of its likelihood, in the shocks, the parameters and the presample", () => {
  const returns = page.returns.slice(0, 300).map((r) => 50 * r + 0.1);
  const likelihood = new page.Likelihood(returns, page.spec, { distribution: "studentT" });
  for (const start of likelihood.model
    .starts(300)
    .inside.flat(2)
    .filter((_, i) => i % 3 === 0)) {
    const theta = Float64Array.of(0.07, ...start, 6);
    const gradient = new Float64Array(theta.length);
    likelihood.value(theta, gradient);
    const differences = theta.map((x, i) => {
      const step = 1e-5 * Math.max(0.1, Math.abs(x));
      const at = (shift: number): number =>
        likelihood.level(theta.map((y, j) => (j === i ? y + shift : y))).value;
      return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    });
    expect(gradient).toBeAllClose(differences, { rtol: 2e-7, atol: 2e-6 });
  }
});

test("a fit finds the parameters that simulated the returns", () => {
  const { params, standardErrors, convergence, onBound } = page.fit.estimate;
  expect(convergence.status).toBe("converged");
  expect(onBound).toEqual([]);
  const { omega, alpha, beta } = standardErrors.robust;
  expect(Math.abs(params.omega - page.truth.omega)).toBeLessThan(STANDARD_ERRORS * omega!);
  expect(Math.abs(params.alpha[0] - page.truth.alpha[0])).toBeLessThan(STANDARD_ERRORS * alpha![0]!);
  expect(Math.abs(params.beta[0] - page.truth.beta[0])).toBeLessThan(STANDARD_ERRORS * beta![0]!);
  expect(page.fit.summary()).toMatch(/^AVGARCH, constant mean, normal shocks, 3000 observations\n/);
});

test("its expected variances are the means of simulated paths, and tend to its own", () => {
  const { variance, standardError } = page.fit.forecastDistribution(7);
  page.week.forEach((expected, h) => {
    const rounding = 1e-12 * expected; // tomorrow is known
    expect(Math.abs(variance[h] - expected)).toBeLessThanOrEqual(
      STANDARD_ERRORS * standardError[h] + rounding,
    );
  });
  expect(page.fit.forecast(5000).at(-1)).toBeCloseTo(page.fit.estimate.unconditionalVariance, 12);
});

test("the news of both signs weigh the same, and a rolling forecast does not read the future", () => {
  expect([...page.curve].reverse()).toBeAllClose(page.curve);
  const changed = page.returns.map((r, t) => (t === page.returns.length - 1 ? 0.5 : r));
  const options = { window: 2800, refitEvery: 100, horizon: 5 };
  expect(page.v.rollingForecast(changed, page.spec, options).variance).toEqual(page.rolled.variance);
});

test("messages list it", () => {
  const wrong = { kind: "avgarc" } as never;
  expect(() => page.v.fitVolatility(page.returns, wrong)).toThrow('"ewma", "avgarch", got');
  const egarch = { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 } as const;
  expect(() => page.v.rollingForecast(page.returns, egarch, { window: 2800, horizon: 2 })).toThrow(
    "garch, gjr, figarch, ewma or avgarch for more than one day",
  );
});
