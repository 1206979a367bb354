import { inspect } from "node:util";

/** What kind of mistake an error reports. Stable: programs may branch on it. */
export type ErrorCode =
  | "domain" //     a value outside of what the formula allows
  | "shape" //      lengths or dimensions that don't fit together
  | "alignment" //  dates that don't fit together
  | "data" //       a file, an answer or a table that is not what it should be
  | "missing" //    something that has to be made or installed first
  | "cancelled"; // stopped by the caller

/** The base of every error that the library throws on purpose. */
export class VolfolioError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** The function that complains, or the file that is wrong. */
    readonly where: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${where}: ${message}`, options);
    this.name = new.target.name;
  }
}

/** An argument has a value that the formula does not allow. */
export class DomainError extends VolfolioError {
  constructor(
    where: string,
    readonly argument: string,
    readonly got: unknown,
    readonly mustBe: string,
    message: string = `${argument} must be ${mustBe}, got ${shown(got)}`,
  ) {
    super("domain", where, message);
  }
}

/** Lengths or dimensions don't fit together. */
export class ShapeError extends VolfolioError {
  constructor(where: string, message: string) {
    super("shape", where, message);
  }
}

/** Dates don't fit together. */
export class AlignmentError extends VolfolioError {
  constructor(where: string, message: string) {
    super("alignment", where, message);
  }
}

/** A file, an answer of a server or a table is not what it should be. */
export class DataError extends VolfolioError {
  constructor(where: string, message: string, options?: ErrorOptions) {
    super("data", where, message, options);
  }
}

/** Something has to be made or installed first; the message says with which command. */
export class MissingError extends VolfolioError {
  constructor(where: string, message: string, options?: ErrorOptions) {
    super("missing", where, message, options);
  }
}

/** The caller's signal stopped the work. */
export class CancelledError extends VolfolioError {
  constructor(where: string) {
    super("cancelled", where, "stopped before it was done");
  }
}

/** A value as it stands in an error message: short, on one line. */
export function shown(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 4, maxStringLength: 60 });
  return text.length <= 100 ? text : `${text.slice(0, 97)}...`;
}
