/** `compute`, when it is first asked for; from then on what it gave. It lets go of what it needed. */
export function once<T>(compute: () => T): () => T {
  let open: (() => T) | undefined = compute;
  let value: T;
  return () => {
    if (open) {
      value = open();
      open = undefined;
    }
    return value;
  };
}
