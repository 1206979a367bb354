import { expect, test } from "vitest";
import type { Message } from "../../lib/workflow/kernel/messages";
import type { Output } from "../../lib/workflow/run/notebookFile";
import { OutputCollector } from "../../lib/workflow/results/outputs";

const message = (type: string, content: Message["content"]): Message => ({ id: "1", type, content });
const stream = (name: string, text: string): Message => message("stream", { name, text });
const display = (text: string, id?: string, type = "display_data"): Message =>
  message(type, { data: { "text/plain": text }, metadata: {}, transient: id ? { display_id: id } : {} });
const shown = (text: string): Output => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});

test("a stream in pieces becomes one text; the other stream, or a figure, ends it", () => {
  const outputs: Output[] = [];
  const add = new OutputCollector().addTo(outputs);
  [stream("stdout", "a"), stream("stdout", "b\n"), stream("stderr", "c"), display("figure")].forEach(add);
  [stream("stderr", "d"), stream("stdout", "e")].forEach(add);
  expect(outputs).toEqual([
    { output_type: "stream", name: "stdout", text: "ab\n" },
    { output_type: "stream", name: "stderr", text: "c" },
    shown("figure"),
    { output_type: "stream", name: "stderr", text: "d" },
    { output_type: "stream", name: "stdout", text: "e" },
  ]);
});

test("an update replaces every display of its id, also one in an earlier cell, and nothing else", () => {
  const first: Output[] = [];
  const second: Output[] = [];
  const collector = new OutputCollector();
  const inFirst = collector.addTo(first);
  [display("10 %", "line"), display("table")].forEach(inFirst);
  const inSecond = collector.addTo(second);
  [display("10 %", "line"), display("90 %", "line", "update_display_data")].forEach(inSecond);
  inSecond(display("lost", "unknown", "update_display_data"));
  expect(first).toEqual([shown("90 %"), shown("table")]);
  expect(second).toEqual([shown("90 %")]);
});

test("what is no output leaves no trace", () => {
  const outputs: Output[] = [];
  new OutputCollector().addTo(outputs)(message("status", { execution_state: "idle" }));
  expect(outputs).toEqual([]);
});
