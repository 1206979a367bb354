import { expect, test } from "vitest";
import { pageText } from "../docs/page";
import { publicFields } from "../support/publicFields";

/** The table of docs/conventions.md: each name, and the names that it stands in the place of. */
const rows = pageText("conventions.md")
  .split("\n## One vocabulary\n")[1]
  .split("\n## ")[0]
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (Name|-+) /.test(line))
  .map((line) => line.split("|").map((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)))
  .map(([, [name], , , refused]) => ({ name, refused }));

/** Names that are refused in one meaning, where they have another. */
const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  "SimulateOptions.length": "how many days are simulated: a whole series, no window of one",
  "TrainedModel.steps": "the steps of an LSTM: a window without the row that is forecast",
  "TrainedModelData.steps": "the same",
  "LstmRun.steps": "what happens in each of them",
  "PipelineFigureOptions.steps": "the boxes of the figure",
  "VolatilityParams.alpha": "α of the equations",
  "CapmFit.alpha": "α of the equations",
  "LoadOptions.folder": "where market data are read from",
  "PortfolioModel.network": "a whole portfolio network: layers, sharing, what is joined",
  "PortfolioModelData.network": "the same",
  "PortfolioJob.network": "the same",
  "portfolioGradient.network": "the same",
  "trainPortfolioNetwork.network": "the same",
  "SliderFigureOptions.start": "where the slider stands at first",
  "StandardScaler.standardDeviation": "of any values, not of returns",
  "SlidingWindowsOptions.target": "the feature that a network is to forecast",
  "Windows.target": "the same",
  "HarOptions.target": "which value the regression is to forecast",
  "HarEstimate.target": "the same",
};

/** What a name is wherever it stands, as its type. */
const TYPES: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    [
      ...[
        "window",
        "period",
        "horizon",
        "refitEvery",
        "level",
        "intervalLevel",
        "replications",
        "seed",
        "workers",
      ],
      ...[
        "units",
        "maxLag",
        "limit",
        "points",
        "tolerance",
        "validationFraction",
        "daysPerYear",
        "observations",
      ],
      ...["minimumAcceptableReturn", "targetMean", "minimumMean", "riskFree"],
    ].map((name) => [name, /^number$/]),
  ),
  rng: /^Rng$/,
  ddof: /^0 \| 1$/,
  cache: /^string( \| false)?$/,
  architecture: /^Architecture$/,
  forecast: /^(Float64Array|ArrayLike<number>|number)$/,
  forecasts: /^Readonly<Record<string, /,
  actual: /^(Float64Array|ArrayLike<number>)$/,
  inSample: /^Float64Array$/,
  dates: /^(readonly (Day|string)\[\]|ArrayLike<string>)$/,
  days: /^RowRange$/,
};

/** The processor of a machine has an architecture, too. */
const OF_MACHINES = "Provenance.machine";

const fields = publicFields();
const placeOf = ({ owner, name }: (typeof fields)[number]): string => `${owner}.${name}`;

test("there are many names, and a vocabulary", () => {
  expect(fields.length).toBeGreaterThan(900);
  expect(rows.length).toBeGreaterThan(20);
});

test("no option, field or parameter has a name that the vocabulary gives another word for", () => {
  const instead = new Map(rows.flatMap(({ name, refused }) => refused.map((word) => [word, name])));
  const drifted = fields.filter(({ name }) => instead.has(name));
  const strange = drifted.filter((field) => !Object.hasOwn(OTHER_MEANINGS, placeOf(field)));
  expect(strange.map((field) => `${placeOf(field)}: say ${instead.get(field.name)}`)).toEqual([]);
  const places = new Set(drifted.map(placeOf));
  expect(Object.keys(OTHER_MEANINGS).filter((place) => !places.has(place))).toEqual([]);
});

test("every name of the vocabulary is in use, and none is refused", () => {
  const used = new Set(fields.map(({ name }) => name));
  const refused = new Set(rows.flatMap((row) => row.refused));
  expect(rows.filter(({ name }) => !used.has(name) || refused.has(name))).toEqual([]);
});

test("a name of the vocabulary is the same kind of thing wherever it stands", () => {
  const named = fields.filter(({ owner }) => owner !== OF_MACHINES);
  const odd = named.filter(({ name, type }) => Object.hasOwn(TYPES, name) && !TYPES[name].test(type));
  expect(odd.map((field) => `${placeOf(field)}: ${field.type}`)).toEqual([]);
});
