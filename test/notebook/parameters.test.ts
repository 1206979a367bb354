import { expect, test } from "vitest";
import { applyParameters, checkParameters, type Profile } from "../../lib/notebook/results/parameters";

const parameters = () => ({
  profile: "quick" as Profile,
  seed: 1,
  coins: ["BTC", "ETH"],
  log: true,
  note: "",
  grid: [] as number[],
});

test("changes the record that it is given", () => {
  const own = parameters();
  applyParameters(own, { profile: "full", seed: 0, coins: ["XRP"], log: false, grid: [1, 2] });
  expect(own).toEqual({ profile: "full", seed: 0, coins: ["XRP"], log: false, note: "", grid: [1, 2] });
});

test.each([
  [
    { sede: 2 },
    'there is no parameter "sede"; did you mean seed? The parameters are profile, seed, coins, log, note, grid',
  ],
  [
    { toString: 2 },
    'there is no parameter "toString"; the parameters are profile, seed, coins, log, note, grid',
  ],
  [{ seed: "2" }, "seed must be a finite number, got '2'"],
  [{ seed: Number.NaN }, "seed must be a finite number, got NaN"],
  [{ coins: "BTC" }, "coins must be a list, got 'BTC'"],
  [{ coins: ["BTC", 3] }, "coins[1] must be a text, got 3"],
  [{ log: 1 }, "log must be true or false, got 1"],
  [{ note: null }, "note must be a text, got null"],
  [{ profile: "fast" }, `profile must be one of "quick", "full", got 'fast'`],
])("refuses %o, and changes nothing", (overrides, message) => {
  const own = parameters();
  expect(() => applyParameters(own, { log: false, ...overrides })).toThrow(`applyParameters: ${message}`);
  expect(own).toEqual(parameters());
});

test("what a cell declares is checked where the notebook begins", () => {
  const coins = ["BTC", "ETH"];
  const own = { profile: "quick" as Profile, seed: 1, coin: "BTC", note: "any" };
  expect(() => checkParameters(own, { coin: coins })).not.toThrow();
  expect(() => checkParameters(own, { coins: coins } as never)).toThrow(
    'parameters: there is no parameter "coins"; did you mean coin?',
  );
  expect(() => checkParameters({ ...own, coin: "DOGE" }, { coin: coins })).toThrow(
    `parameters: coin must be one of "BTC", "ETH", got 'DOGE'`,
  );
  expect(() => checkParameters({ ...own, profile: "fast" as Profile })).toThrow(
    `parameters: profile must be one of "quick", "full", got 'fast'`,
  );
  expect(() => checkParameters({ ...own, seed: Number.NaN })).toThrow(
    "parameters: seed must be a number, got NaN",
  );
});
