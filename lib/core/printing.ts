const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** Makes `value` print as `text()` where a cell ends in it, or where it is logged. Nothing else changes. */
export function printsAs<T extends object>(value: T, text: () => string): T {
  return Object.defineProperty(value, INSPECT, { value: text, enumerable: false });
}

/** Makes getters of `value` print as what they give, not as getters. Nothing else changes. */
export function printsInFull<T extends object>(value: T): T {
  return Object.defineProperty(value, INSPECT, { value: () => ({ ...value }), enumerable: false });
}

/** A copy in which every typed array is a plain array: what `JSON.stringify` should see. */
export function withPlainVectors(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(withPlainVectors);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withPlainVectors(entry)]));
}
