import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { DataError, DomainError } from "../../lib/core/errors";
import { projectPath } from "../../lib/core/project";
import { diagnosticText, errorText } from "../../lib/workflow/kernel/cellMessages";
import { startKernel, type KernelClient } from "../../lib/workflow/kernel/kernelClient";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("an error on purpose is its sentence, with what caused it", () => {
  expect(errorText(new DomainError("mse", "actual", 3, "a list of numbers"))).toBe(
    "DomainError: mse: actual must be a list of numbers, got 3",
  );
  const cause = new SyntaxError("Unexpected end of JSON input");
  expect(errorText(new DataError("a.json", "must be JSON", { cause }))).toBe(
    "DataError: a.json: must be JSON\n  because of SyntaxError: Unexpected end of JSON input",
  );
});

test("of an unforeseen error the reader's own calls follow its sentence, and none of the kernel's", () => {
  const error = new RangeError("Invalid array length");
  error.stack = [
    "/home/me/lib/dist/series/windows.js:3\n    new Array(-1)\n    ^\n\nRangeError: Invalid array length",
    "    at windows (/home/me/lib/dist/series/windows.js:3:1)",
    "    at evalmachine.<anonymous>:5:3",
    "    at Script.runInThisContext (node:vm:135:14)",
    "    at Object.execute (/home/me/node_modules/tslab/dist/executor.js:160:38)",
  ].join("\n");
  expect(errorText(error)).toBe(
    "RangeError: Invalid array length\n    at windows (/home/me/lib/dist/series/windows.js:3:1)",
  );
  expect(errorText("a text")).toBe("'a text'");
});

test("the compiler's sentences keep their words", () => {
  const foreign = "Cannot find name 'prise'. Did you mean 'price'?";
  expect(diagnosticText(foreign)).toBe(foreign);
  expect(
    diagnosticText(`Property 'mes' does not exist on type 'typeof import("/home/me/lib/dist/index")'.`),
  ).toBe("Property 'mes' does not exist on type 'volfolio'.");
});

let kernel: KernelClient;

/** What a reader sees of a cell, all of it; and whether it ended well. */
async function seen(code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const set = Object.entries(env).map(([name, value]) => `process.env.${name} = ${JSON.stringify(value)};`);
  let text = "";
  const { status } = await kernel.execute([...set, code].join(" "), ({ content }) => {
    if (typeof content.text === "string") text += content.text;
  });
  await sleep(300); // after an error, the kernel refuses what comes within 200 ms
  return `${status}: ${text.trim()}`;
}

beforeAll(async () => {
  kernel = await startKernel(projectPath("notebooks"), { env: { VOLFOLIO_DATA: "simulated" } });
  await seen(
    `import * as v from "volfolio"; const parameters = { profile: "quick" as v.Profile, coin: "BTC", window: 30 };`,
  );
});

afterAll(() => kernel.stop());

const returns = `const returns = Array.from({ length: 60 }, (_, t) => Math.sin(t * t) / 50);`;

// What a reader may do wrong, and all that is shown then.
test.each<[string, string, string | RegExp]>([
  [
    "a cell run before the one that it needs",
    `v.logReturns(prices)`,
    /^error: 1:\d+ - Cannot find name 'prices'\. Run the cell above that declares it, or correct its spelling\.$/,
  ],
  [
    "a parameter's name",
    `parameters.windw`,
    /^error: .*Property 'windw' does not exist.* Did you mean 'window'\?$/,
  ],
  ["an option's name", `v.mse([1], [1], {})`, /^error: .*Expected 2 arguments, but got 3\.$/],
  [
    "a name that the library does not have",
    `v.sharpRatio([1, 2])`,
    /^error: .*Property 'sharpRatio' does not exist on type 'volfolio'\. Did you mean 'sharpeRatio'\?|error: .*on type 'volfolio'\.$/,
  ],
  [
    "a profile that there is not",
    `v.checkParameters({ ...parameters, profile: "fast" as v.Profile });`,
    `error: DomainError: parameters: profile must be one of "quick", "full", got 'fast'`,
  ],
  [
    "a coin that the data set has not",
    `v.checkParameters({ ...parameters, coin: "DOGE" }, { coin: v.loadDataset("mosef2025").symbols });`,
    `error: DomainError: parameters: coin must be one of "ADA", "BNB", "BTC", "ETH", got 'DOGE'`,
  ],
  [
    "the same, unasked",
    `v.logReturns(v.loadDataset("mosef2025").candles["DOGE"].close)`,
    "error: TypeError: Cannot read properties of undefined (reading 'close'). What stands before it is not there: correct the name in the brackets (has the data set that coin?), or run the cells above again.",
  ],
  [
    "a parameter's type",
    `v.applyParameters(parameters, { window: "thirty" })`,
    "error: DomainError: applyParameters: window must be a finite number, got 'thirty'",
  ],
  [
    "a forgotten await, and its answer used",
    `const forecast = v.trainPortfolioNetworks([]); forecast.length`,
    /^error: .*on type 'Promise<.*>'\. Put `await` before the call that makes the promise: its answer comes later\.$/,
  ],
  [
    "a forgotten await at the end",
    `v.show({ data: [{ y: [1] }], caption: "One." })`,
    "ok: A promise, whose answer is still to come: put `await` before the call, and run the cell again.",
  ],
  [
    "a forgotten await before what fails",
    `v.show({ data: [], caption: "None." }); 1`,
    /UnhandledPromiseRejection: DomainError: show: data must be a list of one or more traces, got \[\]$/,
  ],
  [
    "lists of different lengths",
    `v.rmse([1, 2], [1])`,
    "error: ShapeError: rmse: actual and forecast must have the same length, got 2 and 1",
  ],
  [
    "a missing number",
    `v.logReturns([1, NaN, 2])`,
    "error: DomainError: logReturns: prices[1] must be a finite number, got NaN",
  ],
  [
    "prices for returns",
    `v.fitGarch(v.loadDataset("mosef2025").candles.BTC.close)`,
    /^error: DomainError: fitGarch: returns must be changes from day to day, not prices \(.*pass logReturns\(prices\)\), got .*$/,
  ],
  [
    "a window that is too long",
    `${returns} v.rollingVolatility(returns, { window: 99, warmUp: "skip" })`,
    /^error: ShapeError: rollingVolatility: .* window of 99, got 60 values$/,
  ],
  [
    "a level in per cent",
    `${returns} v.valueAtRisk(returns, { level: 95 })`,
    "error: DomainError: valueAtRisk: level must be a number above 0 and below 1, got 95",
  ],
  [
    "moments of different sizes",
    `v.maxSharpe({ mean: [0.1, 0.2], covariance: [[1]] })`,
    "error: ShapeError: maxSharpe: mean and covariance must have the same size, got 2 and 1",
  ],
  [
    "a row too short",
    `v.entropyWeights([[1, 2], [3]])`,
    "error: ShapeError: entropyWeights: matrix[0] and matrix[1] must have the same length, got 2 and 1",
  ],
  [
    "a direction for each criterion",
    `v.topsis([[1, 2], [3, 4]], { weights: [0.5, 0.5], directions: ["max"] })`,
    "error: ShapeError: topsis: directions and matrix[0] must have the same length, got 1 and 2",
  ],
  [
    "weights for other assets",
    `v.simulateInvestment([[0.1, 0.2]], [0.5, 0.2, 0.3])`,
    "error: ShapeError: simulateInvestment: weights must have 2 entries, one an asset, got 3",
  ],
  [
    "a scaler of all days",
    `v.minMaxScaler([1, 2, 3] as unknown as v.TrainRows)`,
    "error: DomainError: minMaxScaler: trainRows must be made by takeRows(values, split.train), got [ 1, 2, 3 ]",
  ],
  [
    "a line of another length than its days",
    `v.lineFigure({ dates: ["2024-01-01"], series: { a: [1, 2] }, yTitle: "y", caption: "One." })`,
    "error: ShapeError: lineFigure: dates and a must have the same length, got 1 and 2",
  ],
])("%s: one sentence, and nothing around it", async (_, code, sentence) => {
  const said = await seen(code);
  if (typeof sentence === "string") expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
});

test("data that are not there, or not all of them", async () => {
  expect(await seen(`v.loadDataset("mosef2025")`, { VOLFOLIO_DATA: "/not/there" })).toBe(
    `error: MissingError: VOLFOLIO_DATA: must name a folder of market data, or "simulated", got /not/there`,
  );
  expect(
    await seen(`v.loadDataset("mosef2025")`, { VOLFOLIO_DATA: projectPath("test", "fixtures") }),
  ).toMatch(
    /^error: MissingError: VOLFOLIO_DATA: the folder must hold yahoo\/ADA-USD\.csv, .* for the data set "mosef2025", but .* does not\. Without VOLFOLIO_DATA, what "npm run data" downloads is used; with "simulated", the simulated market$/,
  );
});

test("a table that another notebook has not made yet is no error, and says which command makes it", async () => {
  expect(await seen(`v.storedTable("08-multi-task-portfolio", "nothing")`)).toBe(
    'ok: table "nothing" of notebook 08-multi-task-portfolio is not there yet: `npm run reproduce -- --only 08-multi-task-portfolio` makes it',
  );
});
