import { randomBytes } from "node:crypto";

/** One output in several forms, by MIME type; each viewer takes the richest form that it knows. */
export interface MimeBundle {
  readonly [mimeType: string]: unknown;
}

/** What a display function answers: nothing in a notebook, where the bundle is shown; the bundle elsewhere. */
export type Shown = MimeBundle | undefined;

/** An output that can be replaced later: only its last state is saved in the notebook. */
export interface Display {
  readonly show: (bundle: MimeBundle) => Shown;
}

interface DisplayData {
  readonly data: MimeBundle;
  readonly metadata: object;
  readonly transient: { readonly display_id?: string };
}

type WriteDisplayData = (content: DisplayData, update: boolean) => void;

/** Shows `bundle` below the cell that is running. Outside of a notebook, answers the bundle instead. */
export function display(bundle: MimeBundle): Shown {
  return write(bundle, {}, false);
}

/** A new output; each `show` replaces what it showed before. */
export function newDisplay(): Display {
  const id = randomBytes(8).toString("hex");
  let update = false;
  return {
    show(bundle) {
      const shown = write(bundle, { display_id: id }, update);
      update = true;
      return shown;
    },
  };
}

function write(data: MimeBundle, transient: DisplayData["transient"], update: boolean): Shown {
  const send = writer();
  if (!send) return data;
  send({ data, metadata: {}, transient }, update);
  return undefined;
}

/**
 * The way out of the kernel that runs us. tslab's public display functions send one MIME type each; this is what
 * they call. It is looked up among the modules that are loaded, never loaded: where there is no kernel, there is
 * nothing to be found.
 */
function writer(): WriteDisplayData | undefined {
  const kernel = require.cache[require.resolve("tslab/dist/jupyter.js")]?.exports as
    { lastWriteDisplayData: WriteDisplayData | null } | undefined;
  return kernel?.lastWriteDisplayData ?? undefined;
}
