import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VolfolioError } from "../../core/errors";
import { createConnection, type Connection } from "./connection";
import { CONNECTION_FILE, kernelSpec } from "./kernelSpec";
import type { FromKernel, KernelProblem, ToKernel } from "./kernelWatch";

/** The kernel's process has ended, or can't be trusted any more. */
export class KernelDeathError extends VolfolioError {
  constructor(message: string) {
    super("missing", "kernel", message);
  }
}

/** Environment variables on top of those of this process and of the kernel spec; `undefined` takes one away. */
export type KernelEnv = Readonly<Record<string, string | undefined>>;

const running = new Set<KernelProcess>();

/** Ends every kernel that this process has started, at once. */
export function killAllKernels(): void {
  for (const kernel of running) kernel.kill();
}

/**
 * The process of a kernel, started as our own kernel spec says, and the channel to the watch inside of it.
 *
 * It leads a process group: Ctrl-C in the terminal reaches the runner only, and {@link kill} reaches every program that
 * a cell has started.
 */
export class KernelProcess {
  /** Resolves when the process is gone, with the reason. */
  readonly ended: Promise<KernelDeathError>;
  /** Resolves at the first problem that tslab hides. */
  readonly problemFound: Promise<void>;
  /** Whether there was one. */
  hasProblem = false;
  readonly #problems: KernelProblem[] = [];
  readonly #questions = new Map<number, (pending: readonly string[]) => void>();
  #firstProblem: () => void = () => {};
  #asked = 0;
  #log = "";

  /** Starts a kernel in `folder`, the notebook's own, as JupyterLab does; the signal kills it. */
  static async start(folder: string, env: KernelEnv = {}, signal?: AbortSignal): Promise<KernelProcess> {
    const connection = await createConnection();
    const place = await mkdtemp(join(tmpdir(), "volfolio-kernel-"));
    const file = join(place, "connection.json");
    await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
    const spec = kernelSpec();
    const [command, ...args] = spec.argv.map((part) => (part === CONNECTION_FILE ? file : part));
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...spec.env, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const started = new KernelProcess(child, connection, () => rm(place, { recursive: true, force: true }));
    started.#killOn(signal);
    return started;
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly connection: Connection,
    private readonly cleanUp: () => Promise<void>,
  ) {
    running.add(this);
    const remember = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString()).slice(-10_000);
    };
    child.stdout?.on("data", remember);
    child.stderr?.on("data", remember);
    child.on("message", (message: FromKernel) => this.#heard(message));
    this.problemFound = new Promise((resolve) => (this.#firstProblem = resolve));
    this.ended = this.#end();
  }

  /** Rejections and exceptions that tslab hid since the last call. */
  takeProblems(): KernelProblem[] {
    return this.#problems.splice(0);
  }

  /**
   * What is still under way in the process, by kind; empty when nothing is. Problems that happened before the answer
   * are known when it comes. Never resolves when the process has ended: race it with {@link ended}.
   */
  pending(): Promise<readonly string[]> {
    const ask = ++this.#asked;
    return new Promise((resolve) => {
      this.#questions.set(ask, resolve);
      this.child.send({ ask } satisfies ToKernel, () => {}); // a closed channel means an ended process
    });
  }

  /** What the process itself wrote, outside of the protocol: the last lines. */
  lastOutput(): string {
    const lines = this.#log.trim().split("\n").slice(-20).join("\n");
    return lines === "" ? "" : `\nIts last words:\n${lines}`;
  }

  /** SIGINT: ends a synchronous loop, or the kernel's wait for an asynchronous cell. */
  interrupt(): void {
    this.child.kill("SIGINT");
  }

  /** Ends the kernel, and every program that a cell started, at once. */
  kill(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      this.child.kill("SIGKILL"); // Windows has no process groups; elsewhere the group has ended already
    }
  }

  #killOn(signal: AbortSignal | undefined): void {
    const kill = (): void => this.kill();
    if (signal?.aborted) kill();
    signal?.addEventListener("abort", kill);
    void this.ended.then(() => signal?.removeEventListener("abort", kill));
  }

  #heard(message: FromKernel): void {
    if ("problem" in message) {
      this.#problems.push(message);
      this.hasProblem = true;
      this.#firstProblem();
    } else {
      this.#questions.get(message.answer)?.(message.pending);
      this.#questions.delete(message.answer);
    }
  }

  async #end(): Promise<KernelDeathError> {
    const how = await new Promise<string>((resolve) => {
      this.child.once("error", (error) => resolve(`could not be started: ${error.message}`));
      this.child.once("exit", (code, signal) => {
        this.kill(); // what a cell started and left behind
        const text = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
        // Its last words may still be in the pipe.
        const timer = setTimeout(() => resolve(text), 500);
        this.child.once("close", () => {
          clearTimeout(timer);
          resolve(text);
        });
      });
    });
    running.delete(this);
    await this.cleanUp();
    return new KernelDeathError(`the kernel's process ${how}${this.lastOutput()}`);
  }
}
