import { z } from "zod";
import { addDays, dayOfTime, timeOfDay } from "../../series/days";
import { ProviderError, type ProviderFailure } from "../providerError";
import { type Provider, type Row } from "./provider";

/**
 * Yahoo Finance, daily bars in US dollars. Yahoo documents no interface; this is the one its own charts use:
 *
 *     GET /v8/finance/chart/BTC-USD?period1=<s>&period2=<s>&interval=1d
 *     { "chart": { "result": [{ "meta": { "gmtoffset": 0 }, "timestamp": [s, …],
 *       "indicators": { "quote": [{ "open": [x | null, …], "high", "low", "close", "volume" }] } }], "error": null } }
 *
 * One answer holds the whole range. A day without a value is a row of nulls and becomes a gap. Errors are
 * `{ "result": null, "error": { "code": "Not Found", "description": "…" } }`, with status 404. Requests that name
 * no browser are answered 429.
 */
export const yahoo: Provider = {
  provider: "yahoo",
  baseUrl: "https://query1.finance.yahoo.com",
  rate: { requests: 1, perMs: 1000 },
  headers: { "user-agent": "Mozilla/5.0 (compatible; volfolio)" },
  refusal: (_, body) => {
    const said = answer.safeParse(body);
    const error = said.success ? said.data.chart.error : null;
    return error ? { failure: failureOf(error), message: messageOf(error) } : undefined;
  },

  describe: ({ instrument, from, to }) => `GET ${pathOf(instrument)}?interval=1d, ${from} to ${to}`,

  firstPage: ({ from }) => timeOfDay(from) / 1000,

  page: async (client, { instrument, to }, start) => {
    const path = pathOf(instrument);
    const query = { period1: start, period2: timeOfDay(addDays(to, 1)) / 1000, interval: "1d" };
    const { chart } = await client.get({ path, query, answer });
    const where = `yahoo GET ${path}`;
    if (chart.error)
      throw new ProviderError(where, failureOf(chart.error), `answers with ${messageOf(chart.error)}`);
    const [result] = chart.result ?? [];
    if (!result) throw new ProviderError(where, "unreadable", "answers with neither a result nor an error");
    return { rows: rowsOf(where, result), next: null };
  },
};

const COLUMNS = ["open", "high", "low", "close", "volume"] as const;

type Result = NonNullable<z.infer<typeof answer>["chart"]["result"]>[number];

function rowsOf(where: string, { meta, timestamp = [], indicators }: Result): Row[] {
  const vectors = COLUMNS.map((name) => indicators.quote[0][name] ?? []);
  for (const [i, vector] of vectors.entries())
    if (vector.length !== timestamp.length)
      throw new ProviderError(
        where,
        "unreadable",
        `${COLUMNS[i]} must have one value for each of ${timestamp.length} times, got ${vector.length}`,
      );
  return timestamp.flatMap((time, t): Row[] => {
    const values = vectors.map((vector) => vector[t]).filter((value) => value !== null);
    const complete = values.length === COLUMNS.length;
    return complete ? [[dayOfTime(1000 * (time + meta.gmtoffset)), ...values]] : [];
  });
}

const vector = z.array(z.number().nullable()).optional();

const answer = z.object({
  chart: z.object({
    result: z
      .array(
        z.object({
          meta: z.object({ gmtoffset: z.number().default(0) }),
          timestamp: z.array(z.int()).optional(),
          indicators: z.object({
            quote: z
              .array(z.object({ open: vector, high: vector, low: vector, close: vector, volume: vector }))
              .min(1),
          }),
        }),
      )
      .nullable(),
    error: z.object({ code: z.string(), description: z.string() }).nullable(),
  }),
});

interface ChartError {
  code: string;
  description: string;
}

const pathOf = (instrument: string): string => `/v8/finance/chart/${encodeURIComponent(instrument)}`;
const failureOf = ({ code }: ChartError): ProviderFailure =>
  code === "Not Found" ? "unknown" : "unreadable";
const messageOf = ({ code, description }: ChartError): string => `"${code}: ${description}"`;
