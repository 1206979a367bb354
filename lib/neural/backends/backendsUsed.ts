const used = new Set<string>();

/** Remembers that a result of this thread came from a backend, named with its build. */
export function noteBackend(label: string): void {
  used.add(label);
}

/** The backends that the networks of this thread were trained on, in the order in which they first came up. */
export function backendsUsed(): readonly string[] {
  return [...used];
}
