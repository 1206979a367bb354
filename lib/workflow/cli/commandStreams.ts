/** Where a command writes: results to `out`, progress and errors to `err`. */
export interface CommandStreams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  /** Whether `err` is a terminal, where a bar can move. */
  readonly isTTY: boolean;
}
