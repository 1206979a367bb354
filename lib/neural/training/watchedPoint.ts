/** What a trial looked at in its point. */
export interface PointReads {
  /** Names of the point that it read. */
  readonly read: readonly string[];
  /** Names that it looked for and that the point does not have. */
  readonly sought: readonly string[];
}

/**
 * A point that knows what was read of it. To the trial it is a plain record: it can be taken apart, spread, listed and
 * copied to another thread, all of which read it.
 */
export function watchedPoint<P extends object>(
  point: P,
): { readonly point: P; readonly reads: () => PointReads } {
  const read = new Set<string>();
  const sought = new Set<string>();
  // Names that the record does not have are looked up in its prototype.
  const beyond: object = new Proxy(Object.prototype, {
    get(target, name, receiver) {
      if (typeof name === "string" && !(name in target)) sought.add(name);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  const watched: object = Object.create(beyond) as object;
  for (const [name, value] of Object.entries(point))
    Object.defineProperty(watched, name, {
      enumerable: true,
      get: () => {
        read.add(name);
        return value as unknown;
      },
    });
  return {
    point: Object.freeze(watched) as P,
    reads: () => ({ read: [...read], sought: [...sought] }),
  };
}
