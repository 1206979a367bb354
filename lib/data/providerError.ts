import { DataError } from "../core/errors";

/** Why a provider gave no data. */
export type ProviderFailure =
  | "unknown" //     it does not have what was asked for
  | "closed" //      it does not serve this program, this network or this country
  | "busy" //        too many requests
  | "unreachable" // no connection, no answer in time, or an error of its own
  | "unreadable"; // its answer is not what its documentation says

/** A provider gave no data. The message names the provider, the request and what else to do. */
export class ProviderError extends DataError {
  constructor(
    /** Provider and request: `okx GET /api/v5/market/history-candles?instId=EOS-USDT`. */
    where: string,
    readonly failure: ProviderFailure,
    /** What happened and what else to do, without provider and request. */
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(where, said, options);
  }

  /** Whether the provider's other series would fail the same way in this run. */
  get concernsProvider(): boolean {
    return this.failure === "closed" || this.failure === "busy" || this.failure === "unreachable";
  }
}
