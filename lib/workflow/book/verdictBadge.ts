import type { Verdict } from "../../papers/verdict";

/** A verdict as a word on its colour; the style sheet knows the class. */
export function verdictBadge(verdict: Verdict): string {
  return `<span class="verdict ${verdictClass(verdict)}">${verdict}</span>`;
}

export function verdictClass(verdict: Verdict): string {
  return verdict.replaceAll(" ", "-");
}
