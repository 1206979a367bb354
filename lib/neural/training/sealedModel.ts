import { z } from "zod";
import { sha256Of } from "../../core/checksum";
import { DataError } from "../../core/errors";
import { withPlainVectors } from "../../core/printing";

/** What kind of network a stored model is. */
export type ModelKind = "sequence" | "portfolio";

/** A model as it is stored: plain data, with the checksum of its JSON text. */
export interface SealedModel<Kind extends ModelKind> {
  readonly format: `volfolio ${Kind} model 1`;
  readonly sha256: string;
  readonly model: unknown;
}

const sealed = z.strictObject({ format: z.string(), sha256: z.string(), model: z.unknown() });

/** @param data - all that the model is; its vectors become lists of numbers. */
export function sealModel<Kind extends ModelKind>(kind: Kind, data: object): SealedModel<Kind> {
  const model = withPlainVectors(data);
  return { format: `volfolio ${kind} model 1`, sha256: sha256Of(JSON.stringify(model)), model };
}

/** The data of a sealed model. @throws {@link DataError} unless `value` is one of this kind, unchanged since. */
export function openSealed<T>(where: string, kind: ModelKind, value: unknown, data: z.ZodType<T>): T {
  const envelope = sealed.safeParse(value);
  if (!envelope.success || envelope.data.format !== `volfolio ${kind} model 1`)
    throw new DataError(where, `this is not a stored ${kind} model`);
  if (sha256Of(JSON.stringify(envelope.data.model)) !== envelope.data.sha256)
    throw new DataError(
      where,
      "the stored model is damaged: it does not have the checksum it was stored with",
    );
  const parsed = data.safeParse(envelope.data.model);
  if (!parsed.success)
    throw new DataError(where, `the stored model cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
