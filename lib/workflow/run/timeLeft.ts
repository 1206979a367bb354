import type { PlannedNotebook } from "./outcome";

/** Estimates what is left of a run, from what its cells took the last time. */
export class TimeLeft {
  readonly #left = new Map<string, number[]>();

  constructor(
    notebooks: readonly PlannedNotebook[],
    readonly workers: number,
  ) {
    const known = notebooks.flatMap(({ lastCellSeconds }) => lastCellSeconds);
    const mean = known.reduce((sum, s) => sum + s, 0) / known.length; // NaN as long as nothing is known
    for (const { name, cells, lastCellSeconds } of notebooks)
      this.#left.set(
        name,
        Array.from({ length: cells }, (_, i) => lastCellSeconds[i] ?? mean),
      );
  }

  /** The cells before `index` are done. */
  reached(name: string, index: number): void {
    this.#left.get(name)?.fill(0, 0, index);
  }

  done(name: string): void {
    this.#left.delete(name);
  }

  /** In seconds, for one notebook or for the whole run; `undefined` where nothing is known. */
  seconds(name?: string): number | undefined {
    const chosen = name === undefined ? [...this.#left.values()] : [this.#left.get(name) ?? []];
    const sums = chosen.map((cells) => cells.reduce((sum, s) => sum + s, 0));
    const longest = Math.max(0, ...sums);
    const shared = sums.reduce((sum, s) => sum + s, 0) / (name === undefined ? this.workers : 1);
    const seconds = Math.max(longest, shared);
    return Number.isNaN(seconds) ? undefined : seconds;
  }
}
