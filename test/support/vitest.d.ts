import "vitest";
import type { Closeness } from "./allClose";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape that vitest's own interface has
  interface Matchers<T = any> {
    toBeAllClose(expected: ArrayLike<number>, closeness?: Closeness): T;
  }
}
