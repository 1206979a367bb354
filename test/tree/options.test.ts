import { beforeAll, describe, expect, test } from "vitest";
import type * as Entry from "../../lib/index";
import { editDistance } from "../../lib/core/unknownName";
import {
  entry,
  entryCalls,
  errorOf,
  memberOf,
  plainest,
  plainRecord,
  shapeAt,
  type EntryCall,
} from "../support/builtEntry";

const { DomainError, VolfolioError } = entry as Record<string, new (...given: never[]) => Error>;

test("every function of the entry has its guard", () => {
  const open = Object.entries(entry)
    .filter(([, value]) => typeof value === "function" && !/^class\b/.test(String(value)))
    .map(([name]) => name);
  expect(entryCalls.map(({ name }) => name).filter((name) => !name.includes("."))).toEqual(open);
  expect(open.length).toBeGreaterThan(150);
});

test("a record that may lack something is a record of choices, or one of these, which hold data", () => {
  const data = entryCalls.flatMap(({ name, parameters }) =>
    parameters
      .filter(({ shape }) => {
        const { properties, closed } = shapeAt(shape) ?? {};
        return !closed && Object.values(properties ?? {}).some(mayLack);
      })
      .map((parameter) => `${name}: ${parameter.name}`),
  );
  expect(data).toEqual([
    "rangeVariance: prices", // open and close, for one of the estimators
    "gridSearch: train", // a trial, as priceTrial makes it
    "portfolioVolatility: { covariance, mean }", // moments, with or without means
    "minVariance: covariances",
    "forecastHybrid: market",
    "forecastHybrids: market",
    "overlapAwareVolatility: next", // a rolling forecast
    "volatilityRows: { dates, closes, cvi }",
    "forecastPrices: coin", // columns of a table
    "walkForwardPrices: coin",
    "priceTrial: coin",
    "verdict: { printed, decimals, closeWithin }", // a claim
    "show: figure",
  ]);
});

const mayLack = (place: number | null): boolean =>
  shapeAt(place)?.kinds?.includes("undefined") ?? place === null;

/** A record of choices somewhere among the arguments of a call: its names, and the arguments with a name more in it. */
interface Place {
  readonly path: string;
  readonly names: readonly string[];
  readonly with: (name: string) => unknown;
}

/** The records of choices in a shape, and how to make a value of the shape that holds another name there. */
function placesIn(place: number | null | undefined, path: string, depth = 0): readonly Place[] {
  const shape = shapeAt(place);
  if (shape === undefined || depth > 4) return [];
  const { properties = {}, closed, members = {}, items, values } = shape;
  const own: Place[] = closed
    ? [
        {
          path,
          names: Object.keys(properties),
          with: (name) => ({ ...plainRecord(properties), [name]: 1 }),
        },
      ]
    : [];
  const inside = (
    next: number | null | undefined,
    step: string,
    wrap: (value: unknown) => unknown,
  ): Place[] =>
    placesIn(next, `${path}${step}`, depth + 1).map((found) => ({
      ...found,
      with: (name) => wrap(found.with(name)),
    }));
  return [
    ...own,
    ...Object.entries(properties).flatMap(([name, next]) =>
      inside(next, `.${name}`, (value) => ({ ...plainRecord(properties), [name]: value })),
    ),
    ...Object.entries(members).flatMap(([name, next]) =>
      inside(next, `(${name})`, (value) => memberOf(shape, name, value)),
    ),
    ...inside(items, "[0]", (value) => [value]),
    ...inside(values, ".one", (value) => ({ one: value })),
  ];
}

const places = entryCalls.flatMap(({ name, call, parameters }) =>
  parameters.flatMap((parameter, at) =>
    placesIn(parameter.shape, parameter.name).map((place): [string, EntryCall["call"], Place] => [
      `${name}: ${place.path}`,
      call,
      {
        ...place,
        with: (stranger) =>
          parameters.map(({ shape }, i) => (i === at ? place.with(stranger) : plainest(shape))),
      },
    ]),
  ),
);

describe("a name that is not among the options is refused, and the right one proposed", () => {
  test("there are many records of options", () => expect(places.length).toBeGreaterThan(150));

  test.each(places)("%s", async (_, call, { names, with: argumentsWith }) => {
    for (const name of names)
      for (const typo of typosOf(name).filter((one) => !names.includes(one))) {
        const error = await errorOf(() => call(...(argumentsWith(typo) as unknown[])));
        expect(error, typo).toBeInstanceOf(DomainError);
        const { message } = error as Error;
        expect(message).toContain(`there is no option "${typo}"`);
        const [, meant] = /did you mean (\w+)\?/.exec(message) ?? [];
        expect(names, message).toContain(meant);
        expect(editDistance(typo.toLowerCase(), meant.toLowerCase()), message).toBeLessThanOrEqual(1);
      }
    const error = await errorOf(() => call(...(argumentsWith("somethingElse") as unknown[])));
    expect((error as Error).message).toContain(names.join(", "));
  });
});

/** Every word that is one slip away: a letter left out, doubled, changed, or swapped with the next. */
function typosOf(name: string): readonly string[] {
  const slips = [...name].flatMap((letter, i) => {
    const [before, after] = [name.slice(0, i), name.slice(i + 1)];
    return [
      before + after,
      before + letter + letter + after,
      `${before}x${after}`,
      before + after.slice(0, 1) + letter + after.slice(1),
    ];
  });
  return [...new Set(slips)].filter((slip) => slip !== name && slip.length > 1);
}

describe("wrong arguments give errors of the library, never raw ones", () => {
  const WRONG = [
    undefined,
    null,
    "text",
    7,
    true,
    [],
    {},
    () => 1,
    [null],
    [["a"]],
    { BTC: null },
    { BTC: [] },
  ];
  let instances: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    instances = await oneOfEachClass();
  });

  test.each(entryCalls.map((one): [string, EntryCall] => [one.name, one]))(
    "%s",
    async (_, { call, of, parameters }) => {
      const self = of === undefined ? undefined : instances[of];
      if (of !== undefined) expect(self, `an instance of ${of} to try its methods on`).toBeDefined();
      const right = parameters.map(({ shape }) => plainest(shape));
      const wrong = parameters.flatMap((__, at) =>
        WRONG.map((value) => right.map((usual, i) => (i === at ? value : usual))),
      );
      for (const given of [[], right, ...wrong]) {
        const error = await errorOf(() => call.apply(self, given));
        if (error !== undefined)
          expect(error, `(${given.map(String).join(", ")}): ${(error as Error).stack}`).toBeInstanceOf(
            VolfolioError,
          );
      }
    },
  );
});

/** An instance of each class with methods, by its name. */
async function oneOfEachClass(): Promise<Readonly<Record<string, unknown>>> {
  const v = entry as unknown as typeof Entry;
  const rng = v.createRng(5);
  const returns = Float64Array.from({ length: 200 }, () => 0.02 * rng.normal());
  const windows = {
    shape: [2, 2, 1] as const,
    inputs: Float64Array.of(1, 2, 3, 4),
    targets: Float64Array.of(1, 2),
  };
  const days = {
    shape: [2, 2, 2, 1] as const,
    inputs: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    joined: Float64Array.of(1, 2, 3, 4),
    returns: Float64Array.of(0.1, 0.2, 0.3, -0.1),
  };
  const training = { epochs: 1, seed: 1, batchSize: 2 };
  return {
    VolatilityFit: v.fitGarch(returns),
    HarFit: v.fitHar(returns.map(Math.abs)),
    TrainedModel: await v.trainSequenceModel(windows, [{ lstm: 1 }, { dense: 1 }], training),
    PortfolioModel: await v.trainPortfolioNetwork(days, { ...v.MULTI_TASK_NETWORK, lstm: [1, 1] }, training),
  };
}
