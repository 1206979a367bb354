import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { runCommandLine } from "../../lib/workflow/cli/cli";

/** What a command gave. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `volfolio` in this process, outside of a terminal. */
export async function volfolio(...args: string[]): Promise<CommandResult> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(args, { out, err, isTTY: false }, new AbortController().signal);
  out.end();
  err.end();
  return { code, out: await text(out), err: await text(err) };
}
