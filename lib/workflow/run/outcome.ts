import type { TableContent } from "../../notebook/results/storeTable";
import type { CellFailure } from "./failure";
import type { NotebookResult } from "../results/results";

/** What happens during a run, for who shows it. */
export type RunEvent =
  | { readonly kind: "planned"; readonly notebooks: readonly PlannedNotebook[] }
  | { readonly kind: "started"; readonly name: string }
  | { readonly kind: "cell"; readonly name: string; readonly index: number }
  | { readonly kind: "finished"; readonly outcome: NotebookOutcome };

export interface PlannedNotebook {
  readonly name: string;
  readonly cells: number;
  /** What each cell took the last time; empty where that is not known. */
  readonly lastCellSeconds: readonly number[];
}

/** How a notebook fared: it has a result and the tables that it stored, or a failure. */
export interface NotebookOutcome {
  readonly name: string;
  readonly cells: number;
  readonly seconds: number;
  /** Whether an earlier run was still valid. */
  readonly cached: boolean;
  readonly failure?: CellFailure;
  readonly result?: NotebookResult;
  readonly tables?: readonly TableContent[];
}

/** A notebook that did not run now. */
export interface OtherNotebook {
  readonly name: string;
  /** Of an earlier run that is still valid. */
  readonly outcome?: NotebookOutcome;
}
