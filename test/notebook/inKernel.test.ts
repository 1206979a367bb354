import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { projectPath } from "../../lib/core/project";
import { CLAIMS_MIME } from "../../lib/notebook/results/besidePaper";
import { PROVENANCE_MIME } from "../../lib/notebook/results/provenance";
import { METRICS_MIME } from "../../lib/notebook/results/record";
import { FIGURE_MIME } from "../../lib/notebook/show";
import { startKernel, type KernelClient } from "../../lib/workflow/kernel/kernelClient";
import type { Message } from "../../lib/workflow/kernel/messages";

// What a reader's cells send, from a real kernel with the library as built.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await startKernel(projectPath("notebooks"));
  await run(
    `import { besidePaper, expectThrow, judgeTable, lineFigure, progressLine, provenance, record, show, showTable } from "volfolio";`,
  );
});

afterAll(() => kernel.stop());

/** Runs a cell, and answers what it sent for display. */
async function run(code: string): Promise<Message[]> {
  const messages: Message[] = [];
  const { status } = await kernel.execute(code, (message) => messages.push(message));
  await kernel.flush();
  const streams = messages.filter(({ type }) => type === "stream").map(({ content }) => content.text);
  expect({ status, streams }).toEqual({ status: "ok", streams: [] });
  return messages.filter(({ type }) => /display_data$/.test(type));
}

const dataOf = ({ content }: Message): Record<string, unknown> => content.data as Record<string, unknown>;

describe("in a cell", () => {
  test("show sends one output in all its forms, and nothing is printed beside it", async () => {
    const sent = await run(
      `await show(lineFigure({ x: [1, 2, 3], series: { a: [1, 4, 9] }, yTitle: "square", caption: "Squares." }));`,
    );
    expect(sent.map(({ type }) => type)).toEqual(["display_data"]);
    expect(Object.keys(dataOf(sent[0])).sort()).toEqual([
      "application/vnd.plotly.v1+json",
      FIGURE_MIME,
      "image/png",
      "text/html",
      "text/plain",
    ]);
    expect(dataOf(sent[0])["text/plain"]).toBe("[Figure 1: Squares.]");
    expect(
      Buffer.from(dataOf(sent[0])["image/png"] as string, "base64")
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  test("figures count on, and one that is run again keeps its number", async () => {
    const cell = (caption: string): string =>
      `await show({ data: [{ type: "scatter", y: [1, 2] }], caption: "${caption}" })`;
    const texts = [];
    for (const caption of ["Second.", "Squares.", "Third."])
      texts.push(dataOf((await run(cell(caption)))[0])["text/plain"]);
    expect(texts).toEqual(["[Figure 2: Second.]", "[Figure 1: Squares.]", "[Figure 3: Third.]"]);
  });

  test("a progress line is one output that changes", async () => {
    const sent = await run(`
      const line = progressLine("training");
      for (let done = 1; done <= 3; done++) line({ stage: "epoch", done, of: 3 });
      line.done();`);
    expect(sent.map(({ type }) => type)).toEqual([
      "display_data",
      "update_display_data",
      "update_display_data",
    ]);
    const ids = sent.map(({ content }) => (content.transient as { display_id: string }).display_id);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/./);
    expect(dataOf(sent[2])["text/plain"]).toMatch(/^training: done in /);
  });

  test("tables, metrics, claims, provenance and errors that teach", async () => {
    const sent = await run(`
      showTable([{ coin: "BTC", close: 43210.5 }]);
      record({ rmse: 0.0107 });
      besidePaper(judgeTable("qfe2025", "Table 1", { BTC: { Rate: 0.62 } }, { data: "simulated" }));
      provenance([], { parameters: { seed: 0 } });
      expectThrow(() => showTable(3 as never));`);
    const kinds = ["text/html", METRICS_MIME, CLAIMS_MIME, PROVENANCE_MIME, "text/plain"];
    expect(sent.length).toBe(kinds.length);
    kinds.forEach((kind, i) => expect(Object.keys(dataOf(sent[i]))).toContain(kind));
    expect(dataOf(sent[2])[CLAIMS_MIME]).toMatchObject([
      { paper: "qfe2025", row: "BTC", verdict: "not judged" },
    ]);
    expect(dataOf(sent[4])["text/plain"]).toMatch(/^DomainError: showTable: table must be/);
  });

  test("a trace that cannot be drawn everywhere does not compile", async () => {
    const messages: Message[] = [];
    const { status } = await kernel.execute(
      `await show({ data: [{ type: "candlestick", close: [1] }], caption: "No." })`,
      (message) => messages.push(message),
    );
    expect(status).toBe("error");
    expect(messages.map(({ content }) => String(content.text)).join("")).toMatch(/not assignable/);
  });
});
