import { MultiBar, Presets, type SingleBar } from "cli-progress";
import { durationText } from "../../notebook/progress";
import type { CommandStreams } from "../cli/commandStreams";
import type { NotebookOutcome, PlannedNotebook, RunEvent } from "./outcome";
import { TimeLeft } from "./timeLeft";

/** Shows how far a run is: hand `onEvent` to it, and call `stop` when it is over, however it ended. */
export interface RunDisplay {
  readonly onEvent: (event: RunEvent) => void;
  readonly stop: () => void;
}

/** A bar for each running notebook where it can move, plain lines elsewhere. */
export function runDisplay({ err, isTTY }: CommandStreams, workers: number): RunDisplay {
  return isTTY ? bars(err, workers) : plainLines(err, workers);
}

/** Seconds between two lines about the cells of a notebook. */
const BETWEEN = 5;

function plainLines(stream: NodeJS.WritableStream, workers: number): RunDisplay {
  const run = new RunState(workers);
  const line = (text: string): void => void stream.write(`${text}\n`);
  const lastLine = new Map<string, number>();
  const onEvent = (event: RunEvent): void => {
    run.take(event);
    if (event.kind === "started") {
      lastLine.set(event.name, performance.now());
      line(`${event.name}: started, ${run.cells(event.name)} cells`);
    } else if (event.kind === "cell") {
      const { name, index } = event;
      if (performance.now() - (lastLine.get(name) ?? 0) < 1000 * BETWEEN) return;
      lastLine.set(name, performance.now());
      line(`${name}: cell ${index + 1} of ${run.cells(name)}, ${run.times(name)}`);
    } else if (event.kind === "finished") line(finishedText(event.outcome));
  };
  return { onEvent, stop: () => {} };
}

function bars(stream: NodeJS.WritableStream, workers: number): RunDisplay {
  const run = new RunState(workers);
  const format = "{name} {bar} cell {cell} of {total}, {times}";
  const options = { stream, format, hideCursor: true, clearOnComplete: true, barsize: 24 };
  const multi = new MultiBar(options, Presets.shades_classic);
  const running = new Map<string, SingleBar>();
  const payload = (name: string, index: number): object => ({
    name,
    cell: index + 1,
    times: run.times(name),
  });
  const timer = setInterval(() => {
    for (const [name, bar] of running) bar.update({ times: run.times(name) });
  }, 1000);
  const onEvent = (event: RunEvent): void => {
    run.take(event);
    if (event.kind === "started")
      running.set(event.name, multi.create(run.cells(event.name), 0, payload(event.name, 0)));
    else if (event.kind === "cell")
      running.get(event.name)?.update(event.index, payload(event.name, event.index));
    else if (event.kind === "finished") {
      const bar = running.get(event.outcome.name);
      if (bar) multi.remove(bar);
      running.delete(event.outcome.name);
      multi.log(`${finishedText(event.outcome)}\n`);
      multi.update();
    }
  };
  const stop = (): void => {
    clearInterval(timer);
    multi.stop();
  };
  return { onEvent, stop };
}

function finishedText({ name, cached, seconds, failure }: NotebookOutcome): string {
  if (cached) return `${name}: still valid from an earlier run`;
  const time = durationText(1000 * seconds);
  return failure ? `${name}: FAILED after ${time}` : `${name}: done in ${time}`;
}

/** What is known of the notebooks while they run. */
class RunState {
  readonly #begun = new Map<string, number>();
  #planned = new Map<string, PlannedNotebook>();
  #left: TimeLeft | undefined;

  constructor(readonly workers: number) {}

  take(event: RunEvent): void {
    if (event.kind === "planned") {
      this.#planned = new Map(event.notebooks.map((notebook) => [notebook.name, notebook]));
      this.#left = new TimeLeft(event.notebooks, this.workers);
    } else if (event.kind === "started") this.#begun.set(event.name, performance.now());
    else if (event.kind === "cell") this.#left?.reached(event.name, event.index);
    else this.#left?.done(event.outcome.name);
  }

  cells(name: string): number {
    return this.#planned.get(name)?.cells ?? 0;
  }

  /** "12 s, about 40 s left", and of the whole run where other notebooks wait. */
  times(name: string): string {
    const elapsed = durationText(performance.now() - (this.#begun.get(name) ?? performance.now()));
    const own = this.#left?.seconds(name);
    const all = this.#left?.seconds();
    const left = own === undefined ? "" : `, about ${durationText(1000 * own)} left`;
    const whole =
      own === undefined || all === undefined || all <= own ? "" : ` (${durationText(1000 * all)} in all)`;
    return `${elapsed}${left}${whole}`;
  }
}
