import { expect, test } from "vitest";
import { projectRoot } from "../../lib/core/project";
import { dataProvenance } from "../../lib/data/provenance";
import { noteBackend } from "../../lib/neural/backends/backendsUsed";
import type { MimeBundle } from "../../lib/notebook/display";
import { provenance, PROVENANCE_MIME, type Provenance } from "../../lib/notebook/results/provenance";

const data = dataProvenance({
  dataset: "qfe2025",
  simulated: true,
  seed: 7,
  reason: "no snapshots",
  missingDays: "unexpected",
  leftOut: [],
  sources: [
    {
      symbol: "BTC",
      provider: "simulated market",
      file: "",
      from: "2022-05-29",
      to: "2025-02-22",
      rows: 1001,
      gaps: [],
      sha256: "0".repeat(64),
    },
  ],
});

const bundle = provenance([data], {
  parameters: { profile: "quick", seed: 3, grid: Float64Array.of(1, 2) },
}) as MimeBundle;
const record = bundle[PROVENANCE_MIME] as Provenance;
const text = bundle["text/plain"] as string;

test("tells data, parameters, versions and machine", () => {
  expect(text).toContain("SIMULATED market, seed 7");
  expect(text).toContain('parameters: profile "quick", seed 3, grid [1,2]');
  expect(text).toMatch(/volfolio \d+\.\d+\.\d+, Node \d+\.\d+\.\d+, tslab 1\.0\.22 with TypeScript 5\.0\.4/);
  expect(text).toContain(`time zone ${process.env.TZ}`);
  expect(record.versions.node).toBe(process.versions.node);
  expect(record.parameters).toEqual({ profile: "quick", seed: 3, grid: [1, 2] });
  expect(JSON.parse(JSON.stringify(record))).toMatchObject({ data: [{ dataset: "qfe2025", seed: 7 }] });
});

test("names no host, no person and no folder", () => {
  expect(Object.keys(record.machine)).toEqual(["system", "architecture", "cores", "timeZone"]);
  expect(JSON.stringify(bundle)).not.toContain(projectRoot());
});

test("tells what networks were trained on, where there are any", () => {
  expect(record.backends).toEqual([]);
  expect(text).not.toContain("networks");
  noteBackend("wasm (relaxed)");
  noteBackend("wasm (relaxed)");
  const after = provenance([data]) as MimeBundle;
  expect((after[PROVENANCE_MIME] as Provenance).backends).toEqual(["wasm (relaxed)"]);
  expect(after["text/plain"]).toContain("networks trained on wasm (relaxed)");
});
