import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** The content of a Jupyter connection file. */
export interface Connection {
  readonly transport: "tcp";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** Signs every message. */
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
}

/** A connection on five free ports of this machine, with a key of its own. */
export async function createConnection(): Promise<Connection> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: hb,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
  };
}

/** `tcp://127.0.0.1:40123` */
export function addressOf(connection: Connection, channel: "shell" | "iopub" | "control"): string {
  return `${connection.transport}://${connection.ip}:${connection[`${channel}_port`]}`;
}

/** Held together until all are known, so no port comes twice. Another program may take one before the kernel does. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
