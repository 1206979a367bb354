import { DomainError } from "./errors";

/** What other libraries call the same thing; without capitals and underscores. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  p: ["archLags"],
  q: ["garchLags"],
  o: ["leverageLags"],
  alpha: ["level", "confidence"],
  confidencelevel: ["level", "confidence"],
  significance: ["level", "confidence"],
  cutoff: ["level"],
  quantile: ["tail"],
  nlags: ["lags"],
  maxlag: ["maxLags", "maxLag", "lags"],
  lag: ["lags"],
  regression: ["trend"],
  modeldf: ["fitted"],
  ddof: ["fitted"],
  autolag: ["lags"],
  dist: ["distribution"],
  backcast: ["presample"],
  vol: ["volatility", "kind"],
  model: ["kind"],
  period: ["window", "length", "period", "daysPerYear"],
  periods: ["window", "length", "steps", "daysPerYear"],
  annualization: ["daysPerYear"],
  windowlength: ["window", "length", "period"],
  window: ["length", "period", "timeStep"],
  length: ["window", "period"],
  n: ["length", "window", "draws", "paths"],
  draw: ["draws", "paths", "replications"],
  draws: ["paths", "replications"],
  paths: ["draws", "replications"],
  nsim: ["paths", "draws", "replications"],
  simulations: ["paths", "draws", "replications"],
  reps: ["replications"],
  rf: ["riskFree"],
  riskfreerate: ["riskFree"],
  randomstate: ["rng", "seed"],
  seed: ["rng"],
  rng: ["seed"],
  lr: ["learningRate"],
  units: ["neurons", "lstm"],
  minreturn: ["minimumMean"],
  targetreturn: ["targetMean", "minimumMean"],
  zeromethod: ["zeros"],
  correction: ["ties", "method"],
  mode: ["method"],
  h: ["horizon"],
  capital: ["initialCapital"],
};

/**
 * The error for a name that is not there, with the one that was probably meant.
 *
 * @param what - "option", "parameter": what the names are called.
 * @param inside - where the names stand, as " in adam"; nothing at the top.
 */
export function unknownName(
  where: string,
  what: string,
  name: string,
  names: readonly string[],
  inside = "",
): DomainError {
  const meant = closestName(name, names);
  const list =
    names.length === 0 ? `there are no ${what}s here` : `the ${what}s${inside} are ${names.join(", ")}`;
  const hint = meant === undefined ? list : `did you mean ${meant}? T${list.slice(1)}`;
  return new DomainError(
    where,
    `${what}${inside}`,
    name,
    names.length === 0 ? "left out" : `one of ${names.join(", ")}`,
    `there is no ${what} "${name}"${inside}; ${hint}`,
  );
}

/** @throws {@link DomainError} for the first name in `given` that is not among `names`. */
export function checkNames(
  where: string,
  what: string,
  given: readonly string[],
  names: readonly string[],
): void {
  const stranger = given.find((name) => !names.includes(name));
  if (stranger !== undefined) throw unknownName(where, what, stranger, names);
}

/** The error for a value that is none of the names in `choices`, with the one that was probably meant. */
export function notOneOf(
  where: string,
  argument: string,
  got: unknown,
  mustBe: string,
  choices: readonly unknown[],
): DomainError {
  const names = choices.filter((choice) => typeof choice === "string");
  const meant = typeof got === "string" ? closestName(got, names) : undefined;
  const error = new DomainError(where, argument, got, mustBe);
  if (meant === undefined) return error;
  const said = error.message.slice(where.length + 2);
  return new DomainError(where, argument, got, mustBe, `${said}; did you mean "${meant}"?`);
}

/** The name that was probably meant: the same thing in other words, or a few letters away; undefined where none is near. */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const plain = canonical(name);
  const same = names.find((one) => canonical(one) === plain);
  if (same !== undefined) return same;
  const translated = Object.hasOwn(OTHER_WORDS, plain)
    ? OTHER_WORDS[plain].find((one) => names.includes(one))
    : undefined;
  if (translated !== undefined) return translated;
  const near = names
    .map((one) => ({ one, distance: editDistance(plain, canonical(one)) }))
    .filter(({ one, distance }) => distance <= Math.max(1, Math.floor(one.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  if (near.length > 0) return near[0].one;
  return names.find(
    (one) => plain.length > 2 && (canonical(one).includes(plain) || plain.includes(canonical(one))),
  );
}

const canonical = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** Letters to insert, leave out, change or swap with their neighbour until `a` is `b` (Damerau 1964). */
export function editDistance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
