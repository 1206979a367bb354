import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage, request } from "../../lib/workflow/kernel/messages";

const KEY = "a0436f6c-1916-498b-8eb9-e81ab9368e84";
const frames = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text));

test("a message arrives as it was sent, whatever routing stands before it", () => {
  const message = request("execute_request", { code: "1 + 1 // € µ" });
  const sent = encodeMessage(message, KEY, "session");
  expect(decodeMessage(frames(["router", "id", ...sent]), KEY)).toEqual(message);
});

test("the signature is the HMAC-SHA256 of header, parent, metadata and content, in hexadecimal digits", () => {
  const [delimiter, signature, ...parts] = encodeMessage(request("kernel_info_request"), KEY, "session");
  expect(delimiter).toBe("<IDS|MSG>");
  expect(parts).toHaveLength(4);
  expect(signature).toBe(createHmac("sha256", KEY).update(parts.join("")).digest("hex"));
});

test("what is signed with another key is refused", () => {
  const sent = encodeMessage(request("status"), KEY, "session");
  expect(() => decodeMessage(frames(sent), "another key")).toThrow("signed with the connection's key");
});

test("a change of any byte of the signed parts is noticed", () => {
  const sent = frames(encodeMessage(request("stream", { name: "stdout", text: "0.0107" }), KEY, "session"));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (part, at, change) => {
        const forged = sent.map((frame) => Buffer.from(frame));
        forged[part][at % forged[part].length] ^= change;
        expect(() => decodeMessage(forged, KEY)).toThrow("signed");
      },
    ),
  );
});

test("half a message is refused", () => {
  const sent = frames(encodeMessage(request("status"), KEY, "session"));
  for (let count = 0; count < sent.length; count++)
    expect(() => decodeMessage(sent.slice(0, count), KEY)).toThrow("six frames");
});
