// What the library takes of node:crypto: SHA-256.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export function createHash() {
  const hash = sha256.create();
  const self = {
    update(part) {
      hash.update(typeof part === "string" ? utf8ToBytes(part) : part);
      return self;
    },
    digest(as) {
      const bytes = hash.digest();
      const view = new DataView(bytes.buffer);
      return as === "hex" ? bytesToHex(bytes) : { readInt32LE: (at) => view.getInt32(at, true) };
    },
  };
  return self;
}
