import { createHash, type Hash } from "node:crypto";
import { DomainError } from "./errors";

/**
 * A checksum of what a value holds: the same for records whose entries stand in another order, another as soon as one
 * number differs in its last bit. Entries that are undefined don't count.
 *
 * @param value - numbers, text, true and false, null, typed arrays, and arrays and records of them.
 * @returns 64 hexadecimal digits.
 * @throws {@link DomainError} where there is something else in it, a function or a date.
 */
export function contentKey(value: unknown): string {
  const hash = createHash("sha256");
  feed(hash, value);
  return hash.digest("hex");
}

function feed(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    hash.update(`${value.constructor.name} ${bytes.length}:`).update(bytes);
  } else if (Array.isArray(value)) {
    hash.update(`[${value.length}:`);
    for (const entry of value) feed(hash, entry);
  } else if (typeof value === "string") {
    hash.update(`"${Buffer.byteLength(value)}:`).update(value);
  } else if (typeof value === "number") {
    hash.update(Object.is(value, -0) ? "-0;" : `${value};`);
  } else if (value === null || value === undefined || typeof value === "boolean") {
    hash.update(`${value};`);
  } else if (typeof value === "object" && isPlainRecord(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    hash.update(`{${entries.length}:`);
    for (const [key, entry] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
      feed(hash, key);
      feed(hash, entry);
    }
  } else {
    throw new DomainError("contentKey", "value", value, "made of numbers, text, lists and plain records");
  }
}

/** Made by no class: nothing, or the root of all objects, stands behind it. It may come from another context. */
function isPlainRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
