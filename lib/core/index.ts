export {
  AlignmentError,
  CancelledError,
  DataError,
  DomainError,
  MissingError,
  ShapeError,
  VolfolioError,
} from "./errors";
export type { ErrorCode } from "./errors";
export type { LongWork, OnProgress, ProgressEvent } from "./progress";
export { createRng } from "./random";
export type { Rng } from "./random";
export { inWorkers } from "./workers";
export type { WorkerTask } from "./tasks";
export type { WorkerOptions } from "./workers";
