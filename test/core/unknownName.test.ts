import { describe, expect, test } from "vitest";
import { closestName, editDistance, notOneOf, unknownName } from "../../lib/core/unknownName";

test.each([
  ["", "abc", 3],
  ["window", "window", 0],
  ["windw", "window", 1], //   a letter left out
  ["winndow", "window", 1], // one too many
  ["wundow", "window", 1], //  another one
  ["wnidow", "window", 1], //  two swapped
  ["kitten", "sitting", 3],
])("from %o to %o it is %d letters", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

describe("the name that was meant", () => {
  const garch = ["archLags", "garchLags", "mean", "distribution"];
  test.each([
    ["archlags", "archLags"],
    ["arch_lags", "archLags"],
    ["garchlag", "garchLags"],
    ["p", "archLags"],
    ["q", "garchLags"],
    ["dist", "distribution"],
    ["toString", undefined],
    ["constructor", undefined],
    ["somethingElse", undefined],
  ])("for %s is %s", (name, meant) => expect(closestName(name, garch)).toBe(meant));

  test("in the words of other libraries is the one that is there", () => {
    expect(closestName("alpha", ["level", "method"])).toBe("level");
    expect(closestName("confidence", ["level", "bands"])).toBe("level");
    expect(closestName("alpha", ["alpha", "level"])).toBe("alpha");
    expect(closestName("nlags", ["lags"])).toBe("lags");
  });
});

test("the message names the name, the one that was meant, and all that there are", () => {
  expect(unknownName("f", "option", "windw", ["window", "ddof"]).message).toBe(
    'f: there is no option "windw"; did you mean window? The options are window, ddof',
  );
  expect(unknownName("f", "option", "xyz", ["a"], " in adam").message).toBe(
    'f: there is no option "xyz" in adam; the options in adam are a',
  );
  expect(unknownName("f", "parameter", "x", []).message).toBe(
    'f: there is no parameter "x"; there are no parameters here',
  );
  expect(notOneOf("f", "mean", "constnat", 'one of "constant", "zero"', ["constant", "zero"]).message).toBe(
    `f: mean must be one of "constant", "zero", got 'constnat'; did you mean "constant"?`,
  );
});
