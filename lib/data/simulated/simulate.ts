import { checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { createRng } from "../../core/random";
import type { Rng } from "../../core/random";
import { addDays, dayRange, daysBetween, parseDay } from "../../series/days";
import type { Day } from "../../series/days";
import type { Candles } from "../candles";
import { simulateBars } from "./bars";
import type { Bars } from "./bars";
import { simulateIndex } from "./cvi";
import { capitalise } from "./marketCaps";
import type { SimulatedMarketCaps } from "./marketCaps";
import { CVI, COINS, LISTINGS, SPAN } from "./marketModel";
import type { Coin, SimulatedDataset } from "./marketModel";
import { dailyVariance, simulatePath } from "./returns";
import type { MarketPath } from "./returns";
import { simulateVolume } from "./volumes";

/** Which of the simulated markets, and which days of it. */
export interface SimulationRequest {
  /** Each whole number is a market of its own: all data sets of one seed show the same coins on the same days. */
  readonly seed: number;
  /** First and last day, both included, within 2018-12-01 to 2025-12-31. They cut; they change no value. */
  readonly from: Day;
  readonly to: Day;
}

/**
 * The daily candles of a data set's coins on the simulated market.
 *
 * @returns by symbol; prices in USD, volume in the unit of the real data set: coins in "qfe2025", USD in "mosef2025".
 * @throws {@link DomainError} unless the days lie within the market's life.
 */
export function simulateCandles(
  dataset: SimulatedDataset,
  request: SimulationRequest,
): Readonly<Record<string, Candles>> {
  checkOneOf("simulateCandles", "dataset", dataset, Object.keys(LISTINGS) as SimulatedDataset[]);
  const window = windowOf("simulateCandles", request);
  const { path, rng } = simulateMarket(request.seed);
  const { unit, typicalVolume } = LISTINGS[dataset];
  const candles = Object.entries(typicalVolume).map(([name, typical]) => {
    const coin = name as Coin;
    const { logClose, activity } = path[coin];
    const bars = simulateBars(logClose, activity, rng.split(`bars ${coin}`));
    const typicalDay = Math.sqrt(dailyVariance(coin));
    const relative = simulateVolume(activity.subarray(1), typicalDay, rng.split(`volume ${coin}`));
    const price = (t: number): number => (unit === "USD" ? bars.close[t] / COINS[coin].level : 1);
    const volume = relative.map((v, t) => v * typical * price(t));
    return [coin, cut(coin, { ...bars, volume }, window)] as const;
  });
  return Object.fromEntries(candles);
}

/**
 * The volatility index of the simulated market, per cent per year, without volume.
 *
 * @throws {@link DomainError} unless the days lie within the market's life.
 */
export function simulateCvi(request: SimulationRequest): Candles {
  const window = windowOf("simulateCvi", request);
  const { path, rng } = simulateMarket(request.seed);
  const index = simulateIndex(path, rng.split("index"));
  const activity = new Float64Array(index.length).fill(CVI.noiseDeviation);
  return cut("CVI", simulateBars(index, activity, rng.split("bars CVI")), window);
}

/** Market capitalisations of the nine coins, and of the whole market, on the first day of each month of its life. */
export function simulateMarketCaps({ seed }: Pick<SimulationRequest, "seed">): SimulatedMarketCaps {
  const { path, rng } = simulateMarket(seed);
  return capitalise(path, dayRange(DAY_BEFORE, SPAN.to), rng.split("market caps"));
}

/** The day before the span: its close is the first open. */
const DAY_BEFORE: Day = addDays(SPAN.from, -1);

/** Always the whole life, and a stream of its own for each purpose: no request can change another one's values. */
function simulateMarket(seed: number): { readonly path: MarketPath; readonly rng: Rng } {
  const rng = createRng(seed).split("simulated market");
  const dayAfter = 1; // on the last day the index looks at the variance expected for the next
  const days = daysBetween(DAY_BEFORE, SPAN.to) + 1 + dayAfter;
  return { path: simulatePath(rng.split("returns"), days), rng };
}

/** The requested days, and where they begin within the span. */
interface Window {
  readonly dates: readonly Day[];
  readonly start: number;
}

function windowOf(where: string, { from, to }: SimulationRequest): Window {
  parseDay(`${where}, from`, from);
  parseDay(`${where}, to`, to);
  if (from < SPAN.from) throw new DomainError(where, "from", from, `${SPAN.from} or later`);
  if (to > SPAN.to) throw new DomainError(where, "to", to, `${SPAN.to} or earlier`);
  if (to < from) throw new DomainError(where, "to", to, `${from} or a later day`);
  return { dates: Object.freeze(dayRange(from, to)), start: daysBetween(SPAN.from, from) };
}

function cut(
  symbol: string,
  { open, high, low, close, volume }: Bars & { readonly volume?: Float64Array },
  { dates, start }: Window,
): Candles {
  const part = (values: Float64Array): Float64Array => values.slice(start, start + dates.length);
  return Object.freeze({
    symbol,
    dates,
    open: part(open),
    high: part(high),
    low: part(low),
    close: part(close),
    ...(volume && { volume: part(volume) }),
  });
}
