import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { DataError, MissingError } from "../../core/errors";

/** A Jupyter notebook, format 4.5, with its texts joined. https://nbformat.readthedocs.io */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly Cell[];
}

export interface NotebookMetadata {
  readonly kernelspec?: { readonly name: string; readonly language?: string };
  readonly volfolio?: {
    /** Whose results the notebook reads, so that it runs after them: notebooks by name, or `"*"`, all others. */
    readonly reads?: "*" | readonly string[];
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

export type Cell = CodeCell | TextCell;

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
}

export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly [key: string]: unknown;
}

export type Output = StreamOutput | DisplayOutput | ErrorOutput;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data" | "execute_result";
  /** By MIME type: a text, or an object where the type ends in `json`. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** The code cells of a notebook, in order. */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code");
}

/**
 * Reads and checks a notebook.
 *
 * @throws {@link MissingError} when there is no such file, {@link DataError} when it is not a notebook of format 4.5.
 */
export async function readNotebook(file: string): Promise<Notebook> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new MissingError("readNotebook", `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  return parseNotebook(text, file);
}

/** {@link readNotebook} of a text; `file` is for the message. */
export function parseNotebook(text: string, file: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(file, `must be a notebook, but it is not JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  const parsed = notebookSchema.safeParse(json);
  if (!parsed.success)
    throw new DataError(file, `must be a notebook of format 4.5:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Writes a notebook so that a reader sees the old file or the new one, never a part of it. */
export async function writeNotebook(file: string, notebook: Notebook): Promise<void> {
  await writeFileAtomic(file, notebookText(notebook));
}

/** A notebook as Jupyter saves it: keys sorted, texts as lists of lines, one space a level, a line feed at the end. */
export function notebookText(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.cell_type === "code" && { outputs: cell.outputs.map(outputWithLines) }),
  }));
  return `${JSON.stringify(sorted({ ...notebook, cells }), null, 1)}\n`;
}

function outputWithLines(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const entries = Object.entries(output.data).map(([type, value]) => [
    type,
    typeof value === "string" && isLongText(type) ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(entries) as Record<string, unknown> };
}

/** What Jupyter splits into lines: images in base64 stay whole. */
function isLongText(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

const text = z.union([z.string(), z.array(z.string()).transform((parts) => parts.join(""))]);
const record = z.record(z.string(), z.unknown());

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.object({
    output_type: z.enum(["display_data", "execute_result"]),
    data: record.transform(joined),
    metadata: record,
  }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

function joined(data: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(data).map(([type, value]) => {
    const isLines = !/json$/.test(type) && Array.isArray(value);
    return [type, isLines ? value.join("") : value];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

const cellFields = {
  id: z.string().regex(/^[\w-]{1,64}$/),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }),
  source: text,
};

const notebookSchema: z.ZodType<Notebook> = z.object({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int().min(5),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), language: z.string().optional() }).optional(),
    volfolio: z.looseObject({ reads: z.union([z.literal("*"), z.array(z.string())]).optional() }).optional(),
  }),
  cells: z
    .array(
      z.discriminatedUnion("cell_type", [
        z.object({
          cell_type: z.literal("code"),
          ...cellFields,
          execution_count: z.number().int().nullable(),
          outputs: z.array(output),
        }),
        z.looseObject({ cell_type: z.enum(["markdown", "raw"]), ...cellFields }),
      ]),
    )
    .refine((cells) => new Set(cells.map((cell) => cell.id)).size === cells.length, "ids must differ"),
});
