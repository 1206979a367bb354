import { CLAIMS_MIME } from "../../notebook/results/besidePaper";
import type { ClaimResult } from "../../papers/judge";
import { outputsOfType } from "../results/outputsOfType";
import { codeCells, hasTag, type Notebook } from "../run/notebookFile";
import { INJECTED_TAG } from "../run/parameters";

/** Where a claim is judged: the code cell, counted as the published notebook numbers it. */
export interface ClaimCell {
  readonly notebook: string;
  readonly cell: number;
}

/** For each claim, by id, the cell that judges it. */
export function claimCells(notebooks: ReadonlyMap<string, Notebook>): Map<string, ClaimCell> {
  const places = new Map<string, ClaimCell>();
  for (const [notebook, content] of notebooks)
    codeCells(content)
      .filter((cell) => !hasTag(cell, INJECTED_TAG))
      .forEach((cell, index) => {
        for (const claim of outputsOfType<ClaimResult[]>(cell, CLAIMS_MIME).flat())
          if (claim.verdict !== "not claimed yet") places.set(claim.id, { notebook, cell: index + 1 });
      });
  return places;
}
