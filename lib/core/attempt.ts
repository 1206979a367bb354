import { VolfolioError } from "./errors";

/** What a call gave, or why it gave nothing. */
export type Attempt<T> =
  | { readonly value: T; readonly reason?: undefined }
  | { readonly value?: undefined; readonly reason: string };

/** Lets one entry of a table fail, for a reason that the library knows, without the others. */
export function attempt<T>(call: () => T): Attempt<T> {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof VolfolioError) return { reason: error.message };
    throw error;
  }
}
