import { DataError } from "../../core/errors";

/** Whose results a notebook reads: those of these notebooks, or of all others. */
export type Reads = "*" | readonly string[];

interface Reader {
  readonly name: string;
  readonly reads: Reads;
}

/** @throws {@link DataError} where notebooks read each other, or themselves: none of them could be the first. */
export function checkReads(notebooks: readonly Reader[]): void {
  const visit = (notebook: Reader, trail: readonly string[]): void => {
    if (trail.includes(notebook.name))
      throw new DataError(
        notebook.name,
        `must not read its own results, got ${[...trail, notebook.name].join(" → ")}`,
      );
    for (const read of readAmong(notebooks, notebook)) visit(read, [...trail, notebook.name]);
  };
  for (const notebook of notebooks) visit(notebook, []);
}

/**
 * Runs jobs, several at a time, each after those whose results it reads, as far as they are among the jobs; whether
 * these failed or not. Those at the head of the longest chain of readers go first, so that none is left to run alone.
 *
 * @throws what a job throws, when every job has ended.
 */
export async function runInOrder<T extends Reader>(
  jobs: readonly T[],
  run: (job: T) => Promise<void>,
  workers: number,
): Promise<void> {
  const { default: PQueue } = await import("p-queue");
  const queue = new PQueue({ concurrency: workers });
  const runs = new Map<T, Promise<void>>();
  const start = (job: T): Promise<void> => {
    const begun = runs.get(job);
    if (begun) return begun;
    const ready = Promise.allSettled(readAmong(jobs, job).map(start));
    const priority = chainAfter(jobs, job);
    const ended = ready.then(() => queue.add(() => run(job), { throwOnTimeout: true, priority }));
    runs.set(job, ended);
    return ended;
  };
  const all = [...jobs].sort((a, b) => chainAfter(jobs, b) - chainAfter(jobs, a)).map(start);
  await Promise.allSettled(all);
  await Promise.all(all);
}

/** How many jobs have to follow one by one on this one: its reader, the reader of that, and so on. */
function chainAfter<T extends Reader>(jobs: readonly T[], job: T): number {
  const readers = jobs.filter((other) => readAmong(jobs, other).includes(job));
  return Math.max(0, ...readers.map((reader) => 1 + chainAfter(jobs, reader)));
}

function readAmong<T extends Reader>(all: readonly T[], { reads }: Reader): T[] {
  return reads === "*" ? [] : all.filter(({ name }) => reads.includes(name));
}
