import type { DisplayOutput, Output } from "../run/notebookFile";
import type { Message } from "../kernel/messages";

/**
 * The outputs of a notebook's cells, gathered from the kernel's messages as a front end does it: what is streamed in
 * pieces becomes one text, and an update replaces what was displayed under the same id, in whichever cell.
 */
export class OutputCollector {
  readonly #displays = new Map<string, { readonly outputs: Output[]; readonly index: number }[]>();

  /** Takes in the messages of the cell with these outputs. */
  addTo(outputs: Output[]): (message: Message) => void {
    return (message) => this.#add(outputs, message);
  }

  #add(outputs: Output[], { type, content }: Message): void {
    if (type === "stream") addStream(outputs, content);
    else if (type === "display_data" || type === "execute_result") this.#addDisplay(outputs, type, content);
    else if (type === "update_display_data") this.#update(content);
    else if (type === "error") outputs.push(errorOutput(content));
  }

  #addDisplay(outputs: Output[], type: DisplayOutput["output_type"], content: Message["content"]): void {
    const id = displayId(content);
    if (id !== undefined) {
      const places = this.#displays.get(id) ?? [];
      this.#displays.set(id, [...places, { outputs, index: outputs.length }]);
    }
    outputs.push(displayOutput(type, content));
  }

  #update(content: Message["content"]): void {
    for (const { outputs, index } of this.#displays.get(displayId(content) ?? "") ?? []) {
      outputs[index] = displayOutput(outputs[index].output_type as DisplayOutput["output_type"], content);
    }
  }
}

function addStream(outputs: Output[], content: Message["content"]): void {
  const name = content.name === "stderr" ? "stderr" : "stdout";
  const text = String(content.text);
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name)
    outputs[outputs.length - 1] = { ...last, text: last.text + text };
  else outputs.push({ output_type: "stream", name, text });
}

function displayOutput(type: DisplayOutput["output_type"], content: Message["content"]): DisplayOutput {
  return {
    output_type: type,
    data: (content.data ?? {}) as DisplayOutput["data"],
    metadata: (content.metadata ?? {}) as DisplayOutput["metadata"],
  };
}

function displayId(content: Message["content"]): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}

function errorOutput(content: Message["content"]): Output {
  return {
    output_type: "error",
    ename: String(content.ename),
    evalue: String(content.evalue),
    traceback: (content.traceback ?? []) as string[],
  };
}
