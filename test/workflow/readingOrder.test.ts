import { expect, test } from "vitest";
import { checkReads, runInOrder } from "../../lib/workflow/run/readingOrder";

const job = (name: string, ...reads: string[]): { name: string; reads: string[] } => ({ name, reads });

/** In which order jobs begin and end; each takes a few turns of the event loop. */
async function eventsOf(jobs: ReturnType<typeof job>[], workers: number): Promise<string[]> {
  const events: string[] = [];
  const run = async ({ name }: { name: string }): Promise<void> => {
    events.push(`${name} begins`);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    events.push(`${name} ends`);
  };
  await runInOrder(jobs, run, workers);
  return events;
}

test("each runs once, after those that it reads; the longest chain first, the others in their order", async () => {
  const jobs = [job("00"), job("09", "08", "07"), job("07", "08"), job("08")];
  const events = await eventsOf(jobs, 1);
  expect(events.filter((event) => event.endsWith("begins"))).toEqual([
    "08 begins",
    "00 begins",
    "07 begins",
    "09 begins",
  ]);
  expect(await eventsOf([job("a"), job("b"), job("c")], 1)).toEqual([
    ...["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"],
  ]);
});

test("a reader waits also where there are workers to spare, and only for its own", async () => {
  const events = await eventsOf([job("08"), job("09", "08"), job("10")], 3);
  expect(events.slice(0, 2)).toEqual(["08 begins", "10 begins"]);
  expect(events.indexOf("09 begins")).toBeGreaterThan(events.indexOf("08 ends"));
});

test("a notebook that is not among the jobs keeps nobody waiting", async () => {
  expect(await eventsOf([job("09", "08")], 1)).toEqual(["09 begins", "09 ends"]);
});

test("an error comes out when all have ended, and keeps no reader from running", async () => {
  const ended: string[] = [];
  const run = async ({ name }: { name: string }): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (name === "08") throw new Error("08 broke");
    ended.push(name);
  };
  await expect(runInOrder([job("08"), job("09", "08"), job("10")], run, 2)).rejects.toThrow("08 broke");
  expect(ended.sort()).toEqual(["09", "10"]);
});

test("circles are refused with their way round", () => {
  const circle = [job("07", "09"), job("08"), job("09", "08", "07")];
  expect(() => checkReads(circle)).toThrow("07: must not read its own results, got 07 → 09 → 07");
  expect(() => checkReads([job("a", "a")])).toThrow("a → a");
  expect(() => checkReads([job("a", "b"), job("b"), { name: "c", reads: "*" as const }])).not.toThrow();
});
