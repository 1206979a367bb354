import ky, { HTTPError } from "ky";
import PQueue from "p-queue";
import { z } from "zod";
import { pow } from "../core/elementary";
import { CancelledError, shown } from "../core/errors";
import { throwIfCancelled } from "../core/progress";
import { ProviderError, type ProviderFailure } from "./providerError";

/** At most so many requests in any stretch of time. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** How patient a client is. All times in milliseconds. */
export interface HttpLimits {
  /** For one attempt, from the connection to the last byte. Default 20 000. */
  readonly timeoutMs?: number;
  /** For one request with all its attempts and the waits between them. Default 120 000. */
  readonly totalMs?: number;
  /** Attempts after the first. Default 4. */
  readonly retries?: number;
  /** The wait before the second attempt; it doubles each time. Default 500. */
  readonly backOffMs?: number;
  /** In place of the provider's own limit. */
  readonly rate?: RateLimit;
}

/** Where requests go, and how they have to look. */
export interface Endpoint {
  readonly provider: string;
  /** Scheme and host, without a slash at the end. */
  readonly baseUrl: string;
  readonly rate: RateLimit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Reads the body of an answer with an error status, where it says more than the status. */
  readonly refusal?: (status: number, body: unknown) => Refusal | undefined;
}

export interface Refusal {
  readonly failure: ProviderFailure;
  readonly message: string;
}

export interface JsonRequest<T> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** What the answer has to be. */
  readonly answer: z.ZodType<T>;
}

/** Asks one provider, one request after the other, within its rate limit. */
export interface JsonClient {
  /**
   * @throws {@link ProviderError} when there is no answer, a refusal, or an answer of another shape.
   * @throws {@link CancelledError} as soon as the client's signal asks for it.
   */
  readonly get: <T>(request: JsonRequest<T>) => Promise<T>;
}

/**
 * A client for one provider. Failures that may pass (no connection, no whole answer in time, 408, 429, 5xx, half a
 * JSON text) are tried again after a growing wait, or after the one that `Retry-After` asks for; others are not.
 */
export function createJsonClient(
  endpoint: Endpoint,
  limits: HttpLimits = {},
  signal?: AbortSignal,
): JsonClient {
  const { requests, perMs } = limits.rate ?? endpoint.rate;
  const queue = new PQueue({ concurrency: 1, intervalCap: requests, interval: perMs });

  const get = async <T>({ path, query = {}, answer }: JsonRequest<T>): Promise<T> => {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const target = search.size > 0 ? `${path}?${search}` : path;
    const where = `${endpoint.provider} GET ${target}`;
    const text = await unlessStopped(where, signal, () =>
      queue.add(() => fetchText(endpoint, target, where, limits, signal), { throwOnTimeout: true }),
    );
    const parsed = answer.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const details = z.prettifyError(parsed.error).split("\n").slice(0, 4).join(" ");
    throw new ProviderError(where, "unreadable", `the answer is not of the documented form: ${details}`);
  };
  return { get };
}

/** The JSON text that a request is answered with, after as many attempts as it takes. */
async function fetchText(
  endpoint: Endpoint,
  target: string,
  where: string,
  limits: HttpLimits,
  signal: AbortSignal | undefined,
): Promise<string> {
  throwIfCancelled(where, signal);
  const { timeoutMs = 20_000, totalMs = 120_000, retries = 4, backOffMs = 500 } = limits;
  const deadline = Date.now() + totalMs;
  // Ends the request with all its attempts, with the reason as the error. One plain controller with its listeners:
  // a signal joined by AbortSignal.any may be collected as garbage before it fires (seen on Node 20).
  const request = new AbortController();
  const cancel = (): void => request.abort(new CancelledError(where));
  const clock = setTimeout(() => {
    request.abort(new ProviderError(where, "unreachable", `no answer within ${seconds(totalMs)}`));
  }, totalMs);
  signal?.addEventListener("abort", cancel, { once: true });

  const attempt = async (input: string | URL | Request): Promise<Response> => {
    const answer = await fetchWhole(input, timeoutMs, request.signal);
    const judged = judge(where, answer, deadline);
    if (judged?.final) request.abort(judged.error);
    if (judged) throw judged.error;
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  };

  try {
    const response = await ky(endpoint.baseUrl + target, {
      headers: { accept: "application/json", ...endpoint.headers },
      signal: request.signal,
      timeout: false, // ky's own ends with the headers of the answer and is not tried again
      fetch: attempt,
      retry: {
        limit: retries,
        statusCodes: [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524],
        delay: (count) => backOffMs * pow(2, count - 1),
      },
    });
    return await response.text();
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    if (error instanceof HTTPError) throw await refused(endpoint, where, error.response, retries);
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(where, "unreachable", unreachable(error), { cause: error });
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener("abort", cancel);
  }
}

interface WholeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One attempt: status, headers and the whole body, or an error after `timeoutMs`. */
async function fetchWhole(
  input: string | URL | Request,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  signal.throwIfAborted();
  const attempt = new AbortController();
  const stop = (): void => attempt.abort(signal.reason);
  const clock = setTimeout(
    () => attempt.abort(new Error(`no whole answer within ${seconds(timeoutMs)}`)),
    timeoutMs,
  );
  signal.addEventListener("abort", stop, { once: true });
  try {
    const response = await fetch(input, { signal: attempt.signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    clearTimeout(clock);
    signal.removeEventListener("abort", stop);
  }
}

/** What is wrong with an answer beyond its status, and whether that settles the matter. */
function judge(
  where: string,
  { status, headers, text }: WholeAnswer,
  deadline: number,
): { error: ProviderError; final: boolean } | undefined {
  const wait = retryAfterMs(headers);
  if ((status === 429 || status === 503) && wait !== undefined && Date.now() + wait > deadline)
    return {
      final: true,
      error: new ProviderError(
        where,
        "busy",
        `answers ${status} and asks to wait ${seconds(wait)}, longer than a request may take: run it again then`,
      ),
    };
  if (status >= 300) return undefined;
  if (isHtml(headers, text))
    return {
      final: true,
      error: new ProviderError(where, "closed", `answers with a web page${titleOf(text)} instead of data`),
    };
  try {
    JSON.parse(text);
    return undefined;
  } catch (cause) {
    const message = `the answer is not whole JSON (${text.length} characters, ending in ${shown(text.slice(-20))})`;
    return { final: false, error: new ProviderError(where, "unreadable", message, { cause }) };
  }
}

async function refused(
  endpoint: Endpoint,
  where: string,
  response: Response,
  retries: number,
): Promise<ProviderError> {
  const { status, headers } = response;
  const text = await response.text();
  const said = isHtml(headers, text) ? undefined : endpoint.refusal?.(status, jsonOrText(text));
  const meaning = refusalOf(status, retries);
  const message = said ? `${meaning.message} (${said.message})` : meaning.message;
  // About the request itself the provider knows best; whom it serves, and when, the status tells.
  const aboutRequest = [400, 401, 404].includes(status);
  const refusal = said && aboutRequest ? said : { failure: meaning.failure, message };
  const page = isHtml(headers, text) ? `, with a web page${titleOf(text)}` : "";
  return new ProviderError(where, refusal.failure, `answers ${status}${page}: ${refusal.message}`);
}

function refusalOf(status: number, retries: number): Refusal {
  if (status === 401 || status === 403)
    return {
      failure: "closed",
      message: "it is closed to this program or this network; try from another network",
    };
  if (status === 451)
    return {
      failure: "closed",
      message: "for legal reasons it does not serve this country or network; try from another one",
    };
  if (status === 418)
    return {
      failure: "busy",
      message: "this network is banned for a while after too many requests; try again in an hour",
    };
  if (status === 429)
    return {
      failure: "busy",
      message: `too many requests, after ${retries} retries still; try again in some minutes`,
    };
  if (status === 404) return { failure: "unknown", message: "it does not have what was asked for" };
  if (status >= 500)
    return { failure: "unreachable", message: `an error of the provider, after ${retries} retries still` };
  return { failure: "unreadable", message: "it does not understand the request" };
}

function unreachable(error: unknown): string {
  if (!(error instanceof Error)) return `no answer: ${shown(error)}`;
  const cause = error.cause as { code?: string; message?: string } | undefined;
  const why = cause?.code ?? cause?.message ?? error.message;
  return why.startsWith("no whole answer") ? why : `no connection (${why})`;
}

/** Waits for the work, or for the signal, whichever comes first. */
async function unlessStopped<T>(
  where: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work();
  throwIfCancelled(where, signal);
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new CancelledError(where));
  });
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** `Retry-After` in milliseconds from now: a number of seconds, or a date (RFC 9110). */
function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? 1000 * Number(text) : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? ms : undefined;
}

function isHtml(headers: Headers, text: string): boolean {
  return /^\s*</.test(text) || (headers.get("content-type") ?? "").includes("text/html");
}

function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(html)?.[1].trim();
  return title ? ` ("${title}")` : "";
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
