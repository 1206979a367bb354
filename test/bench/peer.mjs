import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import readline from "node:readline";

/** One thread for the peer, as on our side. */
const ONE_THREAD = Object.fromEntries(
  ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"].map((name) => [
    name,
    "1",
  ]),
);

/** The first Python in which all of `modules` can be imported, or why there is none. */
export function findPython(modules) {
  const named = process.env.VOLFOLIO_PYTHON?.split(delimiter);
  for (const command of named ?? ["python3", "python"])
    if (spawnSync(command, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0)
      return { command };
  const which = named ? "no Python that VOLFOLIO_PYTHON names" : "no python3";
  return {
    missing: `No peer: ${which} runs and has ${modules.join(", ")}; install it there, or name Pythons in VOLFOLIO_PYTHON`,
  };
}

/**
 * A program that answers one line of JSON with another, in a process of its own that waits in between.
 * It measures its own time: starting it and talking to it cost nothing in the figures.
 */
export class Peer {
  #process;
  #lines;
  /** What the program says about itself when it is ready. */
  versions;

  static async start(command, script, input) {
    const peer = new Peer();
    const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
    peer.#process = spawn(command, [path, input], {
      env: { ...process.env, ...ONE_THREAD },
      stdio: ["pipe", "pipe", "inherit"],
    });
    peer.#lines = readline.createInterface({ input: peer.#process.stdout })[Symbol.asyncIterator]();
    peer.versions = await peer.#answer();
    return peer;
  }

  /** @returns { ms, cpu, value } */
  async ask(task) {
    this.#process.stdin.write(`${JSON.stringify(task)}\n`);
    return this.#answer();
  }

  async stop() {
    this.#process.stdin.end();
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }

  async #answer() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the peer ended before it answered");
    return JSON.parse(value);
  }
}
