import { inspect } from "node:util";
import { VolfolioError } from "../../core/errors";

/**
 * What a reader is told of an error: what is wrong and what to do, first, and nothing of the kernel's own calls. Of an
 * error that the library throws on purpose the message says it all; of any other the calls within the library follow.
 */
export function errorText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return inspect(thrown);
  const { name, message, cause } = thrown;
  const causes = cause instanceof Error ? `\n  because of ${cause.name}: ${cause.message}` : "";
  const said = `${name}: ${message}${adviceOf(message, RUN_TIME)}${causes}`;
  return thrown instanceof VolfolioError ? said : [said, ...callsOf(thrown)].join("\n");
}

/** What a reader is told of a cell that does not compile: the compiler's sentence, and what to do where it is silent. */
export function diagnosticText(text: string): string {
  const said = text.replace(/typeof import\("[^"]*\/lib\/dist\/index"\)/g, "volfolio");
  return said + adviceOf(said, COMPILER);
}

/** What a cell shows that ends in a promise. */
export const PROMISE_SHOWN: string =
  "A promise, whose answer is still to come: put `await` before the call, and run the cell again.";

interface Advice {
  readonly when: RegExp;
  readonly advice: string;
}

const COMPILER: readonly Advice[] = [
  {
    when: /^Cannot find name '[^']*'\.$/,
    advice: "Run the cell above that declares it, or correct its spelling.",
  },
  {
    when: /type 'Promise</,
    advice: "Put `await` before the call that makes the promise: its answer comes later.",
  },
];

const RUN_TIME: readonly Advice[] = [
  {
    when: /^Cannot read properties of undefined \(reading '[^']*'\)$/,
    advice:
      "What stands before it is not there: correct the name in the brackets (has the data set that coin?), or run the cells above again.",
  },
];

function adviceOf(message: string, advices: readonly Advice[]): string {
  const found = advices.find(({ when }) => when.test(message));
  return found ? `${message.endsWith(".") ? "" : "."} ${found.advice}` : "";
}

/** The lines of the stack that lead into the library or the reader's own files. */
function callsOf({ stack = "" }: Error): string[] {
  const calls = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return calls.filter((line) => !/\(?node:|evalmachine|node_modules[\\/](?:@?tslab|zeromq)/.test(line));
}
