import { checkNumber, checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { checkNames } from "../../core/unknownName";

/** How much a notebook computes: `quick` to see that all is well, `full` with the papers' settings. */
export type Profile = "quick" | "full";

/**
 * Changes a notebook's parameters: the record that its cell tagged `parameters` declares.
 *
 * @example
 * const parameters = { profile: "quick" as Profile, seed: 1, coins: ["BTC", "ETH"] };
 * applyParameters(parameters, { seed: 2 });
 * @param parameters - changed in place.
 * @throws {@link DomainError} when a name is not among the parameters, or a value is not of the type that it has there.
 *   Then nothing is changed.
 */
export function applyParameters<T extends object>(
  parameters: T,
  overrides: Readonly<Record<string, unknown>>,
): void {
  checkNames(WHERE, "parameter", Object.keys(overrides), Object.keys(parameters));
  for (const [name, value] of Object.entries(overrides))
    checkSameType(name, value, parameters[name as keyof T]);
  Object.assign(parameters, overrides);
}

/**
 * Says at a notebook's top what is wrong with its parameters, where a cell far below would stumble over it: a profile
 * that there is not, a number that is none, a text that is not among its choices.
 *
 * @param choices - what a parameter may be, by its name.
 * @example checkParameters(parameters, { coin: market.symbols });
 * @throws {@link DomainError} naming the parameter, what it may be, and what it is; or for choices of a parameter that
 *   there is not.
 */
export function checkParameters<T extends object>(
  parameters: T,
  choices: { readonly [Name in keyof T]?: readonly T[Name][] } = {},
): void {
  const where = "parameters";
  checkNames(where, "parameter", Object.keys(choices), Object.keys(parameters));
  for (const [name, value] of Object.entries(parameters)) {
    const allowed = choices[name as keyof T];
    if (name === "profile") checkOneOf(where, name, value as Profile, PROFILES);
    if (typeof value === "number") checkNumber(where, name, value);
    if (allowed) checkOneOf(where, name, value as string, allowed as readonly unknown[] as readonly string[]);
  }
}

const WHERE = "applyParameters";
const PROFILES: readonly Profile[] = ["quick", "full"];

function checkSameType(name: string, value: unknown, present: unknown): void {
  if (name === "profile") return checkOneOf(WHERE, name, value as Profile, PROFILES);
  if (Array.isArray(present)) {
    if (!Array.isArray(value)) throw new DomainError(WHERE, name, value, "a list");
    if (present.length > 0) value.forEach((entry, i) => checkSameType(`${name}[${i}]`, entry, present[0]));
  } else if (typeof present === "number") {
    if (!Number.isFinite(value)) throw new DomainError(WHERE, name, value, "a finite number");
  } else if (typeof value !== typeof present) {
    throw new DomainError(WHERE, name, value, TYPE_NAMES[typeof present] ?? `of type ${typeof present}`);
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = { string: "a text", boolean: "true or false" };
