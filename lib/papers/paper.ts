import { readFileSync } from "node:fs";
import { z } from "zod";
import { checkOneOf } from "../core/checks";
import { DataError, MissingError } from "../core/errors";
import { printsAs } from "../core/printing";
import { projectPath } from "../core/project";

export type PaperId = "qfe2025" | "mosef2025";

/** Both papers, in the order in which the project speaks of them. */
export const PAPERS: readonly PaperId[] = ["qfe2025", "mosef2025"];

/** What one cites. Prints as a line of a bibliography. */
export interface PaperInfo {
  readonly id: PaperId;
  /** "Paper 1": what the notebooks call it. */
  readonly short: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number;
  /** Where it appeared: journal, volume and pages, or the university. */
  readonly published: string;
  readonly doi?: string;
  /** Left out where the paper states none. */
  readonly licence?: string;
}

/** A row or a column of a printed table. */
export interface PrintedLabel {
  readonly id: string;
  readonly name: string;
  readonly unit?: string;
  readonly meaning?: string;
  readonly kind?: "number" | "text";
  /** Where the paper drops zeros: how many decimals the numbers have. */
  readonly decimals?: number;
}

/** Which cells of a table are meant: rows and columns by id, all of them where none is named. */
export interface CellSelection {
  readonly rows?: readonly string[];
  readonly columns?: readonly string[];
}

/** What is close enough, in the cell's unit or as a part of its value, and why. */
export type ToleranceEntry = CellSelection & { readonly basis: string } & (
    { readonly absolute: number } | { readonly relative: number }
  );

/** What people wrote beside the cells, once. */
export interface Remark extends CellSelection {
  readonly verdict?: "erratum" | "cannot be reproduced";
  readonly reason: string;
}

/** What one has to know of some of a paper's numbers to count them: that a table repeats another, say. */
export interface CountingNote {
  /** The table's id. */
  readonly table: string;
  /** Ids; all columns where none is named. */
  readonly columns?: readonly string[];
  /** Follows "16 of the 78 numbers are": "those of Table 5, which repeats …". */
  readonly note: string;
}

/** A printed table as its file holds it. */
export interface TableFile {
  readonly id: string;
  readonly name: string;
  readonly caption: string;
  readonly section: string;
  readonly page?: number;
  readonly rowsAre: string;
  readonly columns: readonly PrintedLabel[];
  readonly rows: readonly (PrintedLabel & { readonly printed: readonly string[] })[];
  readonly tolerances: readonly ToleranceEntry[];
  readonly remarks: readonly Remark[];
}

/** A file of `data/papers/` as it stands. */
export interface PaperFile extends PaperInfo {
  readonly counting: readonly CountingNote[];
  readonly tables: readonly TableFile[];
}

const labelSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9.-]+$/),
  name: z.string().min(1),
  unit: z.string().min(1).optional(),
  meaning: z.string().min(1).optional(),
  kind: z.enum(["number", "text"]).optional(),
  decimals: z.int().nonnegative().optional(),
});

const selectionSchema = z.strictObject({
  rows: z.array(z.string()).min(1).optional(),
  columns: z.array(z.string()).min(1).optional(),
});

const toleranceSchema = z.union([
  selectionSchema.extend({ absolute: z.number().positive(), basis: z.string().min(1) }),
  selectionSchema.extend({ relative: z.number().positive(), basis: z.string().min(1) }),
]);

const remarkSchema = selectionSchema.extend({
  verdict: z.enum(["erratum", "cannot be reproduced"]).optional(),
  reason: z.string().min(1),
});

const countingSchema = z.strictObject({
  table: z.string(),
  columns: z.array(z.string()).min(1).optional(),
  note: z.string().min(1),
});

const tableSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9.-]+$/),
  name: z.string().min(1),
  caption: z.string().min(1),
  section: z.string().min(1),
  page: z.int().positive().optional(),
  rowsAre: z.string(),
  columns: z.array(labelSchema).min(1),
  rows: z.array(labelSchema.extend({ printed: z.array(z.string().min(1)) })).min(1),
  tolerances: z.array(toleranceSchema),
  remarks: z.array(remarkSchema),
});

const paperSchema: z.ZodType<PaperFile> = z.strictObject({
  id: z.enum(["qfe2025", "mosef2025"]),
  short: z.string().min(1),
  title: z.string().min(1),
  authors: z.array(z.string().min(1)).min(1),
  year: z.int(),
  published: z.string().min(1),
  doi: z.string().min(1).optional(),
  licence: z.string().min(1).optional(),
  counting: z.array(countingSchema),
  tables: z.array(tableSchema).min(1),
});

/** @throws {@link DataError} that names the file, the entry and what is wrong with it. */
export function parsePaper(file: string, json: string): PaperFile {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new DataError(file, `must be JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = paperSchema.safeParse(value);
  if (!parsed.success) throw new DataError(file, z.prettifyError(parsed.error));
  return parsed.data;
}

const read = new Map<PaperId, PaperFile>();

/** The file of one paper, read once. */
export function paperFile(where: string, paper: PaperId): PaperFile {
  checkOneOf(where, "paper", paper, PAPERS);
  const known = read.get(paper);
  if (known) return known;
  const file = `data/papers/${paper}.json`;
  let json: string;
  try {
    json = readFileSync(projectPath(file), "utf8");
  } catch (cause) {
    throw new MissingError(file, "could not be read: restore it from the repository", { cause });
  }
  const parsed = parsePaper(file, json);
  if (parsed.id !== paper) throw new DataError(file, `id must be "${paper}", got "${parsed.id}"`);
  read.set(paper, parsed);
  return parsed;
}

/**
 * Title, authors and where the paper appeared.
 *
 * @param paper - "qfe2025" is paper 1, "mosef2025" paper 2.
 * @returns what one cites; it prints as a line of a bibliography.
 * @throws DomainError for another paper, {@link MissingError} or {@link DataError} where its file is not there or not whole.
 * @example
 * v.paperInfo("mosef2025"); // → { short: "Paper 2", year: 2025, authors: ["Dumas G", "Liberge P", "Rivory T"] }
 */
export function paperInfo(paper: PaperId): PaperInfo {
  const { id, short, title, authors, year, published, doi, licence } = paperFile("paperInfo", paper);
  const known = { id, short, title, authors, year, published };
  const info = { ...known, ...(doi !== undefined && { doi }), ...(licence !== undefined && { licence }) };
  return Object.freeze(printsAs(info, () => citation(info)));
}

function citation({ short, authors, year, title, published, doi, licence }: PaperInfo): string {
  const link = doi === undefined ? "" : `. https://doi.org/${doi}`;
  const terms = licence === undefined ? "" : ` (${licence})`;
  return `${short}: ${authors.join(", ")} (${year}) ${title}. ${published}${link}${terms}`;
}
