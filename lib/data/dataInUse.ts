import { sha256Of } from "../core/checksum";

/** Files of the reader's own that this process has read: their checksums by name. */
const own = new Map<string, string>();

/** Remembers that this process has read a file of the reader's own. */
export function noteOwnFile(file: string, sha256: string): void {
  own.set(file, sha256);
}

/** A checksum of the files of the reader's own that this process has read; empty where there are none. */
export function ownDataFingerprint(): string {
  return own.size === 0 ? "" : sha256Of([...own.values()].sort().join());
}
