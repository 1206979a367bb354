import { hasTag, type CodeCell } from "./notebookFile";
import { INJECTED_TAG } from "./parameters";

/** What can go wrong with a cell. */
export type FailureKind =
  | "error" //        the cell threw, or its types are wrong
  | "aborted" //      the kernel skipped it
  | "not executed" // the kernel answered without having run it
  | "rejection" //    a promise that nobody awaits was rejected
  | "exception" //    something threw outside of the cell: in a timer, in a listener
  | "unfinished" //   work goes on after the cell's end
  | "time-out" //     no answer in time
  | "dead kernel"; // the kernel's process ended

export interface Problem {
  readonly kind: FailureKind;
  /** What the cell or the kernel said. */
  readonly message: string;
}

/** Why a notebook failed, and where. */
export interface CellFailure extends Problem {
  /** Which code cell, counted from 1 as in the notebook's source; 0 where it is none of them. */
  readonly cell: number;
  /** Its first line. */
  readonly firstLine: string;
}

/** The failure of the cell at `index` among the code cells; the cell that the runner injects has no number of its own. */
export function failedIn(cells: readonly CodeCell[], index: number, problem: Problem): CellFailure {
  const cell = cells.slice(0, index + 1).filter((one) => !hasTag(one, INJECTED_TAG)).length;
  return { ...problem, cell, firstLine: firstLineOf(cells[index]) };
}

/** Several lines: notebook, cell and kind; the cell's first line; what it said. */
export function failureText(notebook: string, { kind, cell, firstLine, message }: CellFailure): string {
  const head = `${notebook}${cell > 0 ? `, code cell ${cell}` : ""}: ${TITLES[kind]}`;
  const said = message.trim().split("\n");
  const shown = said.length <= MOST_LINES ? said : [...said.slice(0, MOST_LINES), "…"];
  return [head, ...[...(firstLine ? [`> ${firstLine}`] : []), ...shown].map((line) => `    ${line}`)].join(
    "\n",
  );
}

const MOST_LINES = 20;

const TITLES: Readonly<Record<FailureKind, string>> = {
  error: "error",
  aborted: "the kernel skipped the cell",
  "not executed": "the cell was not executed",
  rejection: "a promise that nobody awaits was rejected",
  exception: "an exception outside of the cell",
  unfinished: "work goes on that the cell does not await",
  "time-out": "time-out",
  "dead kernel": "the kernel died",
};

function firstLineOf({ source }: CodeCell): string {
  const line = source.split("\n").find((one) => one.trim() !== "") ?? "";
  return line.length <= 100 ? line : `${line.slice(0, 97)}...`;
}
