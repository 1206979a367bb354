import { describe, expect, test } from "vitest";
import { claimsOf, printedTable } from "../../lib/papers/claims";
import { entropyWeights } from "../../lib/reliability/entropyWeights";
import type { Direction } from "../../lib/reliability/matrix";
import { rankByCriteria } from "../../lib/reliability/rankByCriteria";
import { topsis } from "../../lib/reliability/topsis";

const table5 = printedTable("qfe2025", "Table 5").rows.map(([, ...cells]) => cells.map(Number));
const directions: readonly Direction[] = ["max", "min", "min", "min"];
const allUp: readonly Direction[] = ["max", "max", "max", "max"];
const printed = (column: string): string[] =>
  claimsOf("qfe2025")
    .filter((claim) => claim.table === "Table 6" && claim.column === column)
    .map((claim) => claim.printed);
const sixDigits = (values: ArrayLike<number>): string[] => Array.from(values, (value) => value.toFixed(6));

describe("Table 6 follows from Table 5", () => {
  const undivided = rankByCriteria(table5, directions, {
    weighting: (matrix) => entropyWeights(matrix, { variant: "undivided" }),
  });

  test("weights, to the last printed digit, with the entropy of r itself", () => {
    const columns = ["Weight_Sharp", "Weight_CV", "Weight_CVaRα", "Weight_p"];
    expect(columns.map((column) => printed(column)[0])).toEqual(sixDigits(undivided.weights));
    for (const column of columns) expect(new Set(printed(column)).size).toBe(1);
  });

  test("scores, to the last printed digit, with CV, CVaR and p as costs", () => {
    expect(sixDigits(undivided.scores)).toEqual(printed("Score"));
    expect(undivided.ranks).toEqual([6, 2, 4, 5, 3, 1]);
  });

  test("eq. 37 as printed gives other weights and scores, in the same order", () => {
    const asPrinted = rankByCriteria(table5, directions);
    expect(sixDigits(asPrinted.weights)).toEqual(["0.228351", "0.220741", "0.146736", "0.404172"]);
    const [md, capm, mv, dwp, dls, dlm] = [
      "0.016014",
      "0.860353",
      "0.703593",
      "0.685715",
      "0.815717",
      "0.894986",
    ];
    expect(sixDigits(asPrinted.scores)).toEqual([md, capm, mv, dwp, dls, dlm]);
    expect(asPrinted.ranks).toEqual(undivided.ranks);
  });

  test("eqs. 31 and 32 taken literally put MD, the loser, first", () => {
    const { ranks } = topsis(table5, { weights: undivided.weights, directions: allUp });
    expect(ranks[0]).toBe(1);
  });
});
