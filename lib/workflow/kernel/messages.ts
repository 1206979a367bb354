import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { DataError } from "../../core/errors";

/** A message of the Jupyter protocol. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export interface Message {
  readonly id: string;
  readonly type: string;
  /** The request that this message answers or belongs to. */
  readonly parentId?: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const DELIMITER = "<IDS|MSG>";
const PROTOCOL = "5.3";

/** A new request, with an id of its own. */
export function request(type: string, content: Readonly<Record<string, unknown>> = {}): Message {
  return { id: randomUUID(), type, content };
}

/** The frames that travel: delimiter, signature, header, parent header, metadata, content. */
export function encodeMessage(message: Message, key: string, session: string): string[] {
  const header = {
    msg_id: message.id,
    msg_type: message.type,
    session,
    username: "volfolio",
    date: new Date().toISOString(),
    version: PROTOCOL,
  };
  const parent = message.parentId === undefined ? {} : { msg_id: message.parentId };
  const parts = [header, parent, {}, message.content].map((part) => JSON.stringify(part));
  return [DELIMITER, signature(key, parts), ...parts];
}

/**
 * A message from its frames; what stands before the delimiter is routing and left aside.
 *
 * @throws {@link DataError} when frames are missing, are not what the protocol says, or carry a wrong signature.
 */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const start = frames.findIndex((frame) => frame.toString() === DELIMITER);
  const [sent, ...parts] = start < 0 ? [] : frames.slice(start + 1);
  if (parts.length < 4) throw new DataError("decodeMessage", "a message must have six frames or more");
  if (!sameText(sent, signature(key, parts)))
    throw new DataError("decodeMessage", "a message must be signed with the connection's key");
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString()) as unknown);
  const parsed = messageSchema.safeParse({ header, parent, content });
  if (!parsed.success) throw new DataError("decodeMessage", z.prettifyError(parsed.error));
  const { data } = parsed;
  return {
    id: data.header.msg_id,
    type: data.header.msg_type,
    parentId: data.parent.msg_id,
    content: data.content,
  };
}

const messageSchema = z.object({
  header: z.object({ msg_id: z.string(), msg_type: z.string() }),
  parent: z.object({ msg_id: z.string().optional() }),
  content: z.record(z.string(), z.unknown()),
});

function signature(key: string, parts: readonly (string | Buffer)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function sameText(sent: Buffer, expected: string): boolean {
  const bytes = Buffer.from(expected);
  return sent.length === bytes.length && timingSafeEqual(sent, bytes);
}
