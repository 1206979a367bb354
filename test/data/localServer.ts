import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on this machine that stands in for a provider, and remembers what it was asked. */
export interface LocalServer {
  readonly url: string;
  /** Path and query of each request, in order. */
  readonly asked: URL[];
  readonly stop: () => Promise<void>;
}

/** What a server does with a request; `n` counts the requests from 0. */
export type Answer = (asked: URL, response: ServerResponse, n: number, request: IncomingMessage) => void;

export async function serve(answer: Answer): Promise<LocalServer> {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, "http://127.0.0.1");
    asked.push(url);
    answer(url, response, asked.length - 1, request);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((stopped) => {
      server.close(() => stopped());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, asked, stop };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendHtml(response: ServerResponse, title: string, status = 200): void {
  const page = `<!DOCTYPE html><html><head><title>${title}</title></head><body>Enable JavaScript</body></html>`;
  response.writeHead(status, { "content-type": "text/html; charset=UTF-8" }).end(page);
}
