import { createHash } from "node:crypto";

/** The SHA-256 checksum of bytes or text, in hexadecimal digits. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
