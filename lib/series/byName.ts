import { DomainError } from "../core/errors";

/**
 * A record with one entry for each name, in their order: a value for each coin, model or strategy of a list.
 *
 * @param names - such as `market.symbols`; each once.
 * @param of - the value of a name, and of its place in the list.
 * @param key - under which key it is kept; the name itself by default.
 * @throws {@link DomainError} where two values would have the same key.
 * @example
 * const closes: Record<string, number[]> = { BTC: [1, 2, 4], ETH: [3, 3] };
 * v.byName(["ETH", "BTC"], (coin) => closes[coin].length); // → { ETH: 2, BTC: 3 }
 * v.byName(["BTC"], (coin) => closes[coin].length, (coin) => `days of ${coin}`); // → { "days of BTC": 3 }
 */
export function byName<T>(
  names: readonly string[],
  of: (name: string, place: number) => T,
  key: (name: string) => string = (name) => name,
): Record<string, T> {
  const record: Record<string, T> = {};
  names.forEach((name, place) => {
    const at = key(name);
    if (Object.hasOwn(record, at)) throw new DomainError("byName", "key", at, "another one for each name");
    record[at] = of(name, place);
  });
  return record;
}

/**
 * The same keys in the same order, with what `of` makes of each value.
 *
 * @param record - values by name; any type.
 * @param of - gets the value, its name and its place.
 * @throws nothing of its own: what `of` throws.
 * @example
 * v.mapValues({ BTC: [1, 2], ETH: [3] }, (values) => values.length); // → { BTC: 2, ETH: 1 }
 */
export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  of: (value: T, name: string, place: number) => R,
): Record<string, R> {
  const entries = Object.entries(record);
  return Object.fromEntries(entries.map(([name, value], place) => [name, of(value, name, place)]));
}
