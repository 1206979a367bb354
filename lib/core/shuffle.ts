import type { Rng } from "./random";

/** Puts the numbers into random order, in place: each order is as likely as any other (Fisher and Yates). */
export function shuffle(numbers: number[], rng: Rng): void {
  for (let k = numbers.length - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [numbers[k], numbers[other]] = [numbers[other], numbers[k]];
  }
}
