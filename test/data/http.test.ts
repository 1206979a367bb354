import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { CancelledError } from "../../lib/core/errors";
import { createJsonClient, type HttpLimits, type JsonClient } from "../../lib/data/http";
import { ProviderError, type ProviderFailure } from "../../lib/data/providerError";
import { sendHtml, sendJson, serve, type Answer, type LocalServer } from "./localServer";

const QUICK: HttpLimits = { timeoutMs: 5000, totalMs: 20_000, retries: 2, backOffMs: 5 };
const ANSWER = {
  path: "/v1/price",
  query: { coin: "BTC", limit: 2 },
  answer: z.object({ price: z.number() }),
};

let server: LocalServer;
let behave: Answer;
beforeEach(async () => {
  server = await serve((...asked) => behave(...asked));
});
afterEach(() => server.stop());

function client(limits: HttpLimits = {}, signal?: AbortSignal): JsonClient {
  const endpoint = { provider: "okx", baseUrl: server.url, rate: { requests: 1000, perMs: 1 } };
  return createJsonClient(endpoint, { ...QUICK, ...limits }, signal);
}

async function failure(asking: Promise<unknown>): Promise<{ failure: ProviderFailure; message: string }> {
  const error = await asking.then(
    () => expect.fail("there was an answer"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  const { failure, message } = error as ProviderError;
  expect(message).toMatch(/^okx GET \/v1\/price\?coin=BTC&limit=2: /);
  return { failure, message };
}

test("asks for what the request says, and checks the answer", async () => {
  behave = (_, response) => sendJson(response, { price: 3 });
  expect(await client().get(ANSWER)).toEqual({ price: 3 });
  expect(server.asked.map(String)).toEqual(["http://127.0.0.1/v1/price?coin=BTC&limit=2"]);
});

test("an answer of another shape names the field that is wrong", async () => {
  behave = (_, response) => sendJson(response, { price: "3" });
  const { failure: kind, message } = await failure(client().get(ANSWER));
  expect(kind).toBe("unreadable");
  expect(message).toMatch(/expected number, received string.*price/);
});

test.each([500, 502, 503, 429, 408])("status %d is tried again", async (status) => {
  behave = (_, response, n) =>
    n < 2 ? void response.writeHead(status).end() : sendJson(response, { price: n });
  expect(await client().get(ANSWER)).toEqual({ price: 2 });
});

test("half a JSON text is tried again, and named when it stays half", async () => {
  behave = (_, response, n) => (n < 1 ? void response.end('{"price": ') : sendJson(response, { price: 1 }));
  expect(await client().get(ANSWER)).toEqual({ price: 1 });
  behave = (_, response) => void response.end('{"price": 12');
  const { failure: kind, message } = await failure(client().get(ANSWER));
  expect(kind).toBe("unreadable");
  expect(message).toContain(`not whole JSON (12 characters, ending in '{"price": 12')`);
});

test("a connection that breaks off in the middle of an answer is tried again", async () => {
  behave = (_, response, n) => {
    if (n > 0) return sendJson(response, { price: 1 });
    response.writeHead(200, { "content-length": "100" });
    response.write('{"price":', () => response.destroy());
  };
  expect(await client().get(ANSWER)).toEqual({ price: 1 });
});

test.each<[string, Answer]>([
  ["sends nothing", () => undefined],
  ["sends headers and half a body", (_, response) => void response.writeHead(200).write('{"price":')],
])("a connection that %s ends after the time-out and is tried again", async (_, hang) => {
  behave = hang;
  const { failure: kind, message } = await failure(client({ retries: 1, timeoutMs: 800 }).get(ANSWER));
  expect(kind).toBe("unreachable");
  expect(message).toContain("no whole answer within 0.8 s");
  expect(server.asked).toHaveLength(2);
});

test("a request with all its attempts ends after the total time", async () => {
  behave = () => undefined;
  const { message } = await failure(client({ retries: 100, timeoutMs: 600, totalMs: 1600 }).get(ANSWER));
  expect(message).toContain("no answer within 1.6 s");
  expect(server.asked.length).toBeLessThan(5);
});

test("waits as long as Retry-After asks for", async () => {
  behave = (_, response, n) =>
    n === 0 ? void response.writeHead(429, { "retry-after": "1" }).end() : sendJson(response, { price: 1 });
  const start = Date.now();
  await client().get(ANSWER);
  expect(Date.now() - start).toBeGreaterThan(950);
});

test("gives up at once when Retry-After asks for more than there is time", async () => {
  behave = (_, response) => void response.writeHead(429, { "retry-after": "3600" }).end();
  const start = Date.now();
  const { failure: kind, message } = await failure(client().get(ANSWER));
  expect(kind).toBe("busy");
  expect(message).toContain("asks to wait 3600 s");
  expect(Date.now() - start).toBeLessThan(10_000);
  expect(server.asked).toHaveLength(1);
});

test.each([
  [401, "closed", "closed to this program or this network"],
  [403, "closed", "closed to this program or this network"],
  [404, "unknown", "does not have what was asked for"],
  [418, "busy", "banned for a while"],
  [451, "closed", "does not serve this country"],
] as const)("status %d is not tried again, and says what it means", async (status, kind, meaning) => {
  behave = (_, response) => void response.writeHead(status).end();
  const error = await failure(client().get(ANSWER));
  expect(error.failure).toBe(kind);
  expect(error.message).toContain(`answers ${status}: `);
  expect(error.message).toContain(meaning);
  expect(server.asked).toHaveLength(1);
});

test("says how often it was tried when the provider stays busy or broken", async () => {
  behave = (_, response) => void response.writeHead(429).end();
  expect((await failure(client().get(ANSWER))).message).toContain("too many requests, after 2 retries still");
  behave = (_, response) => void response.writeHead(500).end();
  expect((await failure(client().get(ANSWER))).message).toContain(
    "an error of the provider, after 2 retries",
  );
});

test.each([200, 403])("an HTML block page with status %d is recognised, by its title", async (status) => {
  behave = (_, response) => sendHtml(response, "Just a moment...", status);
  const error = await failure(client().get(ANSWER));
  expect(error.failure).toBe("closed");
  expect(error.message).toContain('web page ("Just a moment...")');
  expect(server.asked).toHaveLength(1);
});

test("no server at all is a connection that failed, with the reason", async () => {
  await server.stop();
  const { failure: kind, message } = await failure(client({ retries: 1 }).get(ANSWER));
  expect(kind).toBe("unreachable");
  expect(message).toContain("no connection (ECONNREFUSED)");
});

test("asks no faster than the rate limit", async () => {
  const times: number[] = [];
  behave = (_, response) => {
    times.push(Date.now());
    sendJson(response, { price: 1 });
  };
  const limited = client({ rate: { requests: 2, perMs: 200 } });
  const start = Date.now(); // a busy machine makes answers later, never earlier
  await Promise.all(Array.from({ length: 5 }, () => limited.get(ANSWER)));
  expect(times[2] - start).toBeGreaterThan(190);
  expect(times[4] - start).toBeGreaterThan(390);
});

test.each<[string, Answer]>([
  ["a hanging answer", () => undefined],
  [
    "a wait before the next attempt",
    (_, response) => void response.writeHead(503, { "retry-after": "10" }).end(),
  ],
])("the signal ends %s at once", async (_, hang) => {
  behave = hang;
  const stop = new AbortController();
  const asking = client({}, stop.signal).get(ANSWER);
  const ended = expect(asking).rejects.toBeInstanceOf(CancelledError);
  await vi.waitFor(() => expect(server.asked).toHaveLength(1));
  const start = Date.now();
  stop.abort();
  await ended;
  expect(Date.now() - start).toBeLessThan(9000);
});

test("the signal also ends requests that wait for their turn, and none is sent afterwards", async () => {
  behave = (_, response) => sendJson(response, { price: 1 });
  const stop = new AbortController();
  const limited = client({ rate: { requests: 1, perMs: 300 } }, stop.signal);
  const first = limited.get(ANSWER);
  const second = expect(limited.get(ANSWER)).rejects.toBeInstanceOf(CancelledError);
  await first;
  stop.abort();
  await second;
  await expect(limited.get(ANSWER)).rejects.toBeInstanceOf(CancelledError);
  await new Promise((later) => setTimeout(later, 350));
  expect(server.asked).toHaveLength(1);
});
