import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { addressOf } from "./connection";
import { KernelDeathError, KernelProcess, type KernelEnv } from "./kernelProcess";
import { decodeMessage, encodeMessage, request, type Message } from "./messages";

/** The kernel's answer to a cell. tslab says no more of an error: its text stands on stderr. */
export interface ExecuteReply {
  readonly status: string;
  readonly executionCount: number | undefined;
}

/** What a cell sends while it runs, and after. */
export type OnMessage = (message: Message) => void;

export interface StartOptions {
  readonly env?: KernelEnv;
  /** Kills the kernel, whenever it comes. */
  readonly signal?: AbortSignal;
  /** How long the kernel may take to give its first answer, in seconds. Default 60. */
  readonly startTimeout?: number;
}

/**
 * Starts a kernel in `folder` and waits until it answers.
 *
 * @throws {@link KernelDeathError} when it does not, with what its process wrote.
 */
export async function startKernel(folder: string, options: StartOptions = {}): Promise<KernelClient> {
  const { env, signal, startTimeout = 60 } = options;
  for (let attempt = 1; ; attempt++) {
    const client = new KernelClient(await KernelProcess.start(folder, env, signal));
    try {
      await client.ready(startTimeout);
      return client;
    } catch (error) {
      await client.stop();
      if (attempt === 3 || !PASSING.test(String(error))) throw error;
    }
  }
}

/** Why a start may fail that succeeds the next time: between the choice of a port and its bind another program took it. */
const PASSING = /address already in use/i;

/** A client of the Jupyter protocol, for one kernel. {@link startKernel} makes one that is ready. */
export class KernelClient {
  readonly #session = randomUUID();
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #waiting = new Map<string, Waiting>();
  #sending: Promise<unknown> = Promise.resolve();
  #cell: { readonly id: string; readonly onMessage: OnMessage } | undefined;
  #death: KernelDeathError | undefined;

  constructor(readonly process: KernelProcess) {
    const { connection } = process;
    this.#shell.connect(addressOf(connection, "shell"));
    this.#control.connect(addressOf(connection, "control"));
    this.#iopub.connect(addressOf(connection, "iopub"));
    this.#iopub.subscribe();
    void this.#receive(this.#shell, (message) => this.#replied(message));
    void this.#receive(this.#control, (message) => this.#replied(message));
    void this.#receive(this.#iopub, (message) => this.#wasPublished(message));
    void process.ended.then((death) => this.#die(death));
  }

  /**
   * Publications get lost until the subscription has arrived, and on a busy machine a single one even later: asks again
   * and again, until a question has been answered in full.
   */
  async ready(timeout: number): Promise<void> {
    const deadline = Date.now() + timeout * 1000;
    let answered = false;
    while (!answered) {
      const [problem] = this.process.takeProblems();
      if (problem) throw new KernelDeathError(`the kernel could not start: ${problem.text}`);
      if (Date.now() > deadline)
        throw new KernelDeathError(`no answer within ${timeout} s of its start${this.process.lastOutput()}`);
      if (this.#death) throw this.#death;
      const answer = this.#ask("kernel_info_request").then(() => (answered = true));
      answer.catch(() => {}); // its death is noticed above
      await sleep(50);
    }
  }

  /**
   * Runs a cell: resolves when its reply **and** its idle status have come. Its messages go to `onMessage`, late ones
   * too, until the next cell starts.
   *
   * @throws {@link KernelDeathError} as soon as the kernel ends.
   */
  async execute(code: string, onMessage: OnMessage): Promise<ExecuteReply> {
    const options = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const message = request("execute_request", { code, ...options, stop_on_error: true });
    this.#cell = { id: message.id, onMessage };
    const { content } = await this.#send(message, this.#shell);
    const count = content.execution_count;
    return {
      status: String(content.status),
      executionCount: typeof count === "number" ? count : undefined,
    };
  }

  /** Resolves when everything that the kernel has published so far has arrived. */
  async flush(): Promise<void> {
    await this.#ask("kernel_info_request");
  }

  /** What is still under way in the kernel, by kind: empty when all is quiet. */
  async pending(): Promise<readonly string[]> {
    return Promise.race([
      this.process.pending(),
      this.process.ended.then((death) => {
        throw death;
      }),
    ]);
  }

  /** Ends the kernel at once; resolves when it is gone. */
  async stop(): Promise<void> {
    this.process.kill();
    await this.process.ended;
  }

  /** Lets the kernel end by itself, for a second; then makes it. Resolves when it is gone. */
  async shutdown(): Promise<void> {
    if (!this.#death) void this.#ask("shutdown_request", { restart: false }, this.#control).catch(() => {});
    const timer = setTimeout(() => this.process.kill(), 1000);
    await this.process.ended;
    clearTimeout(timer);
  }

  #ask(type: string, content: Message["content"] = {}, socket: Dealer = this.#shell): Promise<Message> {
    return this.#send(request(type, content), socket);
  }

  #send(message: Message, socket: Dealer): Promise<Message> {
    return new Promise((resolve, reject) => {
      if (this.#death) return reject(this.#death);
      this.#waiting.set(message.id, { resolve, reject, idle: false });
      const frames = encodeMessage(message, this.process.connection.key, this.#session);
      // One at a time: a socket that is waiting refuses a second message.
      this.#sending = this.#sending.then(() => socket.send(frames)).catch(() => {}); // closed: it has died
    });
  }

  async #receive(socket: Dealer | Subscriber, onMessage: OnMessage): Promise<void> {
    try {
      for await (const frames of socket) onMessage(decodeMessage(frames, this.process.connection.key));
    } catch (error) {
      // A message that is not the kernel's: nothing that comes after it can be trusted.
      this.#die(new KernelDeathError((error as Error).message));
      this.process.kill();
    }
  }

  #replied(message: Message): void {
    const waiting = this.#waiting.get(message.parentId ?? "");
    if (waiting) this.#settle(message.parentId as string, { ...waiting, reply: message });
  }

  #wasPublished(message: Message): void {
    const parent = message.parentId ?? "";
    if (parent === this.#cell?.id) this.#cell.onMessage(message);
    const waiting = this.#waiting.get(parent);
    if (waiting && message.content.execution_state === "idle")
      this.#settle(parent, { ...waiting, idle: true });
  }

  #settle(id: string, waiting: Waiting): void {
    if (waiting.reply && waiting.idle) {
      this.#waiting.delete(id);
      waiting.resolve(waiting.reply);
    } else this.#waiting.set(id, waiting);
  }

  #die(death: KernelDeathError): void {
    if (this.#death) return;
    this.#death = death;
    for (const { reject } of this.#waiting.values()) reject(death);
    this.#waiting.clear();
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }
}

/** A request on its way: it is answered when both its reply and its idle status are here. */
interface Waiting {
  readonly resolve: (reply: Message) => void;
  readonly reject: (error: Error) => void;
  readonly reply?: Message;
  readonly idle: boolean;
}
