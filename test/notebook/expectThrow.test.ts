import { expect, test } from "vitest";
import { DomainError } from "../../lib/core/errors";
import { expectThrow } from "../../lib/notebook/exercises/expectThrow";

const fail = (): never => {
  throw new DomainError("garchVariance", "omega", -1, "above 0");
};
const shown = { "text/plain": "DomainError: garchVariance: omega must be above 0, got -1" };

test("shows the error's name and message", () => {
  expect(expectThrow(fail)).toEqual(shown);
  expect(
    expectThrow(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a careless library may throw
      throw "a text";
    }),
  ).toEqual({ "text/plain": "thrown: a text" });
});

test("waits for a promise", async () => {
  await expect(expectThrow(() => Promise.resolve().then(fail))).resolves.toEqual(shown);
});

test("complains when nothing is thrown", async () => {
  expect(() => expectThrow(() => 3)).toThrow("expectThrow: fn must be a function that throws, got 3");
  await expect(expectThrow(() => Promise.resolve(3))).rejects.toThrow(
    "expectThrow: fn must be a function that throws",
  );
});
