import { DomainError } from "../core/errors";
import { notThePapersData, type DataProvenance } from "../data/provenance";
import { claimsOf, labelled, tableNamed } from "./claims";
import type { PaperId } from "./paper";
import { printedLike } from "./printed";
import { verdict } from "./verdict";
import type { Claim, Verdict } from "./verdict";

/** One printed number beside ours. */
export interface ClaimResult {
  readonly id: string;
  readonly paper: PaperId;
  /** "Table 1, BTC, Market Cap". */
  readonly where: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly section: string;
  readonly printed: string;
  /** In the claim's unit; null where there is none. */
  readonly ours: number | string | null;
  /** Ours, written with the digits and in the scale of the printed number; left out where there is none. */
  readonly oursText?: string;
  readonly verdict: Verdict;
  /** Why it is not reproduced, or not judged; or what belongs to it where it is: a condition, how the number came about. */
  readonly reason?: string;
  /** Which notebook found it. */
  readonly notebook?: string;
}

/** Our values for a table, by row and column, each by its printed name or its id; null where we found none. */
export type OurTable = Readonly<Record<string, Readonly<Record<string, number | string | null>>>>;

export interface JudgeOptions {
  /**
   * What our values are computed from: the `provenance` of each data set, or "printed" for other numbers that the paper
   * prints. No claim is judged on the simulated market, on files of one's own (`loadCandles`), or on other days than the
   * paper's.
   */
  readonly provenance: DataProvenance | readonly DataProvenance[] | "printed";
}

/** The reason of a difference that nobody has explained yet. */
export const REASON_MISSING = "not explained yet: the reason belongs beside the claim, in data/papers";

/**
 * Our values beside those of a printed table, each with its verdict. A value may be left out: another
 * notebook can bring it.
 *
 * @param paper - "qfe2025" is paper 1, "mosef2025" paper 2.
 * @param table - by its name or id: "Table 1" or "table-1".
 * @param ours - in the units of {@link claimsOf}, e.g. `{ BTC: { "Market Cap": 1.69e12, Rate: 0.62 } }`.
 * @param options - what our values are computed from: it has no default.
 * @returns One result for each value given, in the order of the table.
 * @throws {@link DomainError} where a name is unknown (it lists the known ones) or a value is not of the claim's kind.
 * @example
 * const ours = { BTC: { Rank: 1 }, ETH: { Rank: 3 } };
 * const results = v.judgeTable("qfe2025", "Table 1", ours, { provenance: "printed" });
 * results.map(({ printed, oursText }) => [printed, oursText ?? ""]); // → [["1", "1"], ["2", "3"]]
 * results.map(({ verdict }) => verdict); // → ["reproduced", "differs"]
 */
export function judgeTable(
  paper: PaperId,
  table: string,
  ours: OurTable,
  { provenance }: JudgeOptions,
): ClaimResult[] {
  const { id, name, rows, columns } = tableNamed("judgeTable", paper, table);
  const hindrance = provenance === "printed" ? undefined : notThePapersData(checkedProvenance(provenance));
  checkRecord(name, ours);
  const values = new Map<string, number | string | null>();
  for (const [rowName, cells] of Object.entries(ours)) {
    const row = labelled("judgeTable", `row of ${name}`, rows, rowName);
    checkRecord(`${name}, ${row.name}`, cells);
    for (const [columnName, value] of Object.entries(cells)) {
      const column = labelled("judgeTable", `column of ${name}`, columns, columnName);
      const cell = `${paper}/${id}/${row.id}/${column.id}`;
      if (values.has(cell))
        throw new DomainError("judgeTable", cell, [rowName, columnName], "given once, by name or by id");
      values.set(cell, value);
    }
  }
  return claimsOf(paper)
    .filter((claim) => values.has(claim.id))
    .map((claim) => judged(claim, values.get(claim.id) as number | string | null, hindrance));
}

/** A claim without a value of ours. */
export function unclaimed(claim: Claim): ClaimResult {
  return result(claim, null, "not claimed yet");
}

function judged(
  claim: Claim,
  ours: number | string | null,
  hindrance: ReturnType<typeof notThePapersData>,
): ClaimResult {
  const compared = ours === null ? "not claimed yet" : verdict(claim, ours);
  return hindrance === undefined
    ? result(claim, ours, claim.declared ?? compared)
    : result(claim, ours, "not judged", hindrance.reason);
}

function checkedProvenance(
  provenance: Exclude<JudgeOptions["provenance"], "printed">,
): readonly DataProvenance[] {
  const all: readonly DataProvenance[] = Array.isArray(provenance) ? provenance : [provenance];
  if (
    all.length === 0 ||
    !all.every((one) => typeof one?.simulated === "boolean" && Array.isArray(one.sources))
  )
    throw new DomainError(
      "judgeTable",
      "provenance",
      provenance,
      'the provenance of one or more data sets, or "printed"',
    );
  return all;
}

function result(
  claim: Claim,
  ours: ClaimResult["ours"],
  found: Verdict,
  reason: string | undefined = reasonFor(claim, found),
): ClaimResult {
  const { id, paper, where, table, row, column, section, printed } = claim;
  const oursText = typeof ours === "number" ? printedLike(printed, ours, claim.decimals) : ours;
  return Object.freeze({
    ...{ id, paper, where, table, row, column, section, printed, ours },
    ...(oursText !== null && { oursText }),
    verdict: found,
    ...(reason !== undefined && { reason }),
  });
}

function reasonFor({ reason }: Claim, found: Verdict): string | undefined {
  switch (found) {
    case "differs":
      return reason ?? REASON_MISSING;
    case "reproduced":
    case "close":
    case "cannot be reproduced":
    case "erratum":
      return reason;
    case "not claimed yet":
    case "not judged":
      return undefined;
  }
}

function checkRecord(what: string, value: object): void {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new DomainError("judgeTable", what, value, "a record, by row and then by column");
}
