/**
 * Milliseconds that one call of `work` takes, as the mean of `calls` of them, by the clock and of the processor
 * (all threads of this process: the collector's and the compiler's too); and what the last call gave.
 */
export function timed(work, calls = 1) {
  let value;
  const [start, used] = [performance.now(), process.cpuUsage()];
  for (let k = 0; k < calls; k++) value = work();
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(used)];
  return { ms: ms / calls, cpu: (user + system) / 1000 / calls, value };
}

/** Median and quartiles (linear between order statistics). */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p) => {
    const position = p * (sorted.length - 1);
    const low = Math.floor(position);
    return sorted[low] + (position - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), of: sorted.length };
}

/** What our side gets before it is timed: V8 compiles what has run for a while. */
const WARM_UP_MS = 1500;

/**
 * Both sides in turn: ours, peer, ours, peer … after a warm-up that is not counted. The ratio is the median of the
 * rounds' own ratios, so what slows the machine for a while slows both; `cpuRatio` is that of processor time, which other
 * programs on the machine hardly change.
 *
 * @param ours - () => { ms, cpu, value }, or a promise of it.
 * @param peers - the same; undefined where there is no peer.
 */
export async function alternate(rounds, ours, peers) {
  const start = performance.now();
  do await ours();
  while (performance.now() - start < WARM_UP_MS);
  await peers?.();
  return inTurn(rounds, ours, peers);
}

/** As {@link alternate}, of what is not to be warm. */
export async function inTurn(rounds, ours, peers) {
  const [own, other, ratios, cpuRatios] = [[], [], [], []];
  let ourValue;
  let peerValue;
  for (let round = 0; round < rounds; round++) {
    const mine = await ours();
    own.push(mine.ms);
    ourValue = mine.value;
    if (!peers) continue;
    const theirs = await peers();
    other.push(theirs.ms);
    ratios.push(mine.ms / theirs.ms);
    cpuRatios.push(mine.cpu / theirs.cpu);
    peerValue = theirs.value;
  }
  return {
    ours: spread(own),
    peer: peers ? spread(other) : null,
    ratio: peers ? spread(ratios) : null,
    cpuRatio: peers ? spread(cpuRatios) : null,
    ourValue,
    peerValue: peerValue ?? null,
  };
}
